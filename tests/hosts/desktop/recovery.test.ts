import assert from 'node:assert/strict';
import test from 'node:test';
import { Heartbeat } from '#hosts/desktop/heartbeat.ts';
import { GRACE_MS, Recovery, STATUS_MS } from '#hosts/desktop/recovery.ts';

test('three reloads, each a little later, then the status page', () => {
  const recovery = new Recovery();
  const steps = [1, 2, 3, 4].map(() => recovery.failed());
  assert.deepEqual(steps, [
    { show: 'wall', afterMs: 500 },
    { show: 'wall', afterMs: 1_000 },
    { show: 'wall', afterMs: 1_500 },
    { show: 'status', tryAgainMs: STATUS_MS },
  ]);
});

test('after the status page the tries begin anew', () => {
  const recovery = new Recovery();
  for (let i = 0; i < 4; i++) recovery.failed();
  assert.equal(recovery.failed().show, 'wall');
});

test('a page that lived past the grace has recovered', () => {
  const recovery = new Recovery();
  for (let now = 0; now < 20 * 2 * GRACE_MS; now += 2 * GRACE_MS) {
    recovery.drawn(now);
    recovery.beat(now + GRACE_MS + 1);
    assert.deepEqual(recovery.failed(), { show: 'wall', afterMs: 500 });
  }
});

test('only the time since it was on the glass counts as life, however often it says so', () => {
  const recovery = new Recovery();
  let now = 0;
  const lived = () => {
    // A status page beats too; it never draws.
    for (let beat = 0; beat < 100; beat++) recovery.beat((now += 1_000));
    recovery.drawn(now);
    for (let beat = 0; beat < 59; beat++) recovery.beat((now += 1_000));
    recovery.drawn(now);
    return recovery.failed().show;
  };
  assert.deepEqual([lived(), lived(), lived(), lived()], ['wall', 'wall', 'wall', 'status']);
});

for (const hangSeconds of [2, 15, 60, 61, 300]) {
  test(`a page that hangs at once ends on the status page, with hangSeconds at ${hangSeconds}`, () => {
    const recovery = new Recovery();
    const heartbeat = new Heartbeat(hangSeconds * 1_000);
    const shown: string[] = [];
    let now = 0;
    for (let page = 0; page < 4; page++) {
      heartbeat.loading(now);
      // It draws, beats three times, and hangs.
      for (let beat = 0; beat < 3; beat++) {
        now += 1_000;
        recovery.drawn(now);
        heartbeat.beat(now);
        recovery.beat(now);
      }
      while (!heartbeat.hangs(now)) now += 1_000;
      heartbeat.rest();
      shown.push(recovery.failed().show);
    }
    assert.deepEqual(shown, ['wall', 'wall', 'wall', 'status']);
  });
}
