import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { hashNumber, hashText, ShardedMap } from '#core/enrich/sharded-map.ts';

test('answers as one map does; the first value stays', () => {
  const key = fc.oneof(fc.string({ unit: 'binary', maxLength: 4 }), fc.ipV4(), fc.domain());
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.nat())), key, (entries, other) => {
      const sharded = new ShardedMap<string, number>(hashText);
      const plain = new Map<string, number>();
      for (const [name, value] of entries) {
        assert.equal(sharded.add(name, value), !plain.has(name));
        if (!plain.has(name)) plain.set(name, value);
      }
      assert.equal(sharded.size, plain.size);
      for (const name of [...plain.keys(), other]) assert.equal(sharded.get(name), plain.get(name));
    }),
  );
});

test('spreads addresses, networks, names and hashes', () => {
  const kinds: readonly ((n: number) => number)[] = [
    (n) => hashNumber(0xc6336400 + n),
    (n) => hashNumber((n << 8) >>> 0),
    (n) => hashNumber((n << 16) >>> 0),
    (n) => hashText(`host${n}.example.org`),
    (n) => hashText(`${(n * 2_654_435_761) % 2 ** 32}`.padStart(32, '0')),
    (n) => hashText(`8193,3512,${n},0,0,0,0,0`),
  ];
  for (const [kind, hash] of kinds.entries()) {
    const shards = new Array<number>(64).fill(0);
    for (let n = 0; n < 64_000; n++) {
      const at = hash(n);
      assert.ok(Number.isInteger(at) && at >= 0 && at < 64);
      shards[at] = (shards[at] ?? 0) + 1;
    }
    assert.ok(Math.max(...shards) < 8_000, `kind ${kind}: ${Math.max(...shards)}`);
  }
});
