import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ArcCount } from '#renderer/panels/map/arc-count.ts';

describe('ArcCount', () => {
  it('says nothing while everything is shown', () => {
    const count = new ArcCount();
    assert.equal(count.next(), undefined);
    count.add(20, 20);
    assert.equal(count.next(), undefined);
  });

  it('says how many of how many, by the second', () => {
    const count = new ArcCount();
    for (let frame = 0; frame < 20; frame++) count.add(6, 1000);
    assert.deepEqual(count.next(), { shown: 120, seen: 20_000 });
  });

  it('forgets a burst after three seconds', () => {
    const count = new ArcCount();
    count.add(10, 100);
    assert.ok(count.next());
    count.add(5, 5);
    assert.ok(count.next());
    count.next();
    assert.equal(count.next(), undefined);
  });
});
