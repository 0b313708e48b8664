import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { decodeFrame, encodeFrame, FRAME_VERSION, type Frame } from '#contract/frame.ts';

const u8 = fc.integer({ min: 0, max: 255 });
const u16 = fc.integer({ min: 0, max: 65_535 });
const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });

const of = <T>(item: fc.Arbitrary<T>, n: number) => fc.array(item, { minLength: n, maxLength: n });

/** fast-check's records have no prototype by default; ours have. */
const plain = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record<T>(model, { noNullPrototype: true });

const frames: fc.Arbitrary<Frame> = fc
  .tuple(fc.nat(40), fc.nat(20), fc.option(fc.nat(40)))
  .chain(([r, a, f]) => {
    return plain({
      snapshot: fc.boolean(),
      sequence: u32,
      generation: u32,
      time: fc.double({ noNaN: true, min: 0, max: 8.64e15 }),
      rate: plain({
        seconds: of(u32, r).map((n) => Uint32Array.from(n)),
        counts: of(u32, r * 5).map((n) => Uint32Array.from(n)),
      }),
      flows:
        f === null
          ? fc.constant(undefined)
          : plain({
              count: of(u32, f).map((n) => Uint32Array.from(n)),
              source: of(u16, f).map((n) => Uint16Array.from(n)),
              target: of(u16, f).map((n) => Uint16Array.from(n)),
              severity: of(u8, f).map((n) => Uint8Array.from(n)),
              flags: of(u8, f).map((n) => Uint8Array.from(n)),
            }),
      arcs: plain({
        weight: of(u32, a).map((n) => Uint32Array.from(n)),
        source: of(u16, a).map((n) => Uint16Array.from(n)),
        target: of(u16, a).map((n) => Uint16Array.from(n)),
        severity: of(u8, a).map((n) => Uint8Array.from(n)),
        flags: of(u8, a).map((n) => Uint8Array.from(n)),
      }),
      arcsSeen: u32,
      changes: plain({
        highlights: fc.array(
          plain({
            id: fc.string(),
            severity: fc.constantFrom(0, 1, 2, 3, 4),
            title: fc.string({ unit: 'grapheme' }),
            sourcePlace: u16,
            destinationPlace: u16,
            until: u32,
          }),
          { maxLength: 3 },
        ),
      }),
    }) as fc.Arbitrary<Frame>;
  });

test('a frame survives the wire, wherever its bytes lie in a larger buffer', () => {
  fc.assert(
    fc.property(frames, fc.nat(7), (frame, shift) => {
      const bytes = encodeFrame(frame);
      const larger = new Uint8Array(bytes.length + shift);
      larger.set(bytes, shift);
      assert.deepEqual(decodeFrame(larger.subarray(shift)), frame);
    }),
  );
});

test('what is no frame of this version is refused', () => {
  const bytes = encodeFrame({
    snapshot: false,
    sequence: 1,
    generation: 1,
    time: 0,
    rate: { seconds: Uint32Array.of(1), counts: new Uint32Array(5) },
    flows: undefined,
    arcs: {
      weight: new Uint32Array(0),
      source: new Uint16Array(0),
      target: new Uint16Array(0),
      severity: new Uint8Array(0),
      flags: new Uint8Array(0),
    },
    arcsSeen: 0,
    changes: {},
  });
  assert.throws(() => decodeFrame(bytes.subarray(0, 20)), /too short/);
  assert.throws(() => decodeFrame(bytes.subarray(0, bytes.length - 1)), /length/);
  const other = bytes.slice();
  new DataView(other.buffer).setUint16(4, FRAME_VERSION + 1, true);
  assert.throws(() => decodeFrame(other), /version/);
  other[0] = 0;
  assert.throws(() => decodeFrame(other), /Not a Vigil frame/);
});
