import type { Highlight } from '#contract/highlight.ts';
import { palette, withAlpha } from '#renderer/theme/palette.ts';
import {
  LOOP_SIZE,
  PLAN_BULGE,
  PLAN_FIRST,
  PLAN_PIECE_SIZE,
  PLAN_PIECES,
  type ArcPlans,
} from './arc-plan.ts';
import { cutCurve, setArcCurve } from './arcs-canvas.ts';
import type { Context2D } from './canvas.ts';
import type { Located, PlaceView } from './place-view.ts';
import type { MapScale } from './style.ts';

const curve = new Float64Array(8);
const piece = new Float32Array(8);

/** "Look here": the way and both ends of what was highlighted, in the accent colour that nothing else has. */
export function drawHighlights(
  context: Context2D,
  highlights: readonly Pick<Highlight, 'sourcePlace' | 'destinationPlace'>[],
  places: ReadonlyMap<number, Located>,
  plans: ArcPlans,
  view: PlaceView,
  scale: MapScale,
): void {
  context.lineCap = 'round';
  for (const { sourcePlace, destinationPlace } of highlights) {
    const plan = plans.get(sourcePlace, destinationPlace);
    if (!plan) continue;
    context.strokeStyle = withAlpha(palette.accent, 0.85);
    context.lineWidth = scale.unit * 0.24;
    for (let i = 0; i < (plan[PLAN_PIECES] ?? 0); i++) {
      const at = PLAN_FIRST + i * PLAN_PIECE_SIZE;
      const bulge = plan[PLAN_BULGE] ?? 0;
      const loop = LOOP_SIZE * scale.unit * bulge;
      setArcCurve(curve, plan[at] ?? 0, plan[at + 1] ?? 0, plan[at + 2] ?? 0, plan[at + 3] ?? 0, bulge, loop);
      cutCurve(curve, plan[at + 4] ?? 0, plan[at + 5] ?? 1, piece, 0);
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
    for (const id of new Set([sourcePlace, destinationPlace])) {
      const place = places.get(id);
      const at = place && view.at(place);
      if (at) brackets(context, at[0], at[1], scale.unit * 2.1, scale.unit * 0.34);
    }
  }
}

/** Four corners round a point, like a viewfinder. */
function brackets(context: Context2D, x: number, y: number, half: number, width: number): void {
  context.strokeStyle = palette.accent;
  context.lineWidth = width;
  context.lineCap = 'butt';
  const arm = half * 0.55;
  context.beginPath();
  for (const [sx, sy] of [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ] as const) {
    context.moveTo(x + sx * half, y + sy * (half - arm));
    context.lineTo(x + sx * half, y + sy * half);
    context.lineTo(x + sx * (half - arm), y + sy * half);
  }
  context.stroke();
  context.lineCap = 'round';
}
