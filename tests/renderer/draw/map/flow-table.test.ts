import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FLOW_INTERNAL } from '#contract/frame.ts';
import { isDense } from '#renderer/draw/map/draw-flows.ts';
import { radiusOf, tabulate, widthOf } from '#renderer/draw/map/flow-table.ts';

type Row = readonly [source: number, target: number, severity: number, count: number, flags?: number];

function columns(rows: readonly Row[]) {
  return {
    source: Uint16Array.from(rows, (row) => row[0]),
    target: Uint16Array.from(rows, (row) => row[1]),
    severity: Uint8Array.from(rows, (row) => row[2]),
    count: Uint32Array.from(rows, (row) => row[3]),
    flags: Uint8Array.from(rows, (row) => row[4] ?? 0),
  };
}

/** Flows from as many places to one. */
function manyRows(count: number): Row[] {
  return Array.from({ length: count }, (_, i): Row => [i + 10, 1, 0, 5]);
}

describe('tabulate', () => {
  it('joins the severities of a pair and keeps the worst', () => {
    const table = tabulate(
      columns([
        [5, 1, 0, 100],
        [5, 1, 3, 2],
        [1, 5, 0, 7],
      ]),
    );
    assert.equal(table.total, 109);
    assert.deepEqual(table.pairs[0], { source: 5, target: 1, count: 102, severity: 3 });
    assert.equal(table.pairs.length, 2, 'there and back are two');
  });

  it('puts what is grave before what is many', () => {
    const table = tabulate(
      columns([
        [5, 1, 0, 100_000],
        [6, 1, 4, 1],
      ]),
    );
    assert.equal(table.pairs[0]?.severity, 4);
  });

  it('counts a place once for traffic inside it', () => {
    const { byPlace } = tabulate(
      columns([
        [1, 1, 2, 10],
        [5, 1, 0, 3],
      ]),
    );
    assert.deepEqual(byPlace.get(1), { place: 1, count: 13, severity: 2 });
    assert.deepEqual(byPlace.get(5), { place: 5, count: 3, severity: 0 });
  });

  it('leaves out what comes from outside', () => {
    const table = tabulate(
      columns([
        [5, 1, 4, 100],
        [2, 1, 0, 3, FLOW_INTERNAL],
      ]),
      { internalOnly: true, from: 0 },
    );
    assert.deepEqual(table.pairs, [{ source: 2, target: 1, count: 3, severity: 0 }]);
    assert.equal(table.total, 3);
    assert.equal(table.byPlace.has(5), false);
  });

  it('leaves out what is below the least severity, pairs and places too, and counts it', () => {
    const table = tabulate(
      columns([
        [5, 1, 1, 100],
        [5, 1, 3, 2],
        [7, 1, 2, 30],
      ]),
      { internalOnly: false, from: 3 },
    );
    assert.deepEqual(table.pairs, [{ source: 5, target: 1, count: 2, severity: 3 }]);
    assert.equal(table.byPlace.has(7), false);
    assert.deepEqual([table.total, table.left], [2, 130]);
  });

  it('is empty without flows', () => {
    assert.equal(tabulate(undefined).pairs.length, 0);
  });

  it('turns to density when there are more pairs than can be told apart', () => {
    assert.equal(isDense(tabulate(columns(manyRows(60)))), false);
    assert.equal(isDense(tabulate(columns(manyRows(500)))), true);
  });
});

describe('widthOf', () => {
  it('grows by the same step for each factor of ten, and ends', () => {
    const steps = [10, 100, 1000, 10_000].map((count) => widthOf(count * 10) - widthOf(count));
    for (const step of steps) assert.ok(step > 0.07 && step < 0.09, String(step));
    assert.equal(widthOf(1e12), widthOf(1e13));
    assert.ok(widthOf(0) > 0);
  });

  it('keeps marks between a dot and a disc', () => {
    assert.ok(radiusOf(0) >= 0.3);
    assert.ok(radiusOf(1e9) <= 1);
  });
});
