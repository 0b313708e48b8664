import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hastening } from '#core/hastening.ts';
import { Notices } from '#core/notices.ts';

test('notices stand newest first, one a topic, and no more than a person reads', () => {
  let now = 0;
  const notices = new Notices({ now: () => now });
  for (let n = 0; n < 30; n++) notices.add(`one of thirty: ${n}`);
  notices.add('the disk is full', 'disk');
  now = 5;
  notices.add('something else');
  notices.add('the disk is still full', 'disk');
  const list = notices.list();
  assert.equal(list.length, 20);
  assert.deepEqual(list[0], { at: 5, text: 'the disk is still full', stands: false });
  assert.equal(list.filter(({ text }) => text.includes('disk')).length, 1);
});

test('what stands goes when it is mended, and not for what is over', () => {
  const notices = new Notices({ now: () => 0 });
  const texts = () => notices.list().map(({ text }) => text);
  notices.stand('rules', ['a.yml', 'b.yml']);
  notices.stand('feed', ['broke off']);
  notices.add('it happened');
  assert.deepEqual(
    notices.list().map(({ text, stands }) => [text, stands]),
    [
      ['it happened', false],
      ['broke off', true],
      ['a.yml', true],
      ['b.yml', true],
    ],
  );
  for (let n = 0; n < 30; n++) notices.add(`one of thirty: ${n}`);
  assert.deepEqual(texts().slice(17), ['broke off', 'a.yml', 'b.yml']);
  notices.stand('rules', ['b.yml']);
  assert.deepEqual([texts()[0], texts().includes('a.yml')], ['b.yml', false]);
  notices.stand('rules', []);
  notices.stand('feed', []);
  assert.equal(texts().length, 17);
  notices.stand(
    'rules',
    Array.from({ length: 50 }, (_, n) => `${n}.yml`),
  );
  assert.equal(notices.list().filter(({ stands }) => stands).length, 10, 'a folder of them leaves room');
});

test('what goes on standing keeps its time and is no news', () => {
  let now = 1;
  const notices = new Notices({ now: () => now });
  assert.deepEqual(notices.stand('rules', ['a.yml']), ['a.yml']);
  now = 2;
  assert.deepEqual(notices.stand('rules', ['a.yml', 'b.yml']), ['b.yml']);
  assert.deepEqual(
    notices.list().map(({ at }) => at),
    [1, 2],
  );
});

test('of a count that grows once a minute is told what is new', () => {
  let now = 1_000;
  const notices = new Notices({ now: () => now });
  const texts = () => notices.list().map(({ text }) => text);
  notices.grown('bad clocks', 0);
  assert.deepEqual(texts(), []);
  notices.grown('bad clocks', 3);
  now += 59_000;
  notices.grown('bad clocks', 10);
  assert.deepEqual(texts(), ['3 bad clocks']);
  now += 1_000;
  notices.grown('bad clocks', 11);
  assert.deepEqual(texts(), ['8 bad clocks']);
});

test('news hastens a frame, unless one has just gone or five have in this second', () => {
  const hastening = new Hastening();
  hastening.ticked(1, 1_000);
  assert.ok(!hastening.isDue(1, 1_040), 'nothing new');
  assert.ok(!hastening.isDue(2, 1_010), 'one has just gone');
  let frames = 0;
  for (let now = 1_020; now < 2_000; now += 20) {
    const news = now;
    if (!hastening.isDue(news, now)) continue;
    frames++;
    hastening.ticked(news, now);
  }
  assert.equal(frames, 5);
  assert.ok(hastening.isDue(9_999, 2_020));
});
