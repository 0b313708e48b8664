import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HealthReport } from '#hosts/node/health-report.ts';
import { FULL_HD, chromiumSkip, launchChromium, openPage } from '../support/chromium.ts';
import { INSPECTED, inspect } from '../support/inspector.ts';
import { serve, until } from '../support/serve.ts';
import type { Print } from './report.ts';

const FEEDER = fileURLToPath(new URL('./socket-feeder.ts', import.meta.url));
const RATE = 50_000;
const SECONDS = 60;
const MEGABYTE = 2 ** 20;

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

/** 50,000 events a second for a minute, through Suricata's socket, with a wall looking on. */
export async function benchSustain(print: Print): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigil-sustain-'));
  const socket = path.join(folder, 'eve.sock');
  const config = path.join(folder, 'vigil.yaml');
  writeFileSync(config, `dataDir: state\nsources: [{ type: eve-socket, path: eve.sock, name: sensor }]\n`);
  const serving = await serve(['--config', config], INSPECTED);
  const inspector = await inspect(serving);
  const browser = chromiumSkip ? undefined : await launchChromium();
  if (browser) await openPage(browser, serving.url, FULL_HD, true);
  await until('the socket', () => existsSync(socket));
  const feeder = spawn(process.execPath, [FEEDER, socket, String(RATE), String(SECONDS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  feeder.stdout.on('data', (data: Buffer) => {
    said += data.toString();
  });
  const fed = once(feeder, 'close');
  await until('the first events', async () => (await serving.metric('vigil_events_total')) > 0);
  const began = performance.now();
  const before = await serving.metric('vigil_events_total');
  await pause(10);
  const early = await inspector.liveBytes();
  await pause(Math.max(0, SECONDS - (performance.now() - began) / 1000));
  const events = await serving.metric('vigil_events_total');
  const rate = (events - before) / ((performance.now() - began) / 1000);
  const health = (await (await fetch(`${serving.url}healthz`)).json()) as HealthReport;
  const late = await inspector.liveBytes();
  inspector.close();
  await fed;
  const { sentInTime } = JSON.parse(said) as { sentInTime: number };
  const dropped = await serving.metric('vigil_events_dropped_total');
  await browser?.close();
  await serving.stop();
  rmSync(folder, { recursive: true });
  const wall = browser ? 'a wall in Chromium' : `no wall (${chromiumSkip})`;
  print({
    name: `events/s taken over ${SECONDS} s at ${RATE}/s offered, ${wall}`,
    value: Math.round(rate).toLocaleString('en'),
    goal: RATE.toLocaleString('en'),
    reached: rate >= RATE * 0.99,
  });
  print({ name: 'dropped', value: String(dropped), goal: '0', reached: dropped === 0 });
  print({
    name: 'lines the sender still had at the end',
    value: (RATE * SECONDS - sentInTime).toLocaleString('en'),
    goal: 'under a second of them',
    reached: RATE * SECONDS - sentInTime < RATE,
  });
  print({
    name: 'lag at the end, the least of its last seconds',
    value: `${(health.sources[0]?.lagSeconds ?? Number.NaN).toFixed(2)} s`,
    goal: 'under 1 s',
    reached: (health.sources[0]?.lagSeconds ?? Number.NaN) < 1,
  });
  print({
    name: 'core heap after a collection at 10 s / 60 s',
    value: `${(early / MEGABYTE).toFixed(0)} / ${(late / MEGABYTE).toFixed(0)} MB`,
    goal: 'not growing: at most 1.3 times',
    reached: late <= early * 1.3,
  });
}
