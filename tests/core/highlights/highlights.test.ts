import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HIGHLIGHT_MS, Highlights } from '#core/highlights/highlights.ts';

const about = (id: string, severity: 3 | 4 = 3) => ({
  id,
  severity,
  title: id,
  sourcePlace: 1,
  destinationPlace: 2,
});

test('points for ten seconds, and not longer because more of the same comes', () => {
  const highlights = new Highlights();
  assert.equal(highlights.point(about('a'), 0), HIGHLIGHT_MS);
  assert.equal(highlights.point(about('a'), 5_000), HIGHLIGHT_MS);
  assert.equal(highlights.list(HIGHLIGHT_MS - 1).length, 1);
  const { version } = highlights;
  assert.equal(highlights.list(HIGHLIGHT_MS).length, 0);
  assert.notEqual(highlights.version, version);
});

test('worse points anew; few things are pointed at, the gravest', () => {
  const highlights = new Highlights();
  highlights.point(about('a'), 0);
  assert.equal(highlights.point(about('a', 4), 5_000), 5_000 + HIGHLIGHT_MS);
  for (let n = 0; n < 50; n++) highlights.point(about(`b${n}`), 5_000);
  const list = highlights.list(6_000);
  assert.equal(list.length, 12);
  assert.equal(list[0]?.id, 'a');
});

test('news is what was not pointed at before; what finds no place is none', () => {
  const highlights = new Highlights();
  highlights.point(about('a'), 0);
  highlights.point(about('a'), 1_000);
  assert.equal(highlights.news, 1);
  highlights.point(about('a', 4), 2_000);
  assert.equal(highlights.news, 2);
  for (let n = 0; n < 12; n++) highlights.point(about(`b${n}`, 4), 3_000);
  const { news, version } = highlights;
  assert.equal(highlights.point(about('c'), 4_000), 0);
  assert.deepEqual([highlights.news, highlights.version], [news, version]);
});

test('a storm of what is as grave does not make the wall flicker: a place is kept for three seconds', () => {
  const highlights = new Highlights();
  for (let n = 0; n < 12; n++) highlights.point(about(`a${n}`), n);
  assert.equal(highlights.point(about('b'), 2_999), 0);
  assert.equal(highlights.point(about('b'), 3_000), 3_000 + HIGHLIGHT_MS, 'the oldest gives way');
  assert.equal(highlights.point(about('c'), 3_000), 0, 'the next oldest does not yet');
  const ids = () => highlights.list(3_000).map(({ id }) => id);
  assert.ok(!ids().includes('a0') && ids().includes('a1') && ids().includes('b'));
  assert.equal(highlights.point(about('d', 4), 3_000), 3_000 + HIGHLIGHT_MS, 'what is graver does not wait');
  assert.equal(ids()[0], 'd');
  assert.equal(ids().length, 12);
});

test('a place whose time is over is free', () => {
  const highlights = new Highlights();
  for (let n = 0; n < 12; n++) highlights.point(about(`a${n}`, 4), 0);
  assert.equal(highlights.point(about('b'), HIGHLIGHT_MS), HIGHLIGHT_MS * 2);
  assert.deepEqual(
    highlights.list(HIGHLIGHT_MS).map(({ id }) => id),
    ['b'],
  );
});
