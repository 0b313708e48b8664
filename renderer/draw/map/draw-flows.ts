import { palette, severityColour, withAlpha } from '#renderer/theme/palette.ts';
import { LOOP_SIZE } from './arc-plan.ts';
import {
  PLAN_BULGE,
  PLAN_FIRST,
  PLAN_PIECE_SIZE,
  PLAN_PIECES,
  type ArcPlan,
  type ArcPlans,
} from './arc-plan.ts';
import { cutCurve, setArcCurve } from './arcs-canvas.ts';
import type { Context2D } from './canvas.ts';
import { widthOf, type FlowPair, type FlowTable } from './flow-table.ts';
import type { Mark } from './marks.ts';
import { CUT_FADE } from './motion.ts';
import type { MapScale } from './style.ts';

/** More pairs than this can't be told apart as arcs: the map turns to density. The core tells of 512 flows and more. */
export const DENSITY_PAIRS = 300;
const ARCS_DRAWN = 80;
const ARCS_IN_DENSITY = 24;

const curve = new Float64Array(8);
const piece = new Float32Array(8);

export function isDense(table: FlowTable): boolean {
  return table.pairs.length > DENSITY_PAIRS;
}

/** Pairs that are drawn as arcs: the most telling. */
export function arcsDrawn(table: FlowTable): number {
  return Math.min(table.pairs.length, isDense(table) ? ARCS_IN_DENSITY : ARCS_DRAWN);
}

/** The flows of the last minutes as still, thin arcs that brighten towards their target; grave ones on top. */
export function drawFlows(context: Context2D, table: FlowTable, plans: ArcPlans, scale: MapScale): void {
  const drawn = table.pairs.slice(0, arcsDrawn(table));
  context.lineCap = 'round';
  for (const pair of drawn.toReversed()) {
    const plan = plans.get(pair.source, pair.target);
    if (plan) drawFlow(context, plan, pair, scale.unit);
  }
}

const ORIGIN_INK = [0.05, 0.07, 0.09, 0.13, 0.16] as const;
const TARGET_INK = [0.2, 0.32, 0.42, 0.6, 0.8] as const;

function drawFlow(context: Context2D, plan: ArcPlan, pair: FlowPair, unit: number): void {
  const colour = severityColour(pair.severity);
  context.lineWidth = widthOf(pair.count) * unit * 0.75;
  const bulge = plan[PLAN_BULGE] ?? 0;
  for (let i = 0; i < (plan[PLAN_PIECES] ?? 0); i++) {
    const at = PLAN_FIRST + i * PLAN_PIECE_SIZE;
    const ax = plan[at] ?? 0;
    const ay = plan[at + 1] ?? 0;
    const bx = plan[at + 2] ?? 0;
    const by = plan[at + 3] ?? 0;
    setArcCurve(curve, ax, ay, bx, by, bulge, LOOP_SIZE * unit * bulge);
    cutCurve(curve, plan[at + 4] ?? 0, plan[at + 5] ?? 1, piece, 0);
    // A loop has no far end to run towards: one ink.
    const loop = ax === bx && ay === by;
    const gradient = loop
      ? context.createLinearGradient(ax - 1, ay, ax + 1, ay)
      : context.createLinearGradient(ax, ay, bx, by);
    const ink = (t: number, share = 1) => {
      const from = loop ? TARGET_INK[pair.severity] * 0.8 : ORIGIN_INK[pair.severity];
      return withAlpha(colour, share * (from + (TARGET_INK[pair.severity] - from) * t));
    };
    const first = plan[at + 4] ?? 0;
    const last = plan[at + 5] ?? 1;
    gradient.addColorStop(0, ink(0));
    if (first > 0) {
      gradient.addColorStop(first, ink(first, 0));
      gradient.addColorStop(Math.min(1, first + CUT_FADE), ink(first));
    }
    if (last < 1) {
      gradient.addColorStop(Math.max(0, last - CUT_FADE), ink(last));
      gradient.addColorStop(last, ink(last, 0));
    }
    gradient.addColorStop(1, ink(1));
    context.strokeStyle = gradient;
    context.beginPath();
    context.moveTo(piece[0] ?? 0, piece[1] ?? 0);
    context.bezierCurveTo(
      piece[2] ?? 0,
      piece[3] ?? 0,
      piece[4] ?? 0,
      piece[5] ?? 0,
      piece[6] ?? 0,
      piece[7] ?? 0,
    );
    context.stroke();
  }
}

/** Density: a glow at each place, by volume (log). Volume is normal, so it is grey; severity is the mark's to tell. */
export function drawHeat(context: Context2D, marks: readonly Mark[], scale: MapScale): void {
  for (const mark of marks) {
    if (mark.count === 0) continue;
    const radius = scale.unit * (1.6 + 1.25 * Math.log10(1 + mark.count));
    const glow = context.createRadialGradient(mark.x, mark.y, 0, mark.x, mark.y, radius);
    glow.addColorStop(0, withAlpha(palette.muted, 0.4));
    glow.addColorStop(0.35, withAlpha(palette.muted, 0.17));
    glow.addColorStop(1, withAlpha(palette.muted, 0));
    context.fillStyle = glow;
    context.fillRect(mark.x - radius, mark.y - radius, radius * 2, radius * 2);
  }
}
