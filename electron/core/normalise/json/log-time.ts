const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const CLF =
  /^\[?(\d{2})\/([A-Za-z]{3})\/(\d{4}):(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))? ([+-])(\d{2})(\d{2})\]?$/;

/** `02/Jun/2020:13:07:18 +0200`, the web servers' common log format; NaN for anything else. */
export function parseClfTime(value: unknown): number {
  const parts = typeof value === 'string' && value.length <= 48 ? CLF.exec(value) : null;
  if (parts === null) return Number.NaN;
  const month = MONTHS.indexOf((parts[2] ?? '').toLowerCase());
  if (month < 0) return Number.NaN;
  const digits = (part: number): number => Number(parts[part]);
  const ms = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  const offset = (digits(9) * 60 + digits(10)) * (parts[8] === '-' ? -1 : 1);
  return Date.UTC(digits(3), month, digits(1), digits(4), digits(5) - offset, digits(6), ms);
}

const C_TIME = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (\d{4})$/;

/** `Mon Aug 28 08:04:30 2023`, as C's ctime writes it, read as UTC; NaN for anything else. */
export function parseCTime(value: unknown): number {
  const parts = typeof value === 'string' && value.length <= 24 ? C_TIME.exec(value) : null;
  if (parts === null) return Number.NaN;
  const month = MONTHS.indexOf((parts[1] ?? '').toLowerCase());
  if (month < 0) return Number.NaN;
  const [day, hour, minute, second, year] = [2, 3, 4, 5, 6].map((part) => Number(parts[part]));
  return Date.UTC(year ?? 0, month, day, hour, minute, second);
}

const SLASHES = /^(\d{4})\/(\d{2})\/(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/** `2023/05/16 19:01:31`, as Go's log writes it, read as UTC; NaN for anything else. */
export function parseSlashTime(value: unknown): number {
  const parts = typeof value === 'string' && value.length === 19 ? SLASHES.exec(value) : null;
  if (parts === null) return Number.NaN;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}
