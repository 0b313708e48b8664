import type { Detection } from '#contract/detection.ts';
import type { SocEvent } from '#contract/event.ts';
import { encodeFrame, type Frame, NO_RATE, type RateColumns } from '#contract/frame.ts';
import type { Place } from '#contract/place.ts';
import { viewKey, type ViewQuery } from '#contract/view.ts';
import type { Changes, Kpis } from '#contract/wall.ts';
import type { AlertRowOf } from './alert-rows.ts';
import { isDue, RATE_EVERY_MS, SLOW_EVERY_MS } from './cadence.ts';
import { type CountBounds, TrafficCounts } from './traffic-counts.ts';
import { compileViewFilter, type ViewFilter } from './view-filter.ts';

/** Less than the wall's own, since there may be a dozen: with all bounds reached a view is a few MB. */
const VIEW_BOUNDS: Omit<CountBounds, 'spanMs'> = {
  flows: 5_000,
  talkers: 2_000,
  techniques: 500,
  alerts: 500,
  pairs: 256,
};

export interface ViewInputs {
  /** What is pointed at; the list is another one whenever the version is. */
  highlights(nowMs: number): { readonly version: number; readonly list: NonNullable<Changes['highlights']> };
}

/** One filter's events, counted by themselves, and the frames that tell of them: like the wall's own, with less in them. */
export class View {
  readonly key: string;
  readonly query: ViewQuery;
  /** Core wall-clock ms since when it counts. */
  readonly since: number;
  readonly counts: TrafficCounts;
  watchers = 1;
  /** When the last watcher left; 0 before. */
  leftAt = 0;
  readonly #inputs: ViewInputs;
  readonly #generation = 1 + Math.floor(Math.random() * 2 ** 31);
  #passes: ViewFilter;
  #sequence = 0;
  #rateAt = 0;
  #slowAt = 0;
  #listAt = 0;
  /** Incidents of ours among those that are pointed at. */
  #pointed = new Set<string>();
  #pointedChanged = false;
  #highlightsSent = -1;

  constructor(query: ViewQuery, places: Iterable<Place>, since: number, inputs: ViewInputs) {
    this.key = viewKey(query);
    this.query = query;
    this.since = since;
    this.counts = new TrafficCounts({ ...VIEW_BOUNDS, spanMs: query.span * 60_000 });
    this.#inputs = inputs;
    this.#passes = compileViewFilter(query, places);
  }

  /** Sites have other ids than before. */
  setPlaces(places: Iterable<Place>): void {
    this.#passes = compileViewFilter(this.query, places);
  }

  leave(nowMs: number): void {
    this.watchers--;
    this.leftAt = nowMs;
    // What waits to fly must not fly for the next watcher.
    if (this.watchers === 0) this.counts.flows.takeArcs();
  }

  addEvent(event: SocEvent, arrivalMs: number, nowMs: number, fly: boolean): void {
    if (!this.#passes(event, event.severity, event['event.kind'] === 'alert')) return;
    this.counts.addEvent(event, arrivalMs, nowMs, fly && this.watchers > 0);
  }

  /** @param pointed the incident that it makes the wall point at; empty when it does not */
  addDetection(detection: Detection, row: AlertRowOf, arrivalMs: number, pointed: string): void {
    const { event, rule } = detection;
    if (!this.#passes(event, rule.level, true)) return;
    this.counts.addDetection(detection, row, arrivalMs);
    if (pointed === '' || this.watchers === 0) return;
    this.#pointed.add(pointed);
    this.#pointedChanged = true;
    this.counts.launchHighlighted(event, rule.level);
  }

  /** The tick's frame, or undefined when there is nothing to tell. */
  tick(nowMs: number): Uint8Array | undefined {
    const { arcs, seen } = this.counts.flows.takeArcs();
    const changes: Changes = {};
    const { version } = this.#inputs.highlights(nowMs);
    if (version !== this.#highlightsSent || this.#pointedChanged) {
      this.#highlightsSent = version;
      this.#pointedChanged = false;
      changes.highlights = this.#highlights(nowMs);
    }
    const slowDue = isDue(this.#slowAt, SLOW_EVERY_MS, nowMs);
    let rate: RateColumns = NO_RATE;
    let flows: Frame['flows'];
    if (slowDue || isDue(this.#rateAt, RATE_EVERY_MS, nowMs)) {
      this.#rateAt = nowMs;
      rate = this.counts.rate.takeChanged();
    }
    const { alerts } = this.counts;
    if (slowDue || (alerts.news && isDue(this.#listAt, SLOW_EVERY_MS, nowMs))) {
      if (alerts.takeChanged()) {
        changes.alerts = alerts.summary(nowMs);
        this.#listAt = nowMs;
      }
    }
    if (slowDue) {
      this.#slowAt = nowMs;
      flows = this.counts.flows.columns(nowMs);
      changes.talkers = this.counts.talkers.lists(nowMs);
      changes.kpis = this.#kpis(nowMs);
      const attack = this.counts.attack.takeChanged(nowMs);
      if (attack) changes.attack = attack;
    }
    if (seen === 0 && !flows && rate.seconds.length === 0 && Object.keys(changes).length === 0) {
      return undefined;
    }
    this.#sequence++;
    return this.#encode(nowMs, { snapshot: false, rate, flows, arcs, arcsSeen: seen, changes });
  }

  /** Everything, for a watcher that has just come or has fallen behind. Does not disturb the ticks of the others. */
  snapshot(nowMs: number): Uint8Array {
    return this.#encode(nowMs, {
      ...this.counts.whole(nowMs),
      changes: {
        highlights: this.#highlights(nowMs),
        alerts: this.counts.alerts.summary(nowMs),
        talkers: this.counts.talkers.lists(nowMs),
        kpis: this.#kpis(nowMs),
        attack: this.counts.attack.list(nowMs),
      },
    });
  }

  #highlights(nowMs: number): NonNullable<Changes['highlights']> {
    const own = this.#inputs.highlights(nowMs).list.filter(({ id }) => this.#pointed.has(id));
    // What the wall no longer points at is forgotten: there are never more than it points at.
    this.#pointed = new Set(own.map(({ id }) => id));
    return own;
  }

  #kpis(nowMs: number): Kpis {
    return { alertsByMinute: this.counts.alertMinutes.list(nowMs) };
  }

  #encode(nowMs: number, part: Omit<Frame, 'sequence' | 'generation' | 'time'>): Uint8Array {
    return encodeFrame({ ...part, sequence: this.#sequence, generation: this.#generation, time: nowMs });
  }
}
