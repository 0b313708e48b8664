import type { Detection } from '#contract/detection.ts';
import { SocEvent } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';

/** An event with what a test cares about. */
export function event(fields: Partial<SocEvent> = {}): SocEvent {
  return Object.assign(new SocEvent(), { '@timestamp': 1_000_000, received: 1_000_000 }, fields);
}

let serial = 0;

/** A detection with what a test cares about. */
export function detection(
  fields: Partial<Omit<Detection, 'rule'>> & {
    level?: Severity;
    ruleId?: string;
    techniques?: string[];
  } = {},
): Detection {
  const { level = 3, ruleId = 'r1', techniques = [], ...rest } = fields;
  const time = rest.time ?? 1_000_000;
  const ref = { id: `e${serial++}`, time, sequence: serial };
  return {
    kind: 'sensor',
    rule: { id: ruleId, title: `Rule ${ruleId}`, level, techniques, tactics: [] },
    time,
    group: {},
    count: 1,
    update: false,
    event: event({
      '@timestamp': time,
      'source.ip': '203.0.113.9',
      'destination.ip': '10.0.0.5',
      severity: level,
    }),
    first: ref,
    events: [ref],
    matched: [],
    ...rest,
  };
}
