import type { Detection } from '#contract/detection.ts';
import type { SocEvent } from '#contract/event.ts';
import { encodeFrame, type Frame, type RateColumns } from '#contract/frame.ts';
import type { Changes, Kpis, Status } from '#contract/wall.ts';
import { AlertMinutes } from './alert-minutes.ts';
import { AlertRows } from './alert-rows.ts';
import { AttackCounts } from './attack-counts.ts';
import { Flows } from './flows.ts';
import { RateBins } from './rate-bins.ts';
import { RecentFlows } from './recent-flows.ts';
import { SensorCounts } from './sensor-counts.ts';
import { TalkerCounters } from './talkers.ts';

/**
 * How often each part of a frame is worth sending, ms. A list whose rows only count on goes once a second, with all
 * that is slow in one frame, so that a display lays out and paints once. News goes at once when its list has not gone
 * for that long: a storm of it costs no more than a second of counting on.
 */
const RATE_EVERY_MS = 250;
const SLOW_EVERY_MS = 1_000;

/** What other stages own and a frame shows. A getter answers undefined when its list did not change. */
export interface FrameInputs {
  places(): { readonly version: number; readonly list: Changes['places'] };
  status(nowMs: number, own: { readonly olderThanChart: number; readonly arcShare: number }): Status;
  incidents(): { readonly version: number; readonly list: () => NonNullable<Changes['incidents']> };
  alarms(): {
    readonly version: number;
    readonly urgency: number;
    readonly list: () => NonNullable<Changes['alarms']>;
  };
  highlights(nowMs: number): { readonly version: number; readonly list: NonNullable<Changes['highlights']> };
  health(nowMs: number): NonNullable<Changes['health']>;
  control(): { readonly version: number; readonly list: NonNullable<Changes['control']> };
  /** How long people took to acknowledge alarms and to close incidents. */
  durations(): Pick<Kpis, 'acknowledge' | 'close'>;
}

/** Coalesces what happened since the last tick into one frame; the same frame serves every display. */
export class FrameBuilder {
  readonly rate = new RateBins();
  readonly flows = new Flows(Math.random);
  readonly recent = new RecentFlows();
  readonly talkers = new TalkerCounters();
  readonly alerts = new AlertRows();
  readonly attack = new AttackCounts();
  readonly sensors = new SensorCounts();
  readonly #alertMinutes = new AlertMinutes();
  readonly #inputs: FrameInputs;
  readonly #generation = 1 + Math.floor(Math.random() * 2 ** 31);
  #sequence = 0;
  #listsAt = 0;
  #rateAt = 0;
  #slowAt = 0;
  #sent = { places: -1, incidents: -1, alarms: -1, urgency: -1, highlights: -1, control: -1 };
  #arcsSeen = 0;
  #arcsDrawn = 0;
  #arcShare = 1;

  constructor(inputs: FrameInputs) {
    this.#inputs = inputs;
  }

  /**
   * One event into the counts.
   * @param arrivalMs core wall clock, or for a warm record its event time @param fly whether it flies as an arc
   */
  addEvent(event: SocEvent, arrivalMs: number, nowMs: number, fly: boolean): void {
    this.rate.add(event['@timestamp'], event.severity, nowMs);
    if (fly) this.sensors.add(event, nowMs);
    if (!event['source.ip'] && !event['destination.ip']) return;
    const internal = isInternal(event);
    this.talkers.add(event, internal, arrivalMs);
    this.flows.add(event.sourcePlace, event.destinationPlace, event.severity, internal, arrivalMs);
    this.recent.add(event, internal, arrivalMs);
    if (fly) this.flows.launch(event.sourcePlace, event.destinationPlace, event.severity, internal, false);
  }

  /** @param arrivalMs as for addEvent */
  addDetection(
    detection: Detection,
    eventId: string,
    cause: string,
    highlightedUntil: number,
    arrivalMs: number,
  ): void {
    this.alerts.add(detection, eventId, cause, highlightedUntil);
    if (!detection.update) {
      this.#alertMinutes.add(arrivalMs);
      this.attack.add(detection.rule, arrivalMs);
    }
    const { event } = detection;
    if (highlightedUntil > 0) {
      const { sourcePlace, destinationPlace } = event;
      this.flows.launch(sourcePlace, destinationPlace, detection.rule.level, isInternal(event), true);
    }
  }

  /** The tick's frame, or undefined when there is nothing to tell. Anything due at least once a second is. */
  tick(nowMs: number): Uint8Array | undefined {
    const { arcs, seen, drawn } = this.flows.takeArcs();
    this.#arcsSeen += seen;
    this.#arcsDrawn += drawn;
    const changes: Changes = {};
    const inputs = this.#inputs;
    const places = inputs.places();
    if (places.version !== this.#sent.places) {
      this.#sent.places = places.version;
      changes.places = places.list;
    }
    const slowDue = isDue(this.#slowAt, SLOW_EVERY_MS, nowMs);
    // Alarms and highlights don't wait: what matters lights up at once, and the rows it belongs to soon.
    const alarms = inputs.alarms();
    const urgent = alarms.urgency !== this.#sent.urgency;
    if (urgent || (slowDue && alarms.version !== this.#sent.alarms)) {
      this.#sent.urgency = alarms.urgency;
      this.#sent.alarms = alarms.version;
      changes.alarms = alarms.list();
    }
    const highlights = inputs.highlights(nowMs);
    if (highlights.version !== this.#sent.highlights) {
      this.#sent.highlights = highlights.version;
      changes.highlights = highlights.list;
    }
    const control = inputs.control();
    if (control.version !== this.#sent.control) {
      this.#sent.control = control.version;
      changes.control = control.list;
    }
    if (urgent) this.alerts.news = true;
    if (slowDue || (this.alerts.news && isDue(this.#listsAt, SLOW_EVERY_MS, nowMs))) {
      if (this.alerts.takeChanged()) changes.alerts = this.#alertList(nowMs);
      const incidents = inputs.incidents();
      if (incidents.version !== this.#sent.incidents) {
        this.#sent.incidents = incidents.version;
        changes.incidents = incidents.list();
      }
      if (changes.alerts || changes.incidents) this.#listsAt = nowMs;
    }
    let rate: RateColumns = NO_RATE;
    let flows: Frame['flows'];
    if (slowDue || isDue(this.#rateAt, RATE_EVERY_MS, nowMs)) {
      this.#rateAt = nowMs;
      rate = this.rate.takeChanged();
    }
    if (slowDue) {
      this.#slowAt = nowMs;
      this.#arcShare = this.#arcsSeen ? this.#arcsDrawn / this.#arcsSeen : 1;
      this.#arcsSeen = 0;
      this.#arcsDrawn = 0;
      flows = this.flows.columns(nowMs);
      changes.talkers = this.talkers.lists(nowMs);
      changes.health = inputs.health(nowMs);
      changes.kpis = this.#kpis(nowMs);
      changes.sensors = this.sensors.list(nowMs);
      const attack = this.attack.takeChanged(nowMs);
      if (attack) changes.attack = attack;
      changes.status = this.#status(nowMs);
    }
    if (seen === 0 && !flows && rate === NO_RATE && Object.keys(changes).length === 0) return undefined;
    this.#sequence++;
    return this.#encode(nowMs, { snapshot: false, rate, flows, arcs, arcsSeen: seen, changes });
  }

  /** Everything, for a display that has just come or has fallen behind. Does not disturb the ticks of the others. */
  snapshot(nowMs: number): Uint8Array {
    const inputs = this.#inputs;
    return this.#encode(nowMs, {
      snapshot: true,
      rate: this.rate.all(nowMs),
      flows: this.flows.columns(nowMs),
      arcs: NO_ARCS,
      arcsSeen: 0,
      changes: {
        places: inputs.places().list,
        status: this.#status(nowMs),
        alerts: this.#alertList(nowMs),
        incidents: inputs.incidents().list(),
        alarms: inputs.alarms().list(),
        highlights: inputs.highlights(nowMs).list,
        talkers: this.talkers.lists(nowMs),
        health: inputs.health(nowMs),
        control: inputs.control().list,
        kpis: this.#kpis(nowMs),
        sensors: this.sensors.list(nowMs),
        attack: this.attack.list(nowMs),
      },
    });
  }

  #encode(nowMs: number, part: Omit<Frame, 'sequence' | 'generation' | 'time'>): Uint8Array {
    return encodeFrame({ ...part, sequence: this.#sequence, generation: this.#generation, time: nowMs });
  }

  #status(nowMs: number): Status {
    return this.#inputs.status(nowMs, { olderThanChart: this.rate.older, arcShare: this.#arcShare });
  }

  #kpis(nowMs: number): Kpis {
    return { alertsByMinute: this.#alertMinutes.list(nowMs), ...this.#inputs.durations() };
  }

  #alertList(nowMs: number): NonNullable<Changes['alerts']> {
    return { rows: this.alerts.list(nowMs), total: this.alerts.total, evicted: this.alerts.evicted };
  }
}

/** A wall clock that was set back must not hold frames up until it has caught up. */
function isDue(lastMs: number, everyMs: number, nowMs: number): boolean {
  return nowMs < lastMs || nowMs - lastMs >= everyMs;
}

function isInternal(event: SocEvent): boolean {
  return event['network.direction'] === 'internal';
}

const NO_RATE = { seconds: new Uint32Array(0), counts: new Uint32Array(0) };
const NO_ARCS = {
  weight: new Uint32Array(0),
  source: new Uint16Array(0),
  target: new Uint16Array(0),
  severity: new Uint8Array(0),
  flags: new Uint8Array(0),
};
