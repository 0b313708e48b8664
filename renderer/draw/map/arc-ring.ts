import { MAX_BULGE, PLAN_BULGE, PLAN_FIRST, PLAN_PIECE_SIZE, PLAN_PIECES, type ArcPlan } from './arc-plan.ts';
import { TRACE_SECONDS } from './motion.ts';

/**
 * The arcs in the air: a ring of 32-byte records, the layout of the GPU buffer both layers of the deck tier read, and
 * what the canvas tier walks over. The oldest give way to the newest.
 *
 * | 0 | 8 | 16 | 20 | 24 | 28 |
 * |---|---|---|---|---|---|
 * | f32 source x, y | f32 target x, y | f32 start, s | f32 flight, s | u8 r, g, b, opacity | u8 width x 8, bulge, t0, t1 |
 *
 * t0 and t1 bound the part that is drawn: an arc over the map's cut is two records.
 */
export const RECORD_BYTES = 32;
export const RECORD_FLOATS = 8;
export const AT_START = 4;
export const AT_FLIGHT = 5;
export const AT_COLOUR_BYTE = 24;
export const AT_SHAPE_BYTE = 28;
export const WIDTH_STEPS = 8;

/** A start time keeps a millisecond of precision in a float32 up to here. */
const REBASE_SECONDS = 2048;
/** Before any time there is: such a record has long faded. */
const NEVER = -1e6;

export interface ArcInk {
  /** 0xRRGGBB. */
  readonly rgb: number;
  readonly opacity: number;
  /** CSS pixels. */
  readonly width: number;
}

export class ArcRing {
  readonly capacity: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly floats: Float32Array<ArrayBuffer>;
  /** Seconds at which the last record has faded. */
  aliveUntil = NEVER;
  /** Seconds of the window's clock at which the ring's begins. */
  base = 0;
  private next = 0;
  private dirty = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
    const buffer = new ArrayBuffer(capacity * RECORD_BYTES);
    this.bytes = new Uint8Array(buffer);
    this.floats = new Float32Array(buffer);
    this.clear();
  }

  /** Seconds on the ring's clock, from any clock in ms. */
  seconds(clockMs: number): number {
    return clockMs / 1000 - this.base;
  }

  /** Keeps the ring's clock small; whole buffers must be written again when it says true. */
  rebase(clockMs: number): boolean {
    const shift = this.seconds(clockMs);
    if (shift < REBASE_SECONDS) return false;
    this.base += shift;
    for (let i = AT_START; i < this.floats.length; i += RECORD_FLOATS) {
      this.floats[i] = Math.max(NEVER, (this.floats[i] ?? NEVER) - shift);
    }
    this.aliveUntil -= shift;
    this.dirty = this.capacity;
    return true;
  }

  /** `sway` in -1 … 1 moves the curve a little, so that arcs of one pair lie side by side. */
  add(plan: ArcPlan, ink: ArcInk, start: number, flight: number, sway: number): void {
    const pieces = plan[PLAN_PIECES] ?? 0;
    const bulge = (plan[PLAN_BULGE] ?? 0) * (1 + 0.16 * sway);
    for (let piece = 0; piece < pieces; piece++) {
      const at = PLAN_FIRST + piece * PLAN_PIECE_SIZE;
      const record = this.next * RECORD_FLOATS;
      for (let i = 0; i < 4; i++) this.floats[record + i] = plan[at + i] ?? 0;
      this.floats[record + AT_START] = start;
      this.floats[record + AT_FLIGHT] = flight;
      const byte = this.next * RECORD_BYTES;
      this.bytes[byte + AT_COLOUR_BYTE] = ink.rgb >> 16;
      this.bytes[byte + AT_COLOUR_BYTE + 1] = ink.rgb >> 8;
      this.bytes[byte + AT_COLOUR_BYTE + 2] = ink.rgb;
      this.bytes[byte + AT_COLOUR_BYTE + 3] = ink.opacity * 255;
      this.bytes[byte + AT_SHAPE_BYTE] = Math.min(255, Math.max(1, ink.width * WIDTH_STEPS));
      this.bytes[byte + AT_SHAPE_BYTE + 1] = Math.min(255, (bulge / MAX_BULGE) * 255);
      this.bytes[byte + AT_SHAPE_BYTE + 2] = (plan[at + 4] ?? 0) * 255;
      this.bytes[byte + AT_SHAPE_BYTE + 3] = (plan[at + 5] ?? 1) * 255;
      this.next = (this.next + 1) % this.capacity;
      this.dirty = Math.min(this.capacity, this.dirty + 1);
    }
    this.aliveUntil = Math.max(this.aliveUntil, start + flight + TRACE_SECONDS);
  }

  /** Hands over what changed since the last call: at most two ranges. */
  flush(write: (byteOffset: number, bytes: Uint8Array<ArrayBuffer>) => void): void {
    if (this.dirty === 0) return;
    const from = (this.next - this.dirty + this.capacity) % this.capacity;
    const first = Math.min(this.dirty, this.capacity - from);
    write(from * RECORD_BYTES, this.bytes.subarray(from * RECORD_BYTES, (from + first) * RECORD_BYTES));
    const rest = this.dirty - first;
    if (rest > 0) write(0, this.bytes.subarray(0, rest * RECORD_BYTES));
    this.dirty = 0;
  }

  /** After the places moved on the glass: old records would lie. */
  clear(): void {
    this.bytes.fill(0);
    for (let i = AT_START; i < this.floats.length; i += RECORD_FLOATS) this.floats[i] = NEVER;
    this.aliveUntil = NEVER;
    this.dirty = this.capacity;
  }
}
