import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Relay, type RelayBatch } from '#core/relay/relay.ts';

/** A reader that takes when it is told to. */
function reader(relay: Relay, since?: number, epoch: string | undefined = relay.epoch) {
  const got: [number, number][] = [];
  const pending: (() => void)[] = [];
  const subscription = relay.subscribe({
    since,
    epoch,
    send: ({ seq }: RelayBatch, { dropped }, taken) => {
      got.push([seq, dropped]);
      pending.push(taken);
    },
  });
  return { got, close: () => subscription.close(), take: () => pending.shift()?.() };
}

function batch(relay: Relay, records: number): void {
  for (let n = 0; n < records; n++) relay.add(`{"n":${n}}`);
  relay.flush();
}

test('nothing is kept before somebody asks; four batches wait for acknowledgement, no more', () => {
  const relay = new Relay();
  assert.equal(relay.wanted, false);
  const one = reader(relay);
  assert.equal(relay.wanted, true);
  for (let n = 0; n < 6; n++) batch(relay, 2);
  assert.deepEqual(
    one.got.map(([seq]) => seq),
    [1, 2, 3, 4],
  );
  one.take();
  one.take();
  assert.equal(one.got.length, 6);
});

test('a reader that comes back gets what it has not had; a stranger only what is new', () => {
  const relay = new Relay();
  const first = reader(relay);
  for (let n = 0; n < 3; n++) batch(relay, 1);
  first.close();
  assert.deepEqual(reader(relay, 1).got, [
    [2, 0],
    [3, 0],
  ]);
  assert.deepEqual(reader(relay, 1, 'another life').got, []);
  assert.deepEqual(reader(relay).got, []);
  assert.deepEqual(reader(relay, 99).got, []);
});

test('a reader too slow for what is kept is told how many records it missed', () => {
  const relay = new Relay({ maxBatches: 3 });
  const slow = reader(relay);
  for (let n = 0; n < 20; n++) batch(relay, 10);
  for (let n = 0; n < 10; n++) slow.take();
  assert.deepEqual(slow.got, [
    [1, 0],
    [2, 0],
    [3, 0],
    [4, 0],
    [18, 130],
    [19, 0],
    [20, 0],
  ]);
});
