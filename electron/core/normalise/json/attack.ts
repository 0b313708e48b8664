import { texts } from '../read.ts';

/** ATT&CK's tactics by their names without blanks. */
const TACTICS: ReadonlyMap<string, string> = new Map([
  ['reconnaissance', 'TA0043'],
  ['resourcedevelopment', 'TA0042'],
  ['initialaccess', 'TA0001'],
  ['execution', 'TA0002'],
  ['persistence', 'TA0003'],
  ['privilegeescalation', 'TA0004'],
  ['defenseevasion', 'TA0005'],
  ['stealth', 'TA0005'],
  ['defenseimpairment', 'TA0112'],
  ['credentialaccess', 'TA0006'],
  ['discovery', 'TA0007'],
  ['lateralmovement', 'TA0008'],
  ['collection', 'TA0009'],
  ['exfiltration', 'TA0010'],
  ['commandandcontrol', 'TA0011'],
  ['impact', 'TA0040'],
]);

/** ATT&CK's ids of tactics that a sensor names: `Initial Access`, `InitialAccess`, `initial-access`, or the id itself. */
export function tacticIds(value: unknown): readonly string[] | undefined {
  const names = typeof value === 'string' ? value.slice(0, 1024).split(',', 16) : texts(value);
  if (names === undefined) return undefined;
  const ids: string[] = [];
  for (const name of names) {
    const trimmed = name.trim();
    const id = /^TA\d{4}$/.test(trimmed)
      ? trimmed
      : TACTICS.get(trimmed.slice(0, 32).replace(/[ _-]/g, '').toLowerCase());
    if (id !== undefined && !ids.includes(id)) ids.push(id);
  }
  return ids.length === 0 ? undefined : ids;
}
