import { ownText } from '#core/base/own-text.ts';
import type { Detection } from '#contract/detection.ts';
import type { SocEvent } from '#contract/event.ts';

/** A name is what a record says, and lists carry it many times over. */
const MAX_TITLE = 256;
const NOTHING: readonly never[] = [];
const NO_GROUP = {};

/** A sensor's alert as a detection, beside those of our own rules. @param id the event's id */
export function sensorDetection(event: SocEvent, id: string): Detection {
  const ref = { id, time: event['@timestamp'], sequence: event.sequence };
  const name = event['rule.name'] ?? event['event.action'] ?? 'Alert without a name';
  const title = name.length > MAX_TITLE ? ownText(`${name.slice(0, MAX_TITLE - 1)}…`) : name;
  return {
    kind: 'sensor',
    rule: {
      id: event['rule.id'] ?? title,
      title,
      level: event.severity,
      techniques: event['threat.technique.id'] ?? NOTHING,
      tactics: event['threat.tactic.id'] ?? NOTHING,
    },
    time: event['@timestamp'],
    group: NO_GROUP,
    count: 1,
    update: false,
    event,
    first: ref,
    events: [ref],
    matched: NOTHING,
  };
}
