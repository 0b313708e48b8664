import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CoreClock } from '#renderer/store/core-clock.ts';

function clockAt(core: number) {
  let local = 0;
  const clock = new CoreClock(
    () => local,
    () => core,
  );
  return { clock, at: (ms: number) => void (local = ms) };
}

test('the quickest frame tells the core time best', () => {
  const { clock, at } = clockAt(1_000_000);
  clock.sample(1_000_500, 520);
  clock.sample(1_000_550, 555);
  clock.sample(1_000_600, 690);
  at(700);
  assert.ok(Math.abs(clock.now() - 1_000_695) < 2, `${clock.now()}`);
});

test('a wrong local clock is corrected by the first frame, a set core clock by the next', () => {
  const { clock, at } = clockAt(0);
  clock.sample(5_000_000, 100);
  at(200);
  assert.equal(clock.now(), 5_000_100);
  clock.sample(1_400_300, 300);
  at(300);
  assert.equal(clock.now(), 1_400_300);
});

test('a slow network is not a set clock', () => {
  const { clock, at } = clockAt(1_000_000);
  clock.sample(1_000_000, 0);
  clock.sample(1_000_050, 1500);
  at(1500);
  assert.ok(clock.now() > 1_001_490);
});
