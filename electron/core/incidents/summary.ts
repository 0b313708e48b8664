import type { Detection } from '#contract/detection.ts';
import type { DetectionSummary, Incident } from '#contract/incident.ts';
import { SEVERITY_COUNT, type Severity } from '#contract/severity.ts';

const MAX_SUMMARIES = 32;
/** Of a matched value, whose length is the sender's choice. */
const MAX_REASON = 512;
const MAX_EVENTS_PER_RULE = 16;
const MAX_LEVEL = SEVERITY_COUNT - 1;

/** The critical asset that a detection's event is about: whom it hits, else who acts. */
function criticalAsset({ event }: Detection): string | undefined {
  if (event['destination.asset.criticality'] === 'critical') return event['destination.asset.name'];
  if (event['source.asset.criticality'] === 'critical') return event['source.asset.name'];
  return undefined;
}

/** The rule's level; on a critical asset one more, which the detection's reason tells. */
export function severityOf(detection: Detection): Severity {
  const { level } = detection.rule;
  return level < MAX_LEVEL && criticalAsset(detection) !== undefined ? ((level + 1) as Severity) : level;
}

/** Why it fired, in words. */
function reasonOf(detection: Detection): string {
  const words = detection.matched.map(({ field, value }) => `${field} = ${value.slice(0, MAX_REASON)}`);
  const asset = criticalAsset(detection);
  if (asset !== undefined && severityOf(detection) > detection.rule.level) {
    words.push(`one level graver: ${asset} is a critical asset`);
  }
  return words.join(', ');
}

/** What an incident tells at most of anything. */
export function merge(into: string[], more: readonly string[]): void {
  for (const one of more) if (!into.includes(one) && into.length < MAX_SUMMARIES) into.push(one);
}

/** Evidence: one entry a rule. */
export function summarise(incident: Incident, detection: Detection, id: string): void {
  const { rule, kind, time, first } = detection;
  const known = incident.detections.find((summary) => summary.rule === rule.id);
  if (known) {
    known.count++;
    known.last = Math.max(known.last, time);
    known.events.push(id);
    if (known.events.length > MAX_EVENTS_PER_RULE) known.events.shift();
    return;
  }
  if (incident.detections.length >= MAX_SUMMARIES) return;
  const summary: DetectionSummary = {
    rule: rule.id,
    title: rule.title,
    kind,
    level: rule.level,
    first: first.time,
    last: time,
    count: 1,
    techniques: [...rule.techniques],
    reason: reasonOf(detection),
    events: [...detection.events.map((event) => event.id).filter((other) => other !== id), id].slice(
      -MAX_EVENTS_PER_RULE,
    ),
  };
  incident.detections.push(summary);
}
