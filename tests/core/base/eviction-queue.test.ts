import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { EvictionQueue } from '#core/base/eviction-queue.ts';

interface Item {
  readonly id: number;
  rank: number;
  updated: number;
}

const compare = (a: Item, b: Item): number => a.rank - b.rank || a.updated - b.updated;

/** What a walk over all of them would choose: the least, of equals the first. */
function walk(items: readonly Item[]): Item | undefined {
  let worst: Item | undefined;
  for (const item of items) if (worst === undefined || compare(item, worst) < 0) worst = item;
  return worst;
}

test('chooses what a walk over all would choose, whatever changed before', () => {
  const step = fc.record({
    pick: fc.nat(40),
    rank: fc.nat(2),
    updated: fc.nat(8),
    what: fc.constantFrom('new', 'new', 'change', 'take'),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const queue = new EvictionQueue(compare);
      const model: Item[] = [];
      for (const { pick, rank, updated, what } of steps) {
        const known = model[pick % Math.max(1, model.length)];
        if (what === 'new' || known === undefined) {
          const item = { id: model.length, rank, updated };
          model.push(item);
          queue.put(item);
        } else if (what === 'change') {
          Object.assign(known, { rank, updated });
          queue.put(known);
        } else {
          const gone = walk(model);
          assert.equal(queue.take(), gone);
          if (gone !== undefined) model.splice(model.indexOf(gone), 1);
        }
      }
      while (model.length > 0) {
        const gone = walk(model);
        assert.equal(queue.take(), gone);
        if (gone !== undefined) model.splice(model.indexOf(gone), 1);
      }
      assert.equal(queue.take(), undefined);
    }),
  );
});

test('looks at few of many', () => {
  let looks = 0;
  const queue = new EvictionQueue<Item>((a, b) => {
    looks++;
    return compare(a, b);
  });
  for (let id = 0; id < 2_000; id++) queue.put({ id, rank: 2, updated: (id * 7_919) % 2_003 });
  looks = 0;
  queue.put({ id: -1, rank: 2, updated: 5_000 });
  queue.take();
  assert.ok(looks < 60, `${looks} comparisons`);
});
