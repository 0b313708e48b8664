import type { Detection } from '#contract/detection.ts';
import type { SocEvent } from '#contract/event.ts';
import { encodeFrame, type Frame, NO_RATE, type RateColumns } from '#contract/frame.ts';
import type { Changes, Kpis, Status } from '#contract/wall.ts';
import { isDue, RATE_EVERY_MS, SLOW_EVERY_MS } from './cadence.ts';
import { SensorCounts } from './sensor-counts.ts';
import { TrafficCounts, WALL_BOUNDS } from './traffic-counts.ts';
import { Views } from './views.ts';

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
  durations(): Required<Pick<Kpis, 'acknowledge' | 'close'>>;
}

/** What a detection makes the wall point at: its incident, and until when. */
export interface Pointed {
  readonly incident: string;
  readonly until: number;
}

export const NOTHING_POINTED: Pointed = { incident: '', until: 0 };

/** Coalesces what happened since the last tick into one frame; the same frame serves every display. */
export class FrameBuilder {
  readonly counts = new TrafficCounts(WALL_BOUNDS);
  /** The same events, those that pass a filter, for the panels that have one. */
  readonly views: Views;
  readonly sensors = new SensorCounts();
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
    this.views = new Views(inputs);
  }

  /**
   * One event into the counts.
   * @param arrivalMs core wall clock, or for a warm record its event time @param fly whether it flies as an arc
   */
  addEvent(event: SocEvent, arrivalMs: number, nowMs: number, fly: boolean): void {
    if (fly) this.sensors.add(event, nowMs);
    this.counts.addEvent(event, arrivalMs, nowMs, fly);
    this.views.addEvent(event, arrivalMs, nowMs, fly);
  }

  /** @param arrivalMs as for addEvent */
  addDetection(
    detection: Detection,
    eventId: string,
    cause: string,
    { incident, until }: Pointed,
    arrivalMs: number,
  ): void {
    const row = { eventId, cause, highlightedUntil: until };
    this.counts.addDetection(detection, row, arrivalMs);
    this.views.addDetection(detection, row, arrivalMs, until > 0 ? incident : '');
    if (until > 0) this.counts.launchHighlighted(detection.event, detection.rule.level);
  }

  /** The tick's frame, or undefined when there is nothing to tell. Anything due at least once a second is. */
  tick(nowMs: number): Uint8Array | undefined {
    const { arcs, seen, drawn } = this.counts.flows.takeArcs();
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
    const { alerts } = this.counts;
    if (urgent) alerts.news = true;
    if (slowDue || (alerts.news && isDue(this.#listsAt, SLOW_EVERY_MS, nowMs))) {
      if (alerts.takeChanged()) changes.alerts = alerts.summary(nowMs);
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
      rate = this.counts.rate.takeChanged();
    }
    if (slowDue) {
      this.#slowAt = nowMs;
      this.#arcShare = this.#arcsSeen ? this.#arcsDrawn / this.#arcsSeen : 1;
      this.#arcsSeen = 0;
      this.#arcsDrawn = 0;
      flows = this.counts.flows.columns(nowMs);
      changes.talkers = this.counts.talkers.lists(nowMs);
      changes.health = inputs.health(nowMs);
      changes.kpis = this.#kpis(nowMs);
      changes.sensors = this.sensors.list(nowMs);
      const attack = this.counts.attack.takeChanged(nowMs);
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
      ...this.counts.whole(nowMs),
      changes: {
        places: inputs.places().list,
        status: this.#status(nowMs),
        alerts: this.counts.alerts.summary(nowMs),
        incidents: inputs.incidents().list(),
        alarms: inputs.alarms().list(),
        highlights: inputs.highlights(nowMs).list,
        talkers: this.counts.talkers.lists(nowMs),
        health: inputs.health(nowMs),
        control: inputs.control().list,
        kpis: this.#kpis(nowMs),
        sensors: this.sensors.list(nowMs),
        attack: this.counts.attack.list(nowMs),
      },
    });
  }

  #encode(nowMs: number, part: Omit<Frame, 'sequence' | 'generation' | 'time'>): Uint8Array {
    return encodeFrame({ ...part, sequence: this.#sequence, generation: this.#generation, time: nowMs });
  }

  #status(nowMs: number): Status {
    return this.#inputs.status(nowMs, { olderThanChart: this.counts.rate.older, arcShare: this.#arcShare });
  }

  #kpis(nowMs: number): Kpis {
    return { alertsByMinute: this.counts.alertMinutes.list(nowMs), ...this.#inputs.durations() };
  }
}
