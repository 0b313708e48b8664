// Synthesises the alarm sounds beside this file: node sounds/make-sounds.mjs. The same bytes every time.
//
// After IEC 60601-1-8 and ISO 7731: pulses with several harmonics between 300 and 4,000 Hz, so that they carry through
// noise and can be located; urgency in rhythm, tempo and sweep, so that they are told apart without an ear for pitch;
// edges of raised cosine, so that nothing clicks. Each must fit its repeat interval (renderer/sound/annunciator.ts).
import { writeFileSync } from 'node:fs';

const RATE = 44_100;
/** -4 dBFS: loud, with room for a loudspeaker's limiter. */
const PEAK = 0.63;
const HARMONICS = [1, 0.6, 0.42, 0.3, 0.18, 0.1];

/** Mono samples to a 16-bit WAV. */
function wav(samples) {
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + samples.length * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((value, i) => bytes.writeInt16LE(Math.round(value * 32767), 44 + i * 2));
  return bytes;
}

/** 0 to 1 and back, without a corner. */
function edge(at, length, attack, release) {
  const up = at < attack ? (1 - Math.cos((Math.PI * at) / attack)) / 2 : 1;
  const left = length - at;
  const down = left < release ? (1 - Math.cos((Math.PI * left) / release)) / 2 : 1;
  return Math.min(up, down);
}

/**
 * One pulse. `pitch(s)` gives Hz at s = 0 … 1 of its length; `decay` is how much quieter it ends (a bell), 0 for a horn.
 */
function pulse(
  out,
  { at, length, pitch, decay = 0, attack = 0.012, release = 0.03, level = 1, harmonics = HARMONICS },
) {
  let phase = 0;
  const first = Math.round(at * RATE);
  const count = Math.round(length * RATE);
  for (let i = 0; i < count; i++) {
    const s = i / count;
    phase += (2 * Math.PI * pitch(s)) / RATE;
    let value = 0;
    for (let h = 0; h < harmonics.length; h++) value += harmonics[h] * Math.sin(phase * (h + 1));
    out[first + i] += value * level * edge(i / RATE, length, attack, release) * Math.exp(-decay * s);
  }
}

function sound(seconds, pulses, peak = PEAK) {
  const out = new Float64Array(Math.round(seconds * RATE));
  for (const one of pulses) pulse(out, one);
  const loudest = out.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return wav(out.map((value) => (value / loudest) * peak));
}

const steady = (hz) => () => hz;
const sweep = (from, to) => (s) => from * (to / from) ** s;

/** Critical: the burst of a high-priority alarm, three quick pulses and two, twice over. */
function critical() {
  const starts = [0, 0.17, 0.34, 0.62, 0.79];
  const pitches = [622, 622, 784, 988, 784];
  const burst = (at) =>
    starts.map((start, i) => ({ at: at + start, length: 0.12, pitch: steady(pitches[i]), attack: 0.01 }));
  return sound(2.1, [...burst(0), ...burst(1.12)]);
}

/** High: three slower pulses that fall, like a call. */
function high() {
  return sound(
    1.5,
    [0, 0.46, 0.92].map((at) => ({ at, length: 0.32, pitch: sweep(820, 523), attack: 0.02, release: 0.06 })),
  );
}

/** Medium: two soft bell strokes, the second higher. */
function medium() {
  const bell = { length: 0.5, decay: 3.2, attack: 0.02, release: 0.12, harmonics: [1, 0.45, 0.2, 0.12] };
  return sound(
    1.0,
    [
      { ...bell, at: 0, pitch: steady(523) },
      { ...bell, at: 0.4, pitch: steady(698) },
    ].map((one) => ({ ...one, level: 0.8 })),
    0.5,
  );
}

/** Up and down, twice. */
const wail = (s) => 440 * (1150 / 440) ** ((1 - Math.cos(2 * Math.PI * 2 * s)) / 2);

/** Flood: one long wail that never pauses; nothing else is continuous. */
function flood() {
  return sound(2.2, [
    { at: 0, length: 2.2, pitch: wail, attack: 0.06, release: 0.2, harmonics: [1, 0.5, 0.35, 0.2] },
  ]);
}

/** Self-test: a tick at -50 dBFS. The analyser finds it, nobody in the room does. */
function selfTest() {
  return sound(
    0.12,
    [{ at: 0.01, length: 0.1, pitch: steady(440), attack: 0.03, release: 0.03, harmonics: [1] }],
    0.0032,
  );
}

export const sounds = {
  'critical.wav': critical,
  'high.wav': high,
  'medium.wav': medium,
  'flood.wav': flood,
  'self-test.wav': selfTest,
};

if (import.meta.main) {
  for (const [name, make] of Object.entries(sounds)) {
    const bytes = make();
    writeFileSync(new URL(name, import.meta.url), bytes);
    console.log(`${name}: ${bytes.length} bytes`);
  }
}
