const ISO = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/;
const EPOCH = /"(?:ts|time|timestamp|start|startTime)"\s?:\s?"?(\d{9,13}(?:\.\d{1,9})?)/;
const RFC3164 = /[A-Z][a-z][a-z] [ \d]\d \d\d:\d\d:\d\d/;
/** A record's own time stands near its beginning; the others in it are of something else. */
const GLANCE = 600;
/** The year is missing there, and only differences count. */
const A_LEAP_YEAR = 2024;

/** A record's time as far as a glance tells, ms; for the pace of a replay only. */
export function glanceTime(line: string): number | undefined {
  const head = line.length > GLANCE ? line.slice(0, GLANCE) : line;
  const iso = ISO.exec(head)?.[0];
  if (iso !== undefined) {
    const text = iso.replace(' ', 'T').replace(',', '.');
    const time = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
    if (!Number.isNaN(time)) return time;
  }
  const epoch = EPOCH.exec(head)?.[1];
  if (epoch !== undefined) return Number(epoch) < 1e11 ? Number(epoch) * 1000 : Number(epoch);
  const month = RFC3164.exec(head)?.[0];
  if (month === undefined) return undefined;
  const time = Date.parse(`${month.slice(0, 6)} ${A_LEAP_YEAR} ${month.slice(7)} UTC`);
  return Number.isNaN(time) ? undefined : time;
}
