import type { Changes } from './wall.ts';
import { SEVERITY_COUNT } from './severity.ts';

/**
 * What one tick sends: binary, columnar, little-endian, and never larger for a busier stream.
 *
 * | offset | what |
 * |---|---|
 * | 0 | u32 magic "VIGL" |
 * | 4 | u16 VERSION, u16 flags (1: snapshot) |
 * | 8 | u32 sequence, u32 generation (a new one each time the core starts) |
 * | 16 | f64 core wall-clock time, ms |
 * | 24 | u32 rate rows, u32 arcs, u32 flows, u32 bytes of JSON |
 * | 40 | u32 arcs seen this tick (drawn or not), u32 reserved |
 * | 48 | rate seconds u32[r], rate counts u32[r x 5] |
 * | … | flow counts u32[f], arc weights u32[a] |
 * | … | flow source u16[f], flow target u16[f], arc source u16[a], arc target u16[a] |
 * | … | flow severity u8[f], flow flags u8[f], arc severity u8[a], arc flags u8[a], then the JSON of `Changes` |
 *
 * Columns go from wide to narrow, so each is aligned without padding. Bump VERSION on any change.
 */
export const FRAME_VERSION = 2;
const MAGIC = 0x4c474956;
const HEADER_BYTES = 48;
export const FLAG_SNAPSHOT = 1;
export const ARC_HIGHLIGHTED = 1;
/** Both ends are inside: network.direction internal. */
export const ARC_INTERNAL = 2;
export const FLOW_INTERNAL = 1;

/** Frames a second that the core sends while there is news. */
export const FRAMES_PER_SECOND = 20;

/** Seconds of history the rate columns of a snapshot cover. */
export const RATE_SPAN_SECONDS = 900;

/** Counts by second of event time and by severity. A row replaces what the store holds for that second. */
export interface RateColumns {
  /** Unix seconds, ascending. */
  readonly seconds: Uint32Array;
  /** Row by row, informational first: counts[row * 5 + severity]. */
  readonly counts: Uint32Array;
}

/**
 * Aggregated traffic of the last minutes (five, or a view's span) by (source place, target place, severity, internal or
 * not): the largest, and behind them the gravest and the largest of the internal ones that are too small to be among
 * those.
 */
export interface FlowColumns {
  readonly count: Uint32Array;
  readonly source: Uint16Array;
  readonly target: Uint16Array;
  readonly severity: Uint8Array;
  readonly flags: Uint8Array;
}

/** New arcs of this tick: every highlighted one and a fair sample of the rest. */
export interface ArcColumns {
  /** Events the arc stands for. */
  readonly weight: Uint32Array;
  readonly source: Uint16Array;
  readonly target: Uint16Array;
  readonly severity: Uint8Array;
  readonly flags: Uint8Array;
}

/** A tick without news of that kind. */
export const NO_RATE: RateColumns = { seconds: new Uint32Array(0), counts: new Uint32Array(0) };
export const NO_ARCS: ArcColumns = {
  weight: new Uint32Array(0),
  source: new Uint16Array(0),
  target: new Uint16Array(0),
  severity: new Uint8Array(0),
  flags: new Uint8Array(0),
};

export interface Frame {
  readonly snapshot: boolean;
  readonly sequence: number;
  readonly generation: number;
  readonly time: number;
  readonly rate: RateColumns;
  readonly flows: FlowColumns | undefined;
  readonly arcs: ArcColumns;
  /** Events this tick that had an arc to draw, sampled or not. */
  readonly arcsSeen: number;
  readonly changes: Changes;
}

const FLAG_FLOWS = 2;

// Present in every runtime we have; the contract is compiled without DOM and Node types.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

export function encodeFrame(frame: Frame): Uint8Array {
  const { rate, flows, arcs } = frame;
  const json = new TextEncoder().encode(JSON.stringify(frame.changes));
  const r = rate.seconds.length;
  const a = arcs.source.length;
  const f = flows?.source.length ?? 0;
  const bytes = HEADER_BYTES + r * 4 * (1 + SEVERITY_COUNT) + f * 10 + a * 10 + json.length;
  const out = new Uint8Array(bytes);
  const view = new DataView(out.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, FRAME_VERSION, true);
  view.setUint16(6, (frame.snapshot ? FLAG_SNAPSHOT : 0) | (flows ? FLAG_FLOWS : 0), true);
  view.setUint32(8, frame.sequence >>> 0, true);
  view.setUint32(12, frame.generation >>> 0, true);
  view.setFloat64(16, frame.time, true);
  view.setUint32(24, r, true);
  view.setUint32(28, a, true);
  view.setUint32(32, f, true);
  view.setUint32(36, json.length, true);
  view.setUint32(40, frame.arcsSeen, true);
  let at = HEADER_BYTES;
  const put = (column: Uint32Array | Uint16Array | Uint8Array) => {
    out.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += column.byteLength;
  };
  put(rate.seconds);
  put(rate.counts);
  if (flows) put(flows.count);
  put(arcs.weight);
  if (flows) {
    put(flows.source);
    put(flows.target);
  }
  put(arcs.source);
  put(arcs.target);
  if (flows) {
    put(flows.severity);
    put(flows.flags);
  }
  put(arcs.severity);
  put(arcs.flags);
  put(json);
  return out;
}

/** @throws RangeError when the bytes are no frame of this version; the caller must ask for a reload. */
export function decodeFrame(bytes: Uint8Array): Frame {
  // Columns are views, so the buffer must start aligned: transports may hand us a slice. (A Node Buffer's own
  // `slice` does not copy.)
  const whole = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  const { buffer, byteOffset, byteLength } = whole;
  if (byteLength < HEADER_BYTES) throw new RangeError(`Frame of ${byteLength} bytes is too short`);
  const view = new DataView(buffer, byteOffset, byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new RangeError('Not a Vigil frame');
  const version = view.getUint16(4, true);
  if (version !== FRAME_VERSION) {
    throw new RangeError(`Got frame version ${version}, expected ${FRAME_VERSION}`);
  }
  const flags = view.getUint16(6, true);
  const r = view.getUint32(24, true);
  const a = view.getUint32(28, true);
  const f = view.getUint32(32, true);
  const j = view.getUint32(36, true);
  if (HEADER_BYTES + r * 4 * (1 + SEVERITY_COUNT) + f * 10 + a * 10 + j !== byteLength) {
    throw new RangeError('Frame length does not match its header');
  }
  let at = byteOffset + HEADER_BYTES;
  const u32 = (n: number) => {
    const column = new Uint32Array(buffer, at, n);
    at += n * 4;
    return column;
  };
  const u16 = (n: number) => {
    const column = new Uint16Array(buffer, at, n);
    at += n * 2;
    return column;
  };
  const u8 = (n: number) => {
    const column = new Uint8Array(buffer, at, n);
    at += n;
    return column;
  };
  const seconds = u32(r);
  const counts = u32(r * SEVERITY_COUNT);
  const flowCount = u32(f);
  const weight = u32(a);
  const flowSource = u16(f);
  const flowTarget = u16(f);
  const source = u16(a);
  const target = u16(a);
  const flowSeverity = u8(f);
  const flowFlags = u8(f);
  const severity = u8(a);
  const arcFlags = u8(a);
  const changes = JSON.parse(new TextDecoder().decode(u8(j))) as Changes;
  return {
    snapshot: (flags & FLAG_SNAPSHOT) !== 0,
    sequence: view.getUint32(8, true),
    generation: view.getUint32(12, true),
    time: view.getFloat64(16, true),
    rate: { seconds, counts },
    flows:
      flags & FLAG_FLOWS
        ? {
            count: flowCount,
            source: flowSource,
            target: flowTarget,
            severity: flowSeverity,
            flags: flowFlags,
          }
        : undefined,
    arcs: { weight, source, target, severity, flags: arcFlags },
    arcsSeen: view.getUint32(40, true),
    changes,
  };
}
