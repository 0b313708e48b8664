import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeFrame } from '#contract/frame.ts';
import { FrameBuilder, type FrameInputs, NOTHING_POINTED } from '#core/frame/frame-builder.ts';
import { detection } from '#tests/support/events.ts';
import { QUIET_INPUTS } from '#tests/support/frame-inputs.ts';

const START = 1_800_000_000_000;
const TICK_MS = 50;
const POINTED = { incident: 'i1', until: START + 10_000 };

/** Ticks as the engine does, with what `each` does before a tick; the answer is when each part came, ms from the start. */
function partsOver(ms: number, each: (frame: FrameBuilder, elapsedMs: number, versions: Versions) => void) {
  const versions: Versions = { alarms: 0, urgency: 0, highlights: 0, incidents: 0 };
  const frame = new FrameBuilder(inputsOf(versions));
  const times: Record<string, number[]> = { alerts: [], alarms: [], highlights: [], incidents: [] };
  for (let elapsed = 0; elapsed < ms; elapsed += TICK_MS) {
    each(frame, elapsed, versions);
    const bytes = frame.tick(START + elapsed);
    if (!bytes) continue;
    const { changes } = decodeFrame(bytes);
    for (const part of ['alerts', 'alarms', 'highlights', 'incidents'] as const) {
      if (changes[part]) times[part]?.push(elapsed);
    }
  }
  return times;
}

interface Versions {
  alarms: number;
  urgency: number;
  highlights: number;
  incidents: number;
}

function inputsOf(versions: Versions): FrameInputs {
  const quiet = QUIET_INPUTS;
  return {
    ...quiet,
    incidents: () => ({ ...quiet.incidents(), version: versions.incidents }),
    alarms: () => ({ ...quiet.alarms(), version: versions.alarms, urgency: versions.urgency }),
    highlights: () => ({ version: versions.highlights, list: [] }),
  };
}

test('rows that only count on are sent once a second', () => {
  const times = partsOver(3_000, (frame) =>
    frame.addDetection(detection({ ruleId: 'a' }), 'e', 'x', NOTHING_POINTED, START),
  );
  assert.deepEqual(times['alerts'], [0, 1_000, 2_000]);
});

test('a row to be pointed at is sent at once after a second of quiet, and a storm of them once a second', () => {
  const one = partsOver(1_900, (frame, elapsed) => {
    if (elapsed === 1_300) frame.addDetection(detection({ ruleId: 'b' }), 'e', 'x', POINTED, START);
  });
  assert.deepEqual(one['alerts'], [1_300]);
  const storm = partsOver(3_000, (frame, elapsed) => {
    frame.addDetection(detection({ ruleId: `r${elapsed}` }), 'e', 'x', POINTED, START);
  });
  assert.deepEqual(storm['alerts'], [0, 1_000, 2_000]);
});

test('an alarm that sounds rides in the next frame, one that only counts on waits for the second', () => {
  const sounding = partsOver(1_000, (_frame, elapsed, versions) => {
    if (elapsed === 300 || elapsed === 350) {
      versions.alarms++;
      versions.urgency++;
    }
  });
  assert.deepEqual(sounding['alarms'], [0, 300, 350]);
  const counting = partsOver(2_000, (_frame, _elapsed, versions) => versions.alarms++);
  assert.deepEqual(counting['alarms'], [0, 1_000]);
});

test('highlights come with the next frame, whatever else came just before', () => {
  const one = partsOver(1_000, (_frame, elapsed, versions) => {
    if (elapsed === 650) versions.highlights++;
  });
  assert.deepEqual(one['highlights'], [0, 650]);
  const storm = partsOver(2_000, (_frame, _elapsed, versions) => versions.highlights++);
  assert.equal(storm['highlights']?.length, 40);
});

test('a clock that is set back holds nothing up', () => {
  const frame = new FrameBuilder(QUIET_INPUTS);
  assert.ok(frame.tick(START));
  assert.equal(frame.tick(START + TICK_MS), undefined);
  const bytes = frame.tick(START - 3_600_000);
  assert.ok(bytes);
  assert.ok(decodeFrame(bytes).changes.status);
  assert.equal(frame.tick(START - 3_600_000 + TICK_MS), undefined);
});
