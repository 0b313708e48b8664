import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { flightSeconds, headAt, opacityAt, traceLeft, TRACE_SECONDS } from '#renderer/draw/map/motion.ts';

describe('the life of an arc', () => {
  it('flies for 0.8 to 1.4 s', () => {
    assert.equal(flightSeconds(0), 0.8);
    assert.ok(Math.abs(flightSeconds(2) - 1.4) < 1e-9);
    assert.ok(flightSeconds(0.3) > flightSeconds(0.1));
  });

  it('goes forward only, from origin to target', () => {
    assert.equal(headAt(-1, 1), 0);
    assert.equal(headAt(2, 1), 1);
    for (let age = 0; age < 1; age += 0.05) assert.ok(headAt(age + 0.05, 1) > headAt(age, 1));
    assert.ok(headAt(0.9999, 1) > 0.99);
  });

  it('brightens towards the target and fades to nothing', () => {
    assert.ok(opacityAt(0.9, 1, 1) > opacityAt(0.1, 1, 1));
    assert.ok(opacityAt(0.49, 0.5, 1) > 0.9, 'the head is bright');
    assert.equal(traceLeft(0.5, 1), 1);
    assert.equal(traceLeft(1 + TRACE_SECONDS, 1), 0);
  });
});
