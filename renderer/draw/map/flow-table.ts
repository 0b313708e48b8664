import { FLOW_INTERNAL, type FlowColumns } from '#contract/frame.ts';
import type { Severity } from '#contract/severity.ts';

/** The traffic between two places, whatever its severity; `severity` is the worst of it. */
export interface FlowPair {
  readonly source: number;
  readonly target: number;
  count: number;
  severity: Severity;
}

export interface PlaceTraffic {
  readonly place: number;
  /** Events from and to the place, inside traffic once. */
  count: number;
  severity: Severity;
}

export interface FlowTable {
  /** Most telling first: worst, then largest. */
  readonly pairs: readonly FlowPair[];
  readonly byPlace: ReadonlyMap<number, PlaceTraffic>;
  readonly total: number;
  /** Events that the filter's severity leaves out. */
  readonly left: number;
}

export interface FlowFilter {
  /** Only traffic whose both ends are inside. */
  readonly internalOnly: boolean;
  /** Least severity. */
  readonly from: number;
}

export const EMPTY_TABLE: FlowTable = { pairs: [], byPlace: new Map(), total: 0, left: 0 };
export const ALL_FLOWS: FlowFilter = { internalOnly: false, from: 0 };

/** A severity step outweighs sixteen times the volume: what is grave is never crowded out by what is many. */
const SEVERITY_WEIGHT = 4;

export function rank(flow: { readonly count: number; readonly severity: Severity }): number {
  return Math.log2(1 + flow.count) + SEVERITY_WEIGHT * flow.severity;
}

/** Once a second at most, so plain objects are fine. */
export function tabulate(flows: FlowColumns | undefined, { internalOnly, from } = ALL_FLOWS): FlowTable {
  if (!flows) return EMPTY_TABLE;
  const pairs = new Map<number, FlowPair>();
  const byPlace = new Map<number, PlaceTraffic>();
  let total = 0;
  let left = 0;
  for (let i = 0; i < flows.source.length; i++) {
    if (internalOnly && ((flows.flags[i] ?? 0) & FLOW_INTERNAL) === 0) continue;
    const source = flows.source[i] ?? 0;
    const target = flows.target[i] ?? 0;
    const count = flows.count[i] ?? 0;
    const severity = Math.min(4, flows.severity[i] ?? 0) as Severity;
    if (severity < from) {
      left += count;
      continue;
    }
    total += count;
    const key = source * 65536 + target;
    const pair = pairs.get(key);
    if (!pair) pairs.set(key, { source, target, count, severity });
    else {
      pair.count += count;
      if (severity > pair.severity) pair.severity = severity;
    }
    credit(byPlace, source, count, severity);
    if (target !== source) credit(byPlace, target, count, severity);
  }
  return { pairs: [...pairs.values()].toSorted((a, b) => rank(b) - rank(a)), byPlace, total, left };
}

function credit(byPlace: Map<number, PlaceTraffic>, place: number, count: number, severity: Severity): void {
  const traffic = byPlace.get(place);
  if (!traffic) byPlace.set(place, { place, count, severity });
  else {
    traffic.count += count;
    if (severity > traffic.severity) traffic.severity = severity;
  }
}

/** Width of an arc for events, in units of 1 vh: a factor of ten is one step, from a hair to a band. */
export function widthOf(count: number): number {
  return Math.min(0.65, 0.16 + 0.085 * Math.log10(1 + Math.max(0, count)));
}

/** Radius of a place's mark for events, in units of 1 vh. */
export function radiusOf(count: number): number {
  return Math.min(1, 0.32 + 0.13 * Math.log10(1 + Math.max(0, count)));
}
