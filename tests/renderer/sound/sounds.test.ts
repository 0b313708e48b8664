import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { REPEAT_MS } from '#renderer/sound/annunciator.ts';
import { sounds } from '../../../sounds/make-sounds.mjs';

const RATE = 44_100;

function samplesOf(file: Buffer): Float64Array {
  return Float64Array.from(
    { length: (file.length - 44) / 2 },
    (_, i) => file.readInt16LE(44 + i * 2) / 32768,
  );
}

/** Loud stretches: starts and ends in seconds, by 10 ms of level. */
function pulses(samples: Float64Array): { start: number; end: number }[] {
  const step = RATE / 100;
  const found: { start: number; end: number }[] = [];
  for (let at = 0; at < samples.length; at += step) {
    const loud = samples.subarray(at, at + step).some((value) => Math.abs(value) > 0.08);
    const last = found.at(-1);
    if (!loud) continue;
    if (last && at / RATE - last.end < 0.005) last.end = (at + step) / RATE;
    else found.push({ start: at / RATE, end: (at + step) / RATE });
  }
  return found;
}

const files = Object.entries(sounds).map(([name, make]) => ({
  name,
  made: make(),
  tracked: readFileSync(new URL(`../../../sounds/${name}`, import.meta.url)),
}));

function rhythm(name: string): { start: number; end: number }[] {
  return pulses(samplesOf(files.find((file) => file.name === name)?.made ?? Buffer.alloc(44)));
}

describe('sounds', () => {
  for (const { name, made, tracked } of files) {
    it(`${name} is what the script makes`, () => assert.ok(made.equals(tracked)));

    it(`${name} is small, mono, and neither clips nor clicks`, () => {
      assert.ok(tracked.length < 200_000);
      assert.equal(tracked.readUInt16LE(22), 1);
      assert.equal(tracked.readUInt32LE(24), RATE);
      const samples = samplesOf(tracked);
      assert.ok(samples.every((value) => Math.abs(value) < 0.99));
      assert.ok(Math.abs(samples[0] ?? 1) < 0.001 && Math.abs(samples.at(-1) ?? 1) < 0.001);
      // A click is a jump: no tone of ours below 5 kHz moves this far between two samples.
      for (let i = 1; i < samples.length; i++) {
        assert.ok(Math.abs((samples[i] ?? 0) - (samples[i - 1] ?? 0)) < 0.4);
      }
    });
  }

  it('differ in rhythm, not only in pitch', () => {
    assert.equal(rhythm('critical.wav').length, 10, 'three and two, twice');
    assert.equal(rhythm('high.wav').length, 3);
    assert.equal(rhythm('flood.wav').length, 1, 'one long wail');
    assert.ok(rhythm('medium.wav').length <= 2);
    assert.ok((rhythm('critical.wav')[0]?.end ?? 1) < 0.15, 'quick pulses');
    assert.ok((rhythm('high.wav')[0]?.end ?? 0) > 0.25, 'slow pulses');
  });

  it('end before they are repeated', () => {
    for (const [name, ms] of Object.entries(REPEAT_MS)) {
      const file = files.find((one) => one.name === `${name}.wav`);
      assert.ok(file && (samplesOf(file.made).length / RATE) * 1000 < ms, name);
    }
  });
});
