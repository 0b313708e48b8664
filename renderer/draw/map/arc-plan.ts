import type { Located, PlaceView, Point, WorldCut } from './place-view.ts';

/**
 * How the arc between two places lies on the map, planned once per pair: one cubic piece, or two where the short way
 * crosses the map's cut. Both pieces are the same curve, one moved by the world's width, each with its own part of t.
 * A plan is a row of numbers, so that it costs no object per arc.
 *
 * | 0 | 1 | 2 … 7 | 8 … 13 |
 * |---|---|---|---|
 * | pieces | length, px | piece 1: x0 y0 x1 y1 t0 t1 | piece 2 |
 *
 * Slot 14 is the bulge: the arc's height over its chord, as a share of the chord's length.
 */
export type ArcPlan = Float32Array;
export const PLAN_PIECES = 0;
export const PLAN_LENGTH = 1;
export const PLAN_FIRST = 2;
export const PLAN_PIECE_SIZE = 6;
export const PLAN_BULGE = 14;
const PLAN_SIZE = 15;

/** Highest bulge a record can carry (one byte). */
export const MAX_BULGE = 0.5;
const BULGE_EAST = 0.19;
/** The way back bends more, so that both directions are seen. */
const BULGE_WEST = 0.25;
/** An arc rises no higher than this share of the panel. */
const MAX_RISE = 0.24;
/** A loop of bulge 1 is this large, in vh; its own bulge makes it a small share of that. */
export const LOOP_SIZE = 5.5;
const LOOP_BULGE = 0.3;
/** A loop's flight takes as long as an arc of this share of the panel's height. */
const LOOP_LENGTH = 0.2;
/** Rounds until the crossing settles; each goes half the way, or it would swing where the cut is slanted. */
const CROSSING_ROUNDS = 16;

/** Undefined when an end has no point on the view. */
export function planArc(view: PlaceView, from: Located, to: Located): ArcPlan | undefined {
  const a = view.at(from);
  const b = view.at(to);
  if (!a || !b) return undefined;
  const plan = new Float32Array(PLAN_SIZE);
  plan[PLAN_PIECES] = 1;
  if (Math.hypot(b[0] - a[0], b[1] - a[1]) < 1) {
    plan.set([1, view.height * LOOP_LENGTH, a[0], a[1], a[0], a[1], 0, 1]);
    plan[PLAN_BULGE] = LOOP_BULGE;
    return plan;
  }
  const { cut } = view;
  if (!cut || !goesRound(cut, from, to)) {
    const bulge = bulgeOf(view, a[0], a[1], b[0], b[1]);
    plan.set([1, Math.hypot(b[0] - a[0], b[1] - a[1]), a[0], a[1], b[0], b[1], 0, 1]);
    plan[PLAN_BULGE] = bulge;
    return plan;
  }
  planAcrossCut(plan, view, cut, a, b);
  return plan;
}

/** The short way crosses the cut when the drawn way is more than half round the world. */
function goesRound({ centre }: WorldCut, from: Located, to: Located): boolean {
  return Math.abs(turn(from.longitude - centre) - turn(to.longitude - centre)) > 180;
}

/** Degrees as -180 … 180. */
function turn(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}

function planAcrossCut(plan: ArcPlan, view: PlaceView, cut: WorldCut, a: Point, b: Point): void {
  const eastward = a[0] > b[0];
  const sign = eastward ? 1 : -1;
  let shift = cut.halfWidthAt((a[1] + b[1]) / 2) * 2;
  let t = 0.5;
  let bulge = 0;
  for (let round = 0; round < CROSSING_ROUNDS; round++) {
    const bx = b[0] + sign * shift;
    bulge = bulgeOf(view, a[0], a[1], bx, b[1]);
    t = crossing(cut, a[0], a[1], bx, b[1], bulge, sign);
    const [x, y] = arcPoint(a[0], a[1], bx, b[1], bulge, t);
    shift = (shift + cut.halfWidthAt(y) + Math.abs(x - cut.middle)) / 2;
  }
  const bx = b[0] + sign * shift;
  plan.set([2, Math.hypot(bx - a[0], b[1] - a[1]), a[0], a[1], bx, b[1], 0, t]);
  plan.set([a[0] - sign * shift, a[1], b[0], b[1], t, 1], PLAN_FIRST + PLAN_PIECE_SIZE);
  plan[PLAN_BULGE] = bulge;
}

/** The t at which the curve leaves the world, by halving. */
function crossing(
  cut: WorldCut,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  bulge: number,
  sign: number,
): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 14; i++) {
    const t = (low + high) / 2;
    const [x, y] = arcPoint(ax, ay, bx, by, bulge, t);
    if ((x - cut.middle) * sign > cut.halfWidthAt(y)) high = t;
    else low = t;
  }
  return (low + high) / 2;
}

function bulgeOf(view: PlaceView, ax: number, ay: number, bx: number, by: number): number {
  const length = Math.hypot(bx - ax, by - ay);
  const wanted = bx >= ax ? BULGE_EAST : BULGE_WEST;
  const rise = Math.min(wanted * length, view.height * MAX_RISE);
  // Near the top the arc flattens instead of leaving the panel.
  const top = Math.min(ay, by);
  return Math.min(rise, Math.max(length * 0.04, top * 0.9)) / length;
}

/** A point of the arc's cubic; both control points lie at 4/3 of the bulge over the chord. */
export function arcPoint(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  bulge: number,
  t: number,
): [number, number] {
  const dx = bx - ax;
  const dy = by - ay;
  const side = (dx >= 0 ? bulge : -bulge) * (4 / 3);
  const nx = dy * side;
  const ny = -dx * side;
  const u = 1 - t;
  const chord = 3 * u * u * t * 0.28 + 3 * u * t * t * 0.72 + t * t * t;
  const lift = 3 * u * t;
  return [ax + dx * chord + nx * lift, ay + dy * chord + ny * lift];
}

/** Plans by pair of place ids, for one view and one list of places. */
export class ArcPlans {
  private readonly plans = new Map<number, ArcPlan | undefined>();
  private readonly view: PlaceView;
  private readonly places: ReadonlyMap<number, Located>;

  constructor(view: PlaceView, places: ReadonlyMap<number, Located>) {
    this.view = view;
    this.places = places;
  }

  get(source: number, target: number): ArcPlan | undefined {
    const key = source * 65536 + target;
    if (this.plans.has(key)) return this.plans.get(key);
    const from = this.places.get(source);
    const to = this.places.get(target);
    const plan = from && to ? planArc(this.view, from, to) : undefined;
    if (this.plans.size >= 8192) this.plans.clear();
    this.plans.set(key, plan);
    return plan;
  }
}
