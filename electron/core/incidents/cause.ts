import type { Detection } from '#contract/detection.ts';
import type { Incident } from '#contract/incident.ts';

export type Cause = Incident['cause'];

/** ATT&CK techniques in which the sources are spoofed or borrowed, so that only the target is a cause. */
const MANY_SOURCES = ['T1498', 'T1499'];

/** Between the values of a group. */
const AND = ' · ';

/**
 * What a detection is about, so that detections with the same cause meet in one incident: who attacks, or for
 * floods whom they hit. A correlation's own group says it best.
 */
export function causeOf(detection: Detection): Cause {
  const { group, event, rule } = detection;
  if (detection.kind === 'correlation') {
    if (group['source.ip']) return { role: 'source', value: group['source.ip'] };
    if (group['destination.ip']) return { role: 'destination', value: group['destination.ip'] };
    const names = Object.keys(group).sort();
    if (names.length === 1 && names[0]) return { role: 'group', value: group[names[0]] ?? '' };
    if (names.length > 1) {
      return { role: 'group', value: names.map((name) => group[name]).join(AND) };
    }
  }
  const flood = rule.techniques.some((id) => MANY_SOURCES.some((many) => id.startsWith(many)));
  const source = event['source.ip'];
  const destination = event['destination.ip'];
  if (destination && (flood || !source)) return { role: 'destination', value: destination };
  if (source) return { role: 'source', value: source };
  return { role: 'group', value: rule.id };
}

/** Whether the cause is this address, or has it among its group's values. */
export function isNamed({ role, value }: Cause, address: string): boolean {
  return role === 'group' ? value.split(AND).includes(address) : value === address;
}
