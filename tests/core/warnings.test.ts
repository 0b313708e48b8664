import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Notices } from '#core/notices.ts';
import { Warnings } from '#core/warnings.ts';

test('what arises is a notice each time, and a line of the log a minute and topic', () => {
  let now = 0;
  const clock = { now: () => now };
  const notices = new Notices(clock);
  const logged: string[] = [];
  const warnings = new Warnings(notices, clock, (text) => logged.push(text));
  for (let n = 1; n <= 1_000; n++) warnings.add(`${n} had no turn`, 'takeover');
  warnings.stand('feed a', ['a broke off']);
  warnings.stand('feed a', ['a broke off']);
  warnings.grown('bad clocks', 3);
  assert.deepEqual(logged, ['1 had no turn', 'a broke off', '3 bad clocks']);
  assert.deepEqual(
    notices.list().map(({ text }) => text),
    ['3 bad clocks', 'a broke off', '1000 had no turn'],
  );
  now = 60_000;
  warnings.add('1001 had no turn', 'takeover');
  assert.equal(logged.at(-1), '1001 had no turn');
});
