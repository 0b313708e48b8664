import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ARC_HIGHLIGHTED, ARC_INTERNAL, FLOW_INTERNAL } from '#contract/frame.ts';
import { Flows } from '#core/frame/flows.ts';

const WALL = { spanMs: 300_000, maxKeys: 20_000 };

function seeded(): () => number {
  let state = 7;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 1) / 2 ** 32;
  };
}

test('the same flow in a tick is one arc with its weight', () => {
  const flows = new Flows(seeded(), WALL);
  flows.launch(300, 2, 1, false, false);
  flows.launch(300, 2, 1, false, false);
  flows.launch(2, 300, 4, false, false);
  const { arcs, seen, drawn } = flows.takeArcs();
  assert.deepEqual([...arcs.source], [300, 2]);
  assert.deepEqual([...arcs.target], [2, 300]);
  assert.deepEqual([...arcs.severity], [1, 4]);
  assert.deepEqual([...arcs.weight], [2, 1]);
  assert.equal(seen, 3);
  assert.equal(drawn, 3);
  assert.equal(flows.takeArcs().seen, 0);
});

test('every highlighted arc flies, the rest is a bounded sample with true totals', () => {
  const flows = new Flows(seeded(), WALL);
  for (let place = 0; place < 2_000; place++) flows.launch(place, 1, 0, false, false);
  flows.launch(5, 6, 4, false, true);
  const { arcs, seen, drawn } = flows.takeArcs();
  assert.equal(arcs.flags[0], ARC_HIGHLIGHTED);
  assert.equal(arcs.severity[0], 4);
  assert.equal(arcs.source.length, 9);
  assert.equal(seen, 2_001);
  assert.ok(drawn < seen);
});

test('the sample is fair: a flow of ten times the weight flies about as much more often', () => {
  const flows = new Flows(seeded(), WALL);
  let heavy = 0;
  let light = 0;
  for (let tick = 0; tick < 2_000; tick++) {
    for (let place = 0; place < 100; place++) {
      flows.launch(place, 200, 0, false, false);
      if (place === 0) for (let more = 0; more < 9; more++) flows.launch(place, 200, 0, false, false);
    }
    for (const source of flows.takeArcs().arcs.source) {
      if (source === 0) heavy++;
      if (source === 1) light++;
    }
  }
  assert.ok(heavy / light > 5 && heavy / light < 12, `${heavy} to ${light}`);
});

test('columns list the largest flows of the window, exact over all place ids', () => {
  const flows = new Flows(seeded(), WALL);
  for (let n = 0; n < 7; n++) flows.add(65_535, 65_534, 4, false, 1_000);
  flows.add(1, 2, 0, false, 1_000);
  const columns = flows.columns(1_000);
  assert.deepEqual([...columns.count], [7, 1]);
  assert.deepEqual([...columns.source], [65_535, 1]);
  assert.deepEqual([...columns.target], [65_534, 2]);
  assert.deepEqual([...columns.severity], [4, 0]);
  assert.equal(flows.columns(1_000_000).count.length, 0);
});

test('what stays inside is told apart, and told however small it is beside the rest', () => {
  const flows = new Flows(seeded(), WALL);
  for (let place = 0; place < 600; place++) {
    for (let n = 0; n < 3; n++) flows.add(place, 900, 0, false, 1_000);
  }
  flows.add(5, 900, 0, true, 1_000);
  const columns = flows.columns(1_000);
  assert.equal(columns.count.length, 513);
  assert.deepEqual(
    [columns.source.at(-1), columns.count.at(-1), columns.flags.at(-1)],
    [5, 1, FLOW_INTERNAL],
  );
  assert.ok([...columns.flags].slice(0, -1).every((flags) => flags === 0));
  flows.launch(5, 6, 1, true, true);
  assert.equal(flows.takeArcs().arcs.flags[0], ARC_HIGHLIGHTED | ARC_INTERNAL);
});

test('a pair is counted by severity, with or without what comes from outside', () => {
  const flows = new Flows(seeded(), WALL);
  flows.add(1, 2, 4, true, 1_000);
  flows.add(1, 2, 4, false, 1_000);
  flows.add(1, 2, 0, false, 1_000);
  flows.add(2, 1, 0, false, 1_000);
  assert.deepEqual(flows.countsOf(1, 2, { internal: false, from: 0 }, 1_000), [1, 0, 0, 0, 2]);
  assert.deepEqual(flows.countsOf(1, 2, { internal: true, from: 0 }, 1_000), [0, 0, 0, 0, 1]);
  assert.deepEqual(flows.countsOf(1, 2, { internal: false, from: 0 }, 1_000_000), [0, 0, 0, 0, 0]);
});

test('what is grave is told however many larger flows there are, the gravest first', () => {
  const flows = new Flows(seeded(), WALL);
  for (let place = 0; place < 700; place++) {
    for (let n = 0; n < 3; n++) flows.add(place, 500, 0, false, 1_000);
  }
  for (let place = 0; place < 80; place++) flows.add(place, 501, 2, false, 1_000);
  flows.add(7, 502, 4, false, 1_000);
  const { source, target, severity, count } = flows.columns(1_000);
  const grave = [...severity.keys()].filter((i) => (severity[i] ?? 0) >= 2);
  assert.equal(severity.length, 512 + 64);
  assert.equal(grave.length, 64);
  const first = grave[0] ?? 0;
  assert.deepEqual([source[first], target[first], severity[first], count[first]], [7, 502, 4, 1]);
});
