import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ArcCount } from '#renderer/panels/map/arc-count.ts';

describe('ArcCount', () => {
  it('says nothing while everything is shown', () => {
    const count = new ArcCount(0);
    assert.equal(count.next(1_000), undefined);
    count.add(20, 20);
    assert.equal(count.next(2_000), undefined);
  });

  it('says how many of how many, by the second', () => {
    const count = new ArcCount(5_000);
    for (let frame = 0; frame < 20; frame++) count.add(6, 1000);
    assert.deepEqual(count.next(6_000), { shown: 120, seen: 20_000 });
    assert.equal(new ArcCount(0).next(0), undefined);
  });

  it('by the second also where a span is longer', () => {
    const count = new ArcCount(0);
    for (let frame = 0; frame < 22; frame++) count.add(6, 1000);
    assert.deepEqual(count.next(1_100), { shown: 120, seen: 20_000 });
  });

  it('a span ends as the flows come, a little early or late, and without them all the same', () => {
    const count = new ArcCount(0);
    assert.deepEqual(
      [800, 860, 1_100, 1_160].map((now) => [count.isOver(now, true), count.isOver(now, false)]),
      [
        [false, false],
        [true, false],
        [true, false],
        [true, true],
      ],
    );
    count.next(1_100);
    assert.equal(count.isOver(1_900, true), false);
  });

  it('forgets a burst after three spans', () => {
    const count = new ArcCount(0);
    count.add(10, 100);
    assert.ok(count.next(1_000));
    count.add(5, 5);
    assert.ok(count.next(2_000));
    count.next(3_000);
    assert.equal(count.next(4_000), undefined);
  });
});
