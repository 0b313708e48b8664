import type { SocEvent } from '#contract/event.ts';
import { LeastLag } from '#core/base/least-lag.ts';
import { SENSOR_BIN_MS, SENSOR_BINS, type Sensor, type Sensors } from '#contract/wall.ts';

/** Kept; fewer are told. A name is what a record says, so their number is anybody's choice. */
const MAX_SENSORS = 512;
const SENT = 64;
const MAX_NAME = 96;
/** A sensor silent for so long gives way to a new one when there is no room. */
const FORGET_MS = 3_600_000;

interface Counted {
  readonly feed: string;
  readonly name: string;
  events: number;
  alerts: number;
  lastEventAt: number;
  readonly lag: LeastLag;
  /** Events by bin of arrival, a ring; `bin` is the newest. */
  readonly bins: Uint32Array;
  bin: number;
}

/** Who in a feed speaks, how much, and since when no longer: `observer.name` by feed. */
export class SensorCounts {
  /** Events of sensors that found no room. */
  untold = 0;
  readonly #feeds = new Map<string, Map<string, Counted>>();
  #size = 0;
  /** Nobody has been silent for long enough before this: names made up by the thousand cost no walk each. */
  #fullUntil = 0;

  /** @param nowMs core wall clock of its arrival */
  add(event: SocEvent, nowMs: number): void {
    const named = event['observer.name'] ?? '';
    const name = named.length > MAX_NAME ? named.slice(0, MAX_NAME) : named;
    const sensor = this.#feeds.get(event.feed)?.get(name) ?? this.#open(event.feed, name, nowMs);
    if (!sensor) {
      this.untold++;
      return;
    }
    sensor.events++;
    if (event['event.kind'] === 'alert') sensor.alerts++;
    sensor.lastEventAt = nowMs;
    sensor.lag.note(nowMs - event['@timestamp'], nowMs);
    const bin = Math.floor(nowMs / SENSOR_BIN_MS);
    turn(sensor, bin);
    const at = bin % SENSOR_BINS;
    sensor.bins[at] = (sensor.bins[at] ?? 0) + 1;
  }

  /** By feed and name, so that rows stay where they are; those that spoke last when there are too many. */
  list(nowMs: number): Sensors {
    const all = [...this.#feeds.values()].flatMap((names) => [...names.values()]);
    const told = all.length > SENT ? all.sort((a, b) => b.lastEventAt - a.lastEventAt).slice(0, SENT) : all;
    return {
      rows: told
        .map((sensor) => rowOf(sensor, nowMs))
        .sort((a, b) => order(a.feed, b.feed) || order(a.name, b.name)),
      more: all.length - told.length,
      untold: this.untold,
    };
  }

  #open(feed: string, name: string, nowMs: number): Counted | undefined {
    if (this.#size >= MAX_SENSORS && !this.#forgetOne(nowMs)) return undefined;
    const sensor: Counted = {
      feed,
      name,
      events: 0,
      alerts: 0,
      lastEventAt: 0,
      lag: new LeastLag(),
      bins: new Uint32Array(SENSOR_BINS),
      bin: 0,
    };
    const names = this.#feeds.get(feed) ?? new Map<string, Counted>();
    this.#feeds.set(feed, names);
    names.set(name, sensor);
    this.#size++;
    return sensor;
  }

  #forgetOne(nowMs: number): boolean {
    if (nowMs < this.#fullUntil) return false;
    let oldest = nowMs;
    for (const names of this.#feeds.values()) {
      for (const [name, sensor] of names) {
        if (nowMs - sensor.lastEventAt < FORGET_MS) {
          oldest = Math.min(oldest, sensor.lastEventAt);
          continue;
        }
        names.delete(name);
        this.#size--;
        return true;
      }
    }
    this.#fullUntil = oldest + FORGET_MS;
    return false;
  }
}

/** Clears the bins between the newest and `bin`. */
function turn(sensor: Counted, bin: number): void {
  if (bin - sensor.bin >= SENSOR_BINS) sensor.bins.fill(0);
  else for (let at = sensor.bin + 1; at <= bin; at++) sensor.bins[at % SENSOR_BINS] = 0;
  sensor.bin = Math.max(sensor.bin, bin);
}

function rowOf(sensor: Counted, nowMs: number): Sensor {
  const { feed, name, events, alerts, lastEventAt, lag } = sensor;
  const bin = Math.floor(nowMs / SENSOR_BIN_MS);
  turn(sensor, bin);
  const bins = Array.from({ length: SENSOR_BINS }, (_, i) => sensor.bins[(bin + 1 + i) % SENSOR_BINS] ?? 0);
  // The bin that is filling alone would jump at its start: the one before it counts too.
  const seconds = (SENSOR_BIN_MS + (nowMs % SENSOR_BIN_MS)) / 1000;
  const rate = ((bins.at(-1) ?? 0) + (bins.at(-2) ?? 0)) / seconds;
  return { feed, name, events, alerts, rate, lastEventAt, lagMs: lag.ms, bins: bins.slice(0, -1) };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
