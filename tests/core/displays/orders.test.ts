import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Orders } from '#core/displays/orders.ts';

const kim = { by: 'kim', at: 1 };
const lee = { by: 'lee', at: 2 };

test('the last change wins, and says whose it was', () => {
  const orders = new Orders();
  orders.show(['a', 'b'], 'triage', false, null, kim);
  orders.show(['b'], 'network', true, null, lee);
  assert.deepEqual(orders.of('a').scene, { id: 'triage', pinned: false, wall: null, ...kim });
  assert.deepEqual(orders.of('b').scene, { id: 'network', pinned: true, wall: null, ...lee });
  assert.deepEqual([orders.state.revision, orders.state.changed], [2, lee]);
});

test('a playlist takes the place of a scene; removed it leaves no trace', () => {
  const orders = new Orders();
  const playlist = { id: 'p', name: 'P', timeZone: 'UTC', entries: [{ scene: 'a', dwellSeconds: 10 }] };
  assert.ok(orders.savePlaylist(playlist, kim));
  orders.show(['a'], 'triage', false, null, kim);
  orders.run(['a'], 'p', lee);
  assert.deepEqual([orders.of('a').scene, orders.of('a').playlist?.id], [null, 'p']);
  orders.removePlaylist('p', lee);
  assert.equal(orders.of('a').playlist, null);
});

test('banners end by the clock, the oldest goes beyond twenty, ids differ within a millisecond', () => {
  const told: string[] = [];
  const orders = new Orders((text) => told.push(text));
  for (let i = 0; i < 25; i++) orders.showBanner({ all: true }, `text ${i}`, i === 24 ? 10 : 0, kim);
  assert.equal(orders.state.banners.length, 20);
  assert.equal(new Set(orders.state.banners.map(({ id }) => id)).size, 20);
  assert.equal(told.length, 5);
  assert.match(told.at(-1) ?? '', /“text 4” was taken down: 20 .*5 went so/);
  orders.expire(10);
  assert.equal(orders.state.banners.length, 19);
});

test('a message that ran out is nobody’s change: what was done beside it is taken back', () => {
  const orders = new Orders();
  orders.showBanner({ all: true }, 'short', 10, kim);
  const before = orders.state;
  orders.show(['a'], 'triage', false, null, kim);
  const after = orders.state;
  orders.expire(10);
  assert.deepEqual(orders.undo({ before, after }, { by: 'kim', at: 11 }), { done: 1, kept: [] });
});

test('what is stored comes back; what is no such state changes nothing', () => {
  const orders = new Orders();
  orders.turn('frozen', ['a'], true, kim);
  const again = new Orders();
  assert.ok(again.restore(JSON.parse(JSON.stringify(orders.state))));
  assert.deepEqual(again.state, orders.state);
  assert.ok(!again.restore({ revision: 'x' }));
  assert.deepEqual(again.state, orders.state);
});

test('each order to mute or to sound is told apart from the one before, also the same again', () => {
  const orders = new Orders();
  const seen = [true, true, false, false].map((on) => {
    orders.turn('muted', ['a'], on, kim);
    return orders.of('a').muteOrder;
  });
  assert.deepEqual(seen, [kim.at, kim.at + 1, kim.at + 2, kim.at + 3]);
  orders.turn('blank', ['a'], true, kim);
  assert.equal(orders.of('a').muteOrder, kim.at + 3);
});
