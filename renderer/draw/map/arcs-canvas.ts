import { MAX_BULGE } from './arc-plan.ts';
import {
  AT_COLOUR_BYTE,
  AT_FLIGHT,
  AT_SHAPE_BYTE,
  AT_START,
  RECORD_BYTES,
  RECORD_FLOATS,
  WIDTH_STEPS,
  type ArcRing,
} from './arc-ring.ts';
import { headAt, opacityAt, PULSE_SECONDS, TAIL_SHARE, traceLeft, TRACE_SECONDS } from './motion.ts';

/** Opacities and widths are rounded to these, so that arcs that look alike are one stroke. */
const OPACITY_STEPS = 10;
const WIDTHS = [1.2, 2, 3.2, 5] as const;
const PIECES_PER_ARC = 5;
/** Where an arc in flight is cut, in tail lengths behind the head: fine where it is bright. */
const TAIL_CUTS = [1, 0.6, 0.3, 0.1] as const;
/** Where a trace is cut: three pieces tell the direction. */
const TRACE_CUTS = [0.4, 0.72] as const;
export const LOOP_WIDE = 1.5;
export const LOOP_HIGH = 2.6;

export interface Inks {
  /** Index to CSS colour. */
  readonly css: readonly string[];
  /** 0xRRGGBB to index. */
  readonly index: ReadonlyMap<number, number>;
}

type Context = OffscreenCanvasRenderingContext2D;

/** Draws the ring with Canvas2D: pieces are gathered into buckets of one colour, opacity and width, one stroke each. */
export class ArcsCanvas {
  private readonly ring: ArcRing;
  private readonly inks: Inks;
  private readonly buckets: Int32Array;
  private readonly nextPiece: Int32Array;
  private readonly pieces: Float32Array;
  private used = 0;
  /** The curve at hand: four points. */
  private readonly curve = new Float64Array(8);

  constructor(ring: ArcRing, inks: Inks) {
    this.ring = ring;
    this.inks = inks;
    this.buckets = new Int32Array(inks.css.length * OPACITY_STEPS * WIDTHS.length).fill(-1);
    const most = ring.capacity * PIECES_PER_ARC;
    this.nextPiece = new Int32Array(most);
    this.pieces = new Float32Array(most * 8);
  }

  /** @param now Seconds on the ring's clock. @returns How many arcs are in the air or fading. */
  draw(context: Context, now: number, pulses: boolean, unit: number): number {
    this.used = 0;
    let alive = 0;
    const { floats, bytes, capacity } = this.ring;
    for (let i = 0; i < capacity; i++) {
      const at = i * RECORD_FLOATS;
      const age = now - (floats[at + AT_START] ?? 0);
      const flight = floats[at + AT_FLIGHT] ?? 0;
      if (age < 0 || age > flight + TRACE_SECONDS) {
        if (age < 0) alive++;
        continue;
      }
      alive++;
      this.gather(at, i * RECORD_BYTES, age, flight, bytes);
    }
    this.stroke(context);
    if (pulses) this.drawPulses(context, now, unit);
    return alive;
  }

  private gather(at: number, byte: number, age: number, flight: number, bytes: Uint8Array): void {
    const ink = this.inkOf(byte, bytes);
    const opacity = (bytes[byte + AT_COLOUR_BYTE + 3] ?? 0) / 255;
    const width = (bytes[byte + AT_SHAPE_BYTE] ?? 0) / WIDTH_STEPS;
    const first = (bytes[byte + AT_SHAPE_BYTE + 2] ?? 0) / 255;
    const last = (bytes[byte + AT_SHAPE_BYTE + 3] ?? 0) / 255;
    const head = headAt(age, flight);
    const left = traceLeft(age, flight);
    this.setCurve(at, ((bytes[byte + AT_SHAPE_BYTE + 1] ?? 0) / 255) * MAX_BULGE);
    const end = Math.min(head, last);
    let from = first;
    const cuts = head < 1 ? TAIL_CUTS : TRACE_CUTS;
    for (const cut of cuts) {
      const to = Math.min(end, head < 1 ? head - cut * TAIL_SHARE : cut);
      if (to > from) {
        this.put(from, to, opacityAt((from + to) / 2, head, left) * opacity, ink, width);
        from = to;
      }
    }
    if (end > from) this.put(from, end, opacityAt((from + end) / 2, head, left) * opacity, ink, width);
  }

  private inkOf(byte: number, bytes: Uint8Array): number {
    const at = byte + AT_COLOUR_BYTE;
    const rgb = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    return this.inks.index.get(rgb) ?? 0;
  }

  /** The same cubic as arcPoint and the shader. */
  private setCurve(at: number, bulge: number): void {
    const { floats } = this.ring;
    const ax = floats[at] ?? 0;
    const ay = floats[at + 1] ?? 0;
    const bx = floats[at + 2] ?? 0;
    const by = floats[at + 3] ?? 0;
    setArcCurve(this.curve, ax, ay, bx, by, bulge, this.loopSize * bulge);
  }

  /** Set by the stage: how large a loop with a bulge of 1 would be, pixels. */
  loopSize = 0;

  private put(t0: number, t1: number, opacity: number, ink: number, width: number): void {
    const step = Math.round(opacity * OPACITY_STEPS) - 1;
    if (step < 0 || this.used >= this.nextPiece.length) return;
    const w = width < 1.6 ? 0 : width < 2.6 ? 1 : width < 4.1 ? 2 : 3;
    const bucket = (ink * WIDTHS.length + w) * OPACITY_STEPS + Math.min(OPACITY_STEPS - 1, step);
    const piece = this.used++;
    this.nextPiece[piece] = this.buckets[bucket] ?? -1;
    this.buckets[bucket] = piece;
    cutCurve(this.curve, t0, t1, this.pieces, piece * 8);
  }

  private stroke(context: Context): void {
    const p = this.pieces;
    for (let bucket = 0; bucket < this.buckets.length; bucket++) {
      let piece = this.buckets[bucket] ?? -1;
      if (piece < 0) continue;
      this.buckets[bucket] = -1;
      const rest = Math.floor(bucket / OPACITY_STEPS);
      context.strokeStyle = this.inks.css[Math.floor(rest / WIDTHS.length)] ?? '';
      context.lineWidth = WIDTHS[rest % WIDTHS.length] ?? 1;
      context.globalAlpha = ((bucket % OPACITY_STEPS) + 1) / OPACITY_STEPS;
      context.beginPath();
      for (; piece >= 0; piece = this.nextPiece[piece] ?? -1) {
        const i = piece * 8;
        context.moveTo(p[i] ?? 0, p[i + 1] ?? 0);
        context.bezierCurveTo(
          p[i + 2] ?? 0,
          p[i + 3] ?? 0,
          p[i + 4] ?? 0,
          p[i + 5] ?? 0,
          p[i + 6] ?? 0,
          p[i + 7] ?? 0,
        );
      }
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  private drawPulses(context: Context, now: number, unit: number): void {
    const { floats, bytes, capacity } = this.ring;
    context.lineWidth = Math.max(1.5, unit * 0.2);
    for (let i = 0; i < capacity; i++) {
      const at = i * RECORD_FLOATS;
      const age = now - (floats[at + AT_START] ?? 0);
      const flight = floats[at + AT_FLIGHT] ?? 0;
      const byte = i * RECORD_BYTES;
      const since = age - flight;
      // Each piece of an arc over the cut pulses only the end it really has.
      if (since >= 0 && since < PULSE_SECONDS && bytes[byte + AT_SHAPE_BYTE + 3] === 255) {
        this.ringAt(context, byte, floats[at + 2] ?? 0, floats[at + 3] ?? 0, since / PULSE_SECONDS, unit, 1);
      }
      if (age >= 0 && age < PULSE_SECONDS && bytes[byte + AT_SHAPE_BYTE + 2] === 0) {
        this.ringAt(context, byte, floats[at] ?? 0, floats[at + 1] ?? 0, age / PULSE_SECONDS, unit, 0.45);
      }
    }
    context.globalAlpha = 1;
  }

  private ringAt(
    context: Context,
    byte: number,
    x: number,
    y: number,
    s: number,
    unit: number,
    share: number,
  ): void {
    const bytes = this.ring.bytes;
    context.strokeStyle = this.inks.css[this.inkOf(byte, bytes)] ?? '';
    context.globalAlpha = (1 - s) * (1 - s) * share * ((bytes[byte + AT_COLOUR_BYTE + 3] ?? 0) / 255);
    const radius = unit * share * (0.5 + 2.1 * Math.sqrt(s));
    context.beginPath();
    context.arc(x, y, radius, 0, Math.PI * 2);
    context.stroke();
  }
}

/** Fills in the four points of an arc's cubic; an arc to its own place is a loop over it, `loop` pixels in size. */
export function setArcCurve(
  curve: Float64Array,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  bulge: number,
  loop: number,
): void {
  const dx = bx - ax;
  const dy = by - ay;
  curve[0] = ax;
  curve[1] = ay;
  curve[6] = bx;
  curve[7] = by;
  if (dx === 0 && dy === 0) {
    curve[2] = ax - loop * LOOP_WIDE;
    curve[3] = ay - loop * LOOP_HIGH;
    curve[4] = ax + loop * LOOP_WIDE;
    curve[5] = ay - loop * LOOP_HIGH;
    return;
  }
  const side = (dx >= 0 ? bulge : -bulge) * (4 / 3);
  const nx = dy * side;
  const ny = -dx * side;
  curve[2] = ax + dx * 0.28 + nx;
  curve[3] = ay + dy * 0.28 + ny;
  curve[4] = ax + dx * 0.72 + nx;
  curve[5] = ay + dy * 0.72 + ny;
}

/** The part from t0 to t1 of a cubic, as a cubic of its own (blossoms of its four points). */
export function cutCurve(curve: Float64Array, t0: number, t1: number, out: Float32Array, at: number): void {
  for (let axis = 0; axis < 2; axis++) {
    const p0 = curve[axis] ?? 0;
    const p1 = curve[axis + 2] ?? 0;
    const p2 = curve[axis + 4] ?? 0;
    const p3 = curve[axis + 6] ?? 0;
    out[at + axis] = blossom(p0, p1, p2, p3, t0, t0, t0);
    out[at + axis + 2] = blossom(p0, p1, p2, p3, t0, t0, t1);
    out[at + axis + 4] = blossom(p0, p1, p2, p3, t0, t1, t1);
    out[at + axis + 6] = blossom(p0, p1, p2, p3, t1, t1, t1);
  }
}

function blossom(p0: number, p1: number, p2: number, p3: number, a: number, b: number, c: number): number {
  const q0 = p0 + (p1 - p0) * a;
  const q1 = p1 + (p2 - p1) * a;
  const q2 = p2 + (p3 - p2) * a;
  const r0 = q0 + (q1 - q0) * b;
  const r1 = q1 + (q2 - q1) * b;
  return r0 + (r1 - r0) * c;
}
