import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataAgeMs, freshness, linkView } from '#renderer/store/freshness.ts';
import { status } from '../../wall/synthetic.ts';

const NOW = 1_800_000_000_000;
const up = { link: 'up', linkSince: NOW - 60_000, frameAt: NOW, loaded: true, status: status(NOW) } as const;

test('link up and data recent are two things', () => {
  assert.deepEqual(freshness(up, NOW + 500, 'events'), { stale: false });
  const quiet = { ...up, frameAt: NOW, status: { ...status(NOW), lastEventAt: NOW - 25_000 } };
  assert.deepEqual(freshness(quiet, NOW, 'events'), { stale: true, cause: 'data', ageMs: 25_000 });
  assert.deepEqual(freshness(quiet, NOW, 'core'), { stale: false });
  assert.equal(dataAgeMs(quiet, NOW), 25_000);
});

test('without frames everything turns stale at the limit, not before', () => {
  assert.equal(freshness(up, NOW + 10_000, 'core').stale, false);
  assert.deepEqual(freshness(up, NOW + 10_001, 'core'), { stale: true, cause: 'link', ageMs: 10_001 });
});

test('a wall that never had data is loading or empty, not stale', () => {
  assert.equal(freshness({ ...up, loaded: false }, NOW + 99_000, 'events').stale, false);
  const none = { ...up, status: { ...status(NOW), lastEventAt: 0 } };
  assert.equal(freshness(none, NOW, 'events').stale, false);
});

test('a connection without frames is silent', () => {
  assert.equal(linkView(up, NOW + 1000).state, 'up');
  assert.deepEqual(linkView(up, NOW + 5000), { state: 'silent', since: NOW });
  assert.equal(linkView({ ...up, link: 'down' }, NOW + 5000).state, 'down');
});
