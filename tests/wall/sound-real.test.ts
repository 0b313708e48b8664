import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import type { Annunciation } from '#contract/alarm.ts';
import { peers } from '../peers.ts';
import { openHarness } from './map-harness.ts';

const needed = peers('chromium', 'pulseaudio', 'parec', 'sox');

/** A PulseAudio server of this test's own, with one sink that plays into nothing but can be listened to. */
async function startPulse(folder: string): Promise<{ daemon: ChildProcess; server: string }> {
  const socket = join(folder, 'pulse.sock');
  const daemon = spawn(
    needed.pulseaudio,
    [
      '-n',
      '--daemonize=no',
      '--exit-idle-time=-1',
      '--disable-shm=yes',
      '-L',
      `module-native-protocol-unix socket=${socket} auth-anonymous=1`,
      '-L',
      'module-null-sink sink_name=wall',
    ],
    { env: { ...process.env, XDG_RUNTIME_DIR: folder, HOME: folder }, stdio: 'ignore' },
  );
  const server = `unix:${socket}`;
  for (let tries = 0; tries < 50; tries++) {
    await sleep(100);
    const probe = spawnSync(needed.parec, ['--server', server, '--version'], { timeout: 2000 });
    if (probe.status === 0 && daemon.exitCode === null && (await listens(server))) break;
  }
  return { daemon, server };
}

async function listens(server: string): Promise<boolean> {
  const parec = spawn(needed.parec, ['--server', server, '-d', 'wall.monitor'], { stdio: 'ignore' });
  const ended = once(parec, 'exit');
  const left = await Promise.race([ended.then(() => true), sleep(300, false)]);
  parec.kill();
  return !left;
}

/** RMS level of what the sink plays in this time, and its rough frequency, as sox hears them. */
async function hear(server: string, seconds: number): Promise<{ rms: number; hz: number }> {
  const parec = spawn(
    needed.parec,
    ['--server', server, '-d', 'wall.monitor', '--format=s16le', '--rate=44100', '--channels=1'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const chunks: Buffer[] = [];
  parec.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await sleep(seconds * 1000);
  parec.kill();
  await once(parec, 'close');
  const sox = spawnSync(
    needed.sox,
    ['-t', 'raw', '-e', 'signed', '-b', '16', '-c', '1', '-r', '44100', '-', '-n', 'stat'],
    { input: Buffer.concat(chunks), encoding: 'buffer' },
  );
  const said = sox.stderr.toString();
  const value = (name: RegExp) => Number(name.exec(said)?.[1] ?? 0);
  return { rms: value(/RMS\s+amplitude:\s+([\d.]+)/), hz: value(/Rough\s+frequency:\s+(\d+)/) };
}

test('the alarm comes out of the sound system, and stops', {
  skip: needed.skip,
  timeout: 90_000,
}, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-pulse-'));
  const pulse = await startPulse(folder);
  const harness = await openHarness();
  const browser = await chromium.launch({
    executablePath: needed.chromium,
    ignoreDefaultArgs: ['--mute-audio'],
    args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'],
    env: { ...process.env, PULSE_SERVER: pulse.server, XDG_RUNTIME_DIR: folder },
  });
  t.after(async () => {
    await browser.close();
    await harness.close();
    pulse.daemon.kill();
    if (pulse.daemon.exitCode === null) await once(pulse.daemon, 'exit');
    rmSync(folder, { recursive: true, force: true });
  });
  const page = await browser.newPage();
  await page.goto(`${harness.url}?sound&arcs=0&flows=0`);
  await page.waitForFunction(() => window.harness.sound() === 'running');
  const say = (sequence: number, sound: Annunciation['sound']) =>
    page.evaluate((word) => window.harness.annunciate(word), {
      sequence,
      sound,
      repeat: sound !== null,
      recent: 1,
      flood: false,
    });
  await say(0, null);
  await sleep(1000);
  const before = await hear(pulse.server, 1.5);
  assert.ok(before.rms < 0.001, `quiet before: ${before.rms}`);

  await say(1, 'critical');
  // One sounding and the start of the next.
  const during = await hear(pulse.server, 5);
  assert.ok(during.rms > 0.05, `heard: ${during.rms}`);
  assert.ok(during.hz > 500 && during.hz < 3000, `within what an ear finds best: ${during.hz} Hz`);

  await say(1, null);
  await sleep(700);
  const after = await hear(pulse.server, 5);
  assert.ok(after.rms < 0.001, `quiet after: ${after.rms}`);
});
