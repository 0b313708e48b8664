import type { Detection } from '#contract/detection.ts';
import { SocEvent } from '#contract/event.ts';
import { SEVERITY_COUNT } from '#contract/severity.ts';
import type { Alarms } from './alarms/alarms.ts';
import { eventId } from './base/event-id.ts';
import { isJsonObject } from './base/json-line.ts';
import type { RecordBatch } from './base/source.ts';
import type { Correlator } from './correlate/correlator.ts';
import type { Enricher } from './enrich/enricher.ts';
import type { Feed } from './feed.ts';
import { type FrameBuilder, NOTHING_POINTED } from './frame/frame-builder.ts';
import type { Highlights } from './highlights/highlights.ts';
import { causeOf } from './incidents/cause.ts';
import type { EvidenceRing } from './incidents/evidence.ts';
import type { Incidents } from './incidents/incidents.ts';
import { sensorDetection } from './incidents/sensor-detection.ts';
import { normaliseLine } from './normalise/normalise.ts';
import { mendTime } from './normalise/mend-time.ts';
import { shortenKeywords } from './normalise/shorten.ts';
import { toEcs } from './normalise/to-ecs.ts';
import type { Relay } from './relay/relay.ts';
import type { Quarantine } from './state/quarantine.ts';

/** From this level a detection is pointed at. */
const HIGHLIGHT_FROM = 3;

export interface Stages {
  readonly enricher: Enricher;
  readonly correlator: Correlator;
  readonly incidents: Incidents;
  readonly evidence: EvidenceRing;
  readonly alarms: Alarms;
  readonly highlights: Highlights;
  /** Told of each incident that opens or becomes graver, whatever is pointed at. */
  readonly takeover?: { risen(incident: string): void };
  readonly frame: FrameBuilder;
  /** Keeps what could not be read. */
  readonly quarantine: Pick<Quarantine, 'keep'>;
  /** Also gets every record that was read, in order. */
  readonly relay?: Pick<Relay, 'wanted' | 'add' | 'flush'>;
}

/** raw record → normalise → enrich → correlate → incidents, alarms, highlights → frame. All in one call, in order. */
export class Pipeline {
  /** Detections since the first run, by severity level; a known episode that goes on counts once. */
  readonly detections = new Array<number>(SEVERITY_COUNT).fill(0);
  /** Events whose time could not be. */
  timeProblems = 0;
  readonly #stages: Stages;
  #sequence = 0;

  constructor(stages: Stages) {
    this.#stages = stages;
  }

  /**
   * Takes a batch through all stages. A bad record is counted, and so is a good one that a stage fails on: it would take
   * the rest of its batch with it, every time that is tried again.
   */
  accept(feed: Feed, batch: RecordBatch): void {
    const { quarantine, relay } = this.#stages;
    const { receivedAt, warm } = batch;
    let malformed = 0;
    let newestTime = 0;
    for (let index = 0; index < batch.records.length; index++) {
      const line = batch.records[index] ?? '';
      const taken = this.#guarded(feed, batch, line);
      if (typeof taken === 'number') {
        newestTime = Math.max(newestTime, taken);
        continue;
      }
      malformed++;
      batch.refused?.(index);
      if (!warm) quarantine.keep(feed.source.name, taken, line, receivedAt);
    }
    if (warm) return;
    relay?.flush();
    for (const { reason, sample } of batch.damaged ?? []) {
      quarantine.keep(feed.source.name, reason, sample, receivedAt);
    }
    feed.count(batch, malformed, newestTime);
  }

  /** @returns as `#take` */
  #guarded(feed: Feed, batch: RecordBatch, line: string): number | string {
    try {
      return this.#take(feed, batch, line);
    } catch (error) {
      return `fault of Vigil: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  /** @returns the event's time, or why it could not be read */
  #take(feed: Feed, { receivedAt, warm }: RecordBatch, line: string): number | string {
    const { enricher, correlator, incidents, evidence, frame, relay } = this.#stages;
    const event = new SocEvent();
    event.received = receivedAt;
    event.feed = feed.source.name;
    const problem = normaliseLine(line, event, feed.reading);
    if (problem !== undefined) return problem;
    shortenKeywords(event);
    event.sequence = this.#sequence++;
    if (mendTime(event)) this.timeProblems++;
    enricher.enrich(event);
    const time = event['@timestamp'];
    incidents.feeds.reached(event.feed, time, receivedAt);
    if (!warm && relay?.wanted === true) relay.add(isJsonObject(line) ? line : JSON.stringify(toEcs(event)));
    frame.addEvent(event, warm ? Math.min(time, receivedAt) : receivedAt, receivedAt, !warm);
    const hits = correlator.accept(event);
    if (event['event.kind'] !== 'alert' && hits.length === 0) return time;
    const id = eventId(line);
    evidence.keep(id, event.feed, receivedAt, line);
    if (event['event.kind'] === 'alert') this.#detected(sensorDetection(event, id), id, warm);
    for (const hit of hits) this.#detected(hit, id, warm);
    return time;
  }

  /** @param warm its incident and alarm are restored already: only the list is filled again */
  #detected(detection: Detection, id: string, warm: boolean): void {
    const { frame, incidents, alarms, highlights, takeover } = this.#stages;
    const { rule, event } = detection;
    const cause = causeOf(detection);
    if (warm) {
      frame.addDetection(
        detection,
        id,
        cause.value,
        NOTHING_POINTED,
        Math.min(detection.time, event.received),
      );
      return;
    }
    if (!detection.update) this.detections[rule.level] = (this.detections[rule.level] ?? 0) + 1;
    let pointed = NOTHING_POINTED;
    const change = incidents.add(detection, cause, id);
    if (change) {
      const now = event.received;
      alarms.update(change.incident, change.risen, now);
      if (change.risen) takeover?.risen(change.incident.id);
      if (change.risen || (rule.level >= HIGHLIGHT_FROM && !detection.update)) {
        const until = highlights.point(
          {
            id: change.incident.id,
            severity: rule.level,
            title: change.incident.title,
            sourcePlace: event.sourcePlace,
            destinationPlace: event.destinationPlace,
          },
          now,
        );
        pointed = { incident: change.incident.id, until };
      }
    }
    frame.addDetection(detection, id, cause.value, pointed, event.received);
  }
}
