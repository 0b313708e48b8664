import {
  LOOP_SIZE,
  PLAN_BULGE,
  PLAN_FIRST,
  PLAN_PIECE_SIZE,
  PLAN_PIECES,
  type ArcPlan,
  type ArcPlans,
} from './arc-plan.ts';
import { setArcCurve } from './arcs-canvas.ts';
import type { FlowPair } from './flow-table.ts';

/** Straight pieces a curve is measured by. */
const STEPS = 24;

const curve = new Float64Array(8);

/**
 * The pair whose arc runs nearest to a point, no farther than `reach` pixels; of two as near, the more telling. The
 * geometry is that of the plans, which both tiers draw.
 */
export function pairAt(
  x: number,
  y: number,
  pairs: readonly FlowPair[],
  plans: ArcPlans,
  unit: number,
  reach: number,
): FlowPair | undefined {
  let best: FlowPair | undefined;
  // By half a pixel nearer is not nearer.
  let nearest = reach;
  for (const pair of pairs) {
    const plan = plans.get(pair.source, pair.target);
    if (!plan) continue;
    const distance = distanceTo(plan, x, y, unit);
    if (distance >= nearest - (best ? 0.5 : 0)) continue;
    nearest = distance;
    best = pair;
  }
  return best;
}

function distanceTo(plan: ArcPlan, x: number, y: number, unit: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  const bulge = plan[PLAN_BULGE] ?? 0;
  for (let i = 0; i < (plan[PLAN_PIECES] ?? 0); i++) {
    const at = PLAN_FIRST + i * PLAN_PIECE_SIZE;
    const loop = LOOP_SIZE * unit * bulge;
    setArcCurve(curve, plan[at] ?? 0, plan[at + 1] ?? 0, plan[at + 2] ?? 0, plan[at + 3] ?? 0, bulge, loop);
    const first = plan[at + 4] ?? 0;
    const last = plan[at + 5] ?? 1;
    let px = along(0, first);
    let py = along(1, first);
    for (let step = 1; step <= STEPS; step++) {
      const t = first + ((last - first) * step) / STEPS;
      const qx = along(0, t);
      const qy = along(1, t);
      nearest = Math.min(nearest, toSegment(x, y, px, py, qx, qy));
      px = qx;
      py = qy;
    }
  }
  return nearest;
}

function along(axis: 0 | 1, t: number): number {
  const u = 1 - t;
  return (
    u * u * u * (curve[axis] ?? 0) +
    3 * u * u * t * (curve[axis + 2] ?? 0) +
    3 * u * t * t * (curve[axis + 4] ?? 0) +
    t * t * t * (curve[axis + 6] ?? 0)
  );
}

function toSegment(x: number, y: number, px: number, py: number, qx: number, qy: number): number {
  const dx = qx - px;
  const dy = qy - py;
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - px) * dx + (y - py) * dy) / length));
  return Math.hypot(x - px - t * dx, y - py - t * dy);
}
