import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { type Frame, NO_ARCS, NO_RATE } from '#contract/frame.ts';
import {
  applyFrame,
  coreNow,
  onResyncNeeded,
  setLink,
  wallStore,
  wallTraffic,
} from '#renderer/store/wall-store.ts';
import { busyChanges, flows, rateColumns } from '../../wall/synthetic.ts';

const NOW = 1_800_000_000_000;
let generation = 1;
let arrived = 0;
let asked = 0;
onResyncNeeded(() => void asked++);

function frame(part: Partial<Frame>): Frame {
  return {
    snapshot: false,
    sequence: 0,
    generation,
    time: NOW + arrived,
    rate: NO_RATE,
    flows: undefined,
    arcs: NO_ARCS,
    arcsSeen: 0,
    changes: {},
    ...part,
  };
}

function apply(part: Partial<Frame>): void {
  arrived += 50;
  applyFrame(frame(part), arrived);
}

beforeEach(() => {
  generation++;
  arrived += 100_000;
  apply({ snapshot: true, sequence: 10, changes: busyChanges(NOW), flows: flows() });
  asked = 0;
});

test('a snapshot fills every slice', () => {
  const state = wallStore.getState();
  assert.equal(state.loaded, true);
  assert.equal(state.places.get(1)?.name, 'Seoul DC');
  assert.equal(state.alarms?.length, 3);
  assert.equal(state.annunciation?.sound, 'critical');
  assert.equal(wallTraffic.flows()?.count.length, 16);
  assert.ok(Math.abs(coreNow() - (NOW + arrived - (arrived - performance.now()))) < 1000);
});

test('a frame without news for a slice leaves its identity alone', () => {
  const before = wallStore.getState();
  const counts = wallTraffic.store.getState();
  apply({ sequence: 11 });
  const after = wallStore.getState();
  for (const slice of ['incidents', 'alarms', 'health', 'status', 'places'] as const) {
    assert.equal(after[slice], before[slice], slice);
  }
  assert.equal(wallTraffic.store.getState(), counts);
  assert.equal(asked, 0);
});

test('new places join the known ones', () => {
  const place = { id: 99, kind: 'site', code: 'Busan', name: 'Busan', latitude: 35, longitude: 129 } as const;
  apply({ sequence: 11, changes: { places: [place] } });
  assert.equal(wallStore.getState().places.get(99)?.name, 'Busan');
  assert.equal(wallStore.getState().places.get(1)?.name, 'Seoul DC');
});

test('a gap asks for a snapshot once, shows what came, and a snapshot settles it', () => {
  const second = Math.floor((NOW + arrived) / 1000);
  apply({ sequence: 13, rate: rateColumns(second, second) });
  apply({ sequence: 15 });
  assert.equal(asked, 1);
  assert.ok(wallTraffic.rate.total(second) > 0);
  apply({ snapshot: true, sequence: 16, changes: busyChanges(NOW) });
  apply({ sequence: 17 });
  assert.equal(asked, 1);
  apply({ sequence: 19 });
  assert.equal(asked, 2);
});

test('frames of a core that started anew wait for its snapshot', () => {
  const before = wallStore.getState();
  generation++;
  apply({ sequence: 1, changes: { highlights: [] } });
  assert.equal(asked, 1);
  assert.equal(wallStore.getState(), before);
  arrived += 4000;
  apply({ sequence: 2 });
  assert.equal(asked, 2, 'it asks again when the snapshot does not come');
});

test('arc listeners hear each frame until they leave, and a broken one does not stop the others', (context) => {
  const heard: number[] = [];
  const complaint = context.mock.method(console, 'error', () => undefined);
  const offBroken = wallTraffic.onArcs(() => {
    throw new Error('broken panel');
  });
  const off = wallTraffic.onArcs((_arcs, { sequence }) => void heard.push(sequence));
  apply({ sequence: 11 });
  offBroken();
  apply({ sequence: 12 });
  off();
  apply({ sequence: 13 });
  assert.deepEqual(heard, [11, 12]);
  assert.equal(complaint.mock.callCount(), 1);
});

test('the link remembers since when', () => {
  setLink('up');
  const { linkSince } = wallStore.getState();
  setLink('up');
  assert.equal(wallStore.getState().linkSince, linkSince);
  setLink('down');
  assert.equal(wallStore.getState().link, 'down');
});
