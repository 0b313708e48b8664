import {
  ARC_HIGHLIGHTED,
  ARC_INTERNAL,
  FLOW_INTERNAL,
  type ArcColumns,
  type FlowColumns,
} from '#contract/frame.ts';
import { SEVERITIES, SEVERITY_COUNT, type Severity } from '#contract/severity.ts';
import { largest, rank, WindowedCounter } from './windowed-counter.ts';

/** More pairs than the map can draw as arcs, so that it sees when it must turn to density. */
const MAX_FLOWS = 512;
/** What comes from outside is many times more: of the inside so many are told at any rate. */
const MAX_INTERNAL = 64;
/** And of the grave, which are few beside the noise. */
const MAX_GRAVE = 64;
const GRAVE_FROM: Severity = 2;
/** More than a window counts: a graver flow goes before any larger one. */
const GRAVER = 2 ** 40;
/** A tick's distinct (source, target, severity); 20 ticks a second of more than this is no longer a picture. */
const MAX_PENDING_ARCS = 4096;
/**
 * New arcs a frame: 8 at 20 Hz and 1.2 s of flight are about 200 arcs in the air, as many as can be told apart
 * from five metres, and the renderer's cost stays the same at any event rate.
 */
const ARCS_PER_FRAME = 8;
const HIGHLIGHTED_PER_FRAME = 8;

const PLACE_LIMIT = 65_536;

/** One number for (source, target, severity, internal): less than 2^36, exact in a double. */
function flowKey(source: number, target: number, severity: Severity, internal: boolean): number {
  return ((source * PLACE_LIMIT + target) * SEVERITY_COUNT + severity) * 2 + (internal ? 1 : 0);
}

const isInternal = (key: number) => key % 2 === 1;
const keySeverity = (key: number) => Math.floor(key / 2) % SEVERITY_COUNT;
const keyTarget = (key: number) => Math.floor(key / 2 / SEVERITY_COUNT) % PLACE_LIMIT;
const keySource = (key: number) => Math.floor(key / 2 / SEVERITY_COUNT / PLACE_LIMIT);

/** What of a pair's traffic is asked for: all or only what stays inside, from which severity up. */
export interface FlowChoice {
  readonly internal: boolean;
  readonly from: number;
}

/** Traffic by place: what the last minutes came to, and what is new this tick. */
export class Flows {
  readonly #window: WindowedCounter<number>;
  #pending = new Map<number, number>();
  #highlighted = new Set<number>();
  #seen = 0;
  #random: () => number;

  constructor(
    random: () => number,
    { spanMs, maxKeys }: { readonly spanMs: number; readonly maxKeys: number },
  ) {
    this.#window = new WindowedCounter({ spanMs, slices: 10, maxKeys });
    this.#random = random;
  }

  /** @param arrivalMs when it arrived; for warm records, when it happened */
  add(source: number, target: number, severity: Severity, internal: boolean, arrivalMs: number): void {
    this.#window.add(flowKey(source, target, severity, internal), arrivalMs);
  }

  /** What one pair came to in the window, by severity. */
  countsOf(source: number, target: number, { internal, from }: FlowChoice, nowMs: number): number[] {
    return SEVERITIES.map((_, level) => {
      const severity = level as Severity;
      if (level < from) return 0;
      const inside = this.#window.of(flowKey(source, target, severity, true), nowMs);
      return internal ? inside : inside + this.#window.of(flowKey(source, target, severity, false), nowMs);
    });
  }

  /** An arc to fly this tick. A highlighted one is drawn before any sample is taken. */
  launch(source: number, target: number, severity: Severity, internal: boolean, highlighted: boolean): void {
    const key = flowKey(source, target, severity, internal);
    this.#seen++;
    const weight = this.#pending.get(key);
    if (weight === undefined && this.#pending.size >= MAX_PENDING_ARCS && !highlighted) {
      return;
    }
    this.#pending.set(key, (weight ?? 0) + 1);
    if (highlighted) this.#highlighted.add(key);
  }

  /** This tick's arcs: highlighted first, then a sample in which a flow's chance grows with its weight. */
  takeArcs(): { readonly arcs: ArcColumns; readonly seen: number; readonly drawn: number } {
    const chosen = [...this.#highlighted].slice(0, HIGHLIGHTED_PER_FRAME);
    const picked = new Set(chosen);
    if (this.#pending.size - picked.size <= ARCS_PER_FRAME) {
      for (const key of this.#pending.keys()) if (!picked.has(key)) chosen.push(key);
    } else {
      // Weighted reservoir after Efraimidis and Spirakis: the n largest of u^(1/w).
      const scores = new Map<number, number>();
      for (const [key, weight] of this.#pending) {
        if (!picked.has(key)) scores.set(key, this.#random() ** (1 / weight));
      }
      for (const [key] of largest(scores, ARCS_PER_FRAME)) chosen.push(key);
    }
    const n = chosen.length;
    const arcs = {
      weight: new Uint32Array(n),
      source: new Uint16Array(n),
      target: new Uint16Array(n),
      severity: new Uint8Array(n),
      flags: new Uint8Array(n),
    };
    let drawn = 0;
    chosen.forEach((key, i) => {
      const weight = this.#pending.get(key) ?? 0;
      drawn += weight;
      arcs.weight[i] = weight;
      arcs.source[i] = keySource(key);
      arcs.target[i] = keyTarget(key);
      arcs.severity[i] = keySeverity(key);
      arcs.flags[i] =
        (this.#highlighted.has(key) ? ARC_HIGHLIGHTED : 0) | (isInternal(key) ? ARC_INTERNAL : 0);
    });
    const seen = this.#seen;
    this.#pending = new Map();
    this.#highlighted = new Set();
    this.#seen = 0;
    return { arcs, seen, drawn };
  }

  /** The largest flows of the window, and the grave and the internal ones that are too small to be among them. */
  columns(nowMs: number): FlowColumns {
    const top = this.#told(nowMs);
    const columns = {
      count: new Uint32Array(top.length),
      source: new Uint16Array(top.length),
      target: new Uint16Array(top.length),
      severity: new Uint8Array(top.length),
      flags: new Uint8Array(top.length),
    };
    top.forEach(([key, count], i) => {
      columns.count[i] = Math.min(count, 0xffffffff);
      columns.source[i] = keySource(key);
      columns.target[i] = keyTarget(key);
      columns.severity[i] = keySeverity(key);
      columns.flags[i] = isInternal(key) ? FLOW_INTERNAL : 0;
    });
    return columns;
  }

  #told(nowMs: number): (readonly [key: number, count: number])[] {
    const top: [number, number][] = [];
    const grave: [number, number][] = [];
    const internal: [number, number][] = [];
    this.#window.forEach(nowMs, (key, count) => {
      rank(top, MAX_FLOWS, key, count);
      const severity = keySeverity(key);
      if (severity >= GRAVE_FROM) rank(grave, MAX_GRAVE, key, severity * GRAVER + count);
      if (isInternal(key)) rank(internal, MAX_INTERNAL, key, count);
    });
    const told = new Map(top);
    for (const [key, score] of grave) told.set(key, score % GRAVER);
    for (const [key, count] of internal) told.set(key, count);
    return [...told];
  }
}
