import type { Detection } from '#contract/detection.ts';
import type { SocEvent } from '#contract/event.ts';
import { type Frame, NO_ARCS } from '#contract/frame.ts';
import type { Severity } from '#contract/severity.ts';
import { WALL_SPAN } from '#contract/view.ts';
import { AlertRows, type AlertRowOf } from './alert-rows.ts';
import { AlertMinutes } from './alert-minutes.ts';
import { AttackCounts } from './attack-counts.ts';
import { Flows } from './flows.ts';
import { RateBins } from './rate-bins.ts';
import { RecentFlows } from './recent-flows.ts';
import { TalkerCounters } from './talkers.ts';

/** How far back map and top lists count, and how many different things each counter holds. */
export interface CountBounds {
  readonly spanMs: number;
  readonly flows: number;
  readonly talkers: number;
  readonly techniques: number;
  readonly alerts: number;
  readonly pairs: number;
}

export const WALL_BOUNDS: CountBounds = {
  spanMs: WALL_SPAN * 60_000,
  flows: 20_000,
  talkers: 10_000,
  techniques: 2_000,
  alerts: 2_000,
  pairs: 1_024,
};

/** What map, rate chart, top lists, matrix and alert rate show: counted of all events, and of each view's again. */
export class TrafficCounts {
  readonly spanMs: number;
  readonly rate = new RateBins();
  readonly flows: Flows;
  readonly recent: RecentFlows;
  readonly talkers: TalkerCounters;
  readonly attack: AttackCounts;
  readonly alerts: AlertRows;
  readonly alertMinutes = new AlertMinutes();

  constructor({ spanMs, flows, talkers, techniques, alerts, pairs }: CountBounds) {
    this.spanMs = spanMs;
    this.flows = new Flows(Math.random, { spanMs, maxKeys: flows });
    this.recent = new RecentFlows(pairs);
    this.talkers = new TalkerCounters({ spanMs, maxKeys: talkers });
    this.attack = new AttackCounts(techniques);
    this.alerts = new AlertRows(alerts);
  }

  /**
   * @param arrivalMs core wall clock, or for a warm record its event time
   * @param fly whether it flies as an arc
   */
  addEvent(event: SocEvent, arrivalMs: number, nowMs: number, fly: boolean): void {
    // Only a warm record arrived before now.
    this.rate.add(event['@timestamp'], event.severity, nowMs, arrivalMs < nowMs);
    if (!event['source.ip'] && !event['destination.ip']) return;
    const internal = isInternal(event);
    this.talkers.add(event, internal, arrivalMs);
    this.flows.add(event.sourcePlace, event.destinationPlace, event.severity, internal, arrivalMs);
    this.recent.add(event, internal, arrivalMs);
    if (fly) this.flows.launch(event.sourcePlace, event.destinationPlace, event.severity, internal, false);
  }

  /** @param arrivalMs as for addEvent */
  addDetection(detection: Detection, row: AlertRowOf, arrivalMs: number): void {
    this.alerts.add(detection, row);
    if (detection.update) return;
    this.alertMinutes.add(arrivalMs);
    this.attack.add(detection.rule, arrivalMs);
  }

  /** What a snapshot tells of them beside its lists. */
  whole(nowMs: number): Pick<Frame, 'snapshot' | 'rate' | 'flows' | 'arcs' | 'arcsSeen'> {
    const [rate, flows] = [this.rate.all(nowMs), this.flows.columns(nowMs)];
    return { snapshot: true, rate, flows, arcs: NO_ARCS, arcsSeen: 0 };
  }

  /** The arc of something that is pointed at. */
  launchHighlighted(event: SocEvent, severity: Severity): void {
    this.flows.launch(event.sourcePlace, event.destinationPlace, severity, isInternal(event), true);
  }
}

function isInternal(event: SocEvent): boolean {
  return event['network.direction'] === 'internal';
}
