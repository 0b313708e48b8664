import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PLAN_BULGE, type ArcPlan } from '#renderer/draw/map/arc-plan.ts';
import {
  ArcRing,
  AT_COLOUR_BYTE,
  AT_SHAPE_BYTE,
  AT_START,
  RECORD_BYTES,
} from '#renderer/draw/map/arc-ring.ts';
import { TRACE_SECONDS } from '#renderer/draw/map/motion.ts';

const INK = { rgb: 0xff1f78, opacity: 1, width: 3 };

function onePiece(): ArcPlan {
  const plan = new Float32Array(15);
  plan.set([1, 100, 10, 20, 110, 20, 0, 1]);
  plan[PLAN_BULGE] = 0.2;
  return plan;
}

function twoPieces(): ArcPlan {
  const plan = onePiece();
  plan[0] = 2;
  plan.set([10, 20, 110, 20, 0, 0.5], 2);
  plan.set([-90, 20, 10, 20, 0.5, 1], 8);
  return plan;
}

function flush(ring: ArcRing): { offset: number; length: number }[] {
  const ranges: { offset: number; length: number }[] = [];
  ring.flush((offset, bytes) => ranges.push({ offset, length: bytes.length }));
  return ranges;
}

describe('ArcRing', () => {
  it('writes a record as the shader reads it', () => {
    const ring = new ArcRing(8);
    ring.add(onePiece(), INK, 1.5, 0.9, 0);
    assert.deepEqual([...ring.floats.subarray(0, 4)], [10, 20, 110, 20]);
    assert.equal(ring.floats[AT_START], 1.5);
    assert.deepEqual([...ring.bytes.subarray(AT_COLOUR_BYTE, AT_COLOUR_BYTE + 4)], [0xff, 0x1f, 0x78, 255]);
    const [width, bulge, t0, t1] = ring.bytes.subarray(AT_SHAPE_BYTE, AT_SHAPE_BYTE + 4);
    assert.deepEqual([width, t0, t1], [24, 0, 255]);
    assert.ok(Math.abs((bulge ?? 0) / 255 - 0.4) < 0.01);
  });

  it('hands over what changed in one range, in two over the end, and nothing twice', () => {
    const ring = new ArcRing(8);
    assert.deepEqual(flush(ring), [{ offset: 0, length: 8 * RECORD_BYTES }], 'whole at first');
    for (let i = 0; i < 6; i++) ring.add(onePiece(), INK, 0, 1, 0);
    assert.deepEqual(flush(ring), [{ offset: 0, length: 6 * RECORD_BYTES }]);
    for (let i = 0; i < 4; i++) ring.add(onePiece(), INK, 0, 1, 0);
    assert.deepEqual(flush(ring), [
      { offset: 6 * RECORD_BYTES, length: 2 * RECORD_BYTES },
      { offset: 0, length: 2 * RECORD_BYTES },
    ]);
    assert.deepEqual(flush(ring), []);
  });

  it('never hands over more than itself, however many arcs came', () => {
    const ring = new ArcRing(8);
    flush(ring);
    for (let i = 0; i < 100; i++) ring.add(twoPieces(), INK, 0, 1, 0);
    const ranges = flush(ring);
    assert.ok(ranges.length <= 2);
    assert.equal(
      ranges.reduce((sum, range) => sum + range.length, 0),
      8 * RECORD_BYTES,
    );
  });

  it('takes two records for an arc over the cut', () => {
    const ring = new ArcRing(8);
    flush(ring);
    ring.add(twoPieces(), INK, 0, 1, 0);
    assert.deepEqual(flush(ring), [{ offset: 0, length: 2 * RECORD_BYTES }]);
    assert.equal(ring.bytes[AT_SHAPE_BYTE + 3], 127);
    assert.equal(ring.bytes[RECORD_BYTES + AT_SHAPE_BYTE + 2], 127);
  });

  it('knows until when anything is seen', () => {
    const ring = new ArcRing(8);
    ring.add(onePiece(), INK, 10, 1, 0);
    ring.add(onePiece(), INK, 5, 1, 0);
    assert.equal(ring.aliveUntil, 11 + TRACE_SECONDS);
    ring.clear();
    assert.ok(ring.aliveUntil < 0);
  });

  it('keeps its clock small over days without moving an arc in time', () => {
    const ring = new ArcRing(8);
    const day = 24 * 3600 * 1000;
    assert.equal(ring.rebase(1000), false);
    ring.add(onePiece(), INK, ring.seconds(day), 1, 0);
    const before = ring.seconds(day) - (ring.floats[AT_START] ?? 0);
    assert.equal(ring.rebase(day), true);
    assert.ok(Math.abs(ring.seconds(day)) < 1e-6);
    assert.ok(Math.abs(ring.seconds(day) - (ring.floats[AT_START] ?? 0) - before) < 0.01);
    assert.equal(ring.rebase(day + 1000), false);
  });
});
