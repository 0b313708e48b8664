import assert from 'node:assert/strict';
import test from 'node:test';
import { Heartbeat } from '#hosts/desktop/heartbeat.ts';

/** Looks every second from here to there. @returns when it was first said to hang */
function look(heartbeat: Heartbeat, from: number, to: number): number | undefined {
  for (let now = from; now <= to; now += 1_000) if (heartbeat.hangs(now)) return now;
  return undefined;
}

test('without a beat for the given time the page hangs; a page that loads has longer', () => {
  const heartbeat = new Heartbeat(5_000);
  assert.equal(look(heartbeat, 0, 100_000), undefined, 'nothing was loaded');
  heartbeat.loading(100_000);
  assert.equal(look(heartbeat, 101_000, 130_000), undefined);
  heartbeat.beat(130_000);
  assert.equal(look(heartbeat, 131_000, 140_000), 136_000);
  heartbeat.rest();
  assert.equal(look(heartbeat, 141_000, 200_000), undefined);
});

test('a machine that slept is not a page that hangs', () => {
  const heartbeat = new Heartbeat(5_000);
  heartbeat.beat(0);
  assert.equal(look(heartbeat, 1_000, 2_000), undefined);
  assert.ok(!heartbeat.hangs(9 * 3_600_000));
  assert.equal(look(heartbeat, 9 * 3_600_000 + 1_000, 9 * 3_600_000 + 9_000), 9 * 3_600_000 + 6_000);
});
