import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CDPSession } from 'playwright-core';
import { io } from 'socket.io-client';
import { decodeFrame } from '#contract/frame.ts';
import { FULL_HD, chromiumSkip, launchChromium, openPage } from '../support/chromium.ts';
import { INSPECTED, inspect } from '../support/inspector.ts';
import { type Serving, serve } from '../support/serve.ts';
import { median, type Print } from './report.ts';

const FEEDER = fileURLToPath(new URL('./feeder.ts', import.meta.url));
const RATES = [100, 1_000, 5_000, 20_000] as const;
/** The rates take turns in one page, so that a noisy minute of the machine falls on all of them. */
const ROUNDS = 4;
const SETTLE_MS = 4_000;
const WINDOWS = 3;
const WINDOW_MS = 2_000;
/** Long enough that the 99th percentile is not simply the worst. */
const LATENCY_SECONDS = 120;
/** A core that has just started still compiles what it runs. */
const WARM_SECONDS = 5;

export interface Live {
  readonly serving: Serving;
  feed(rate: number, seconds: number, ...more: string[]): Promise<unknown>;
}

export async function withServer(
  work: (live: Live) => Promise<void>,
  nodeOptions: string[] = [],
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigil-bench-'));
  const file = path.join(folder, 'eve.json');
  const serving = await serve(['--eve', file], nodeOptions);
  try {
    await work({
      serving,
      feed: (rate, seconds, ...more) =>
        once(spawn(process.execPath, [FEEDER, file, String(rate), String(seconds), ...more]), 'exit'),
    });
  } finally {
    await serving.stop();
    rmSync(folder, { recursive: true });
  }
}

function connectDisplay(serving: Serving) {
  return io(new URL('/wall', serving.url).href, { transports: ['websocket'], auth: { display: 'bench' } });
}

async function metricsOf(session: CDPSession): Promise<Map<string, number>> {
  const { metrics } = await session.send('Performance.getMetrics');
  return new Map(metrics.map(({ name, value }) => [name, value]));
}

/** Main-thread CPU of the wall page per core frame, at rates that differ two-hundredfold. */
export async function benchRenderer(print: Print): Promise<void> {
  if (chromiumSkip) {
    print({ name: 'renderer main thread', value: chromiumSkip, goal: '', reached: undefined });
    return;
  }
  const browser = await launchChromium();
  const perFrame = new Map<number, number[]>(RATES.map((rate) => [rate, []]));
  await withServer(async ({ serving, feed }) => {
    const { page } = await openPage(browser, serving.url, FULL_HD, true);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const taskMs = async () => ((await metricsOf(session)).get('TaskDuration') ?? 0) * 1000;
    // The picture of the last minutes is the same at every rate: what differs is what comes in.
    await feed(10_000, 3);
    // Every display gets the same frames: one that only counts them.
    let frames = 0;
    const counter = connectDisplay(serving);
    counter.on('frame', () => frames++);
    for (let round = 0; round < ROUNDS; round++) {
      for (const rate of round % 2 === 0 ? RATES : RATES.toReversed()) {
        const fed = feed(rate, (SETTLE_MS + WINDOWS * WINDOW_MS) / 1000 + 1);
        await page.waitForTimeout(SETTLE_MS);
        for (let n = 0; n < WINDOWS; n++) {
          const before = await taskMs();
          const framesBefore = frames;
          await page.waitForTimeout(WINDOW_MS);
          perFrame.get(rate)?.push(((await taskMs()) - before) / (frames - framesBefore));
        }
        await fed;
      }
    }
    counter.close();
  });
  await browser.close();
  for (const [rate, windows] of perFrame) {
    print({
      name: `renderer main-thread CPU per core frame at ${rate} events/s`,
      value: `${median(windows).toFixed(2)} ms`,
      goal: '',
      reached: undefined,
    });
  }
  const medians = [...perFrame.values()].map(median);
  const ratio = Math.max(...medians) / Math.min(...medians);
  print({
    name: 'renderer main thread, dearest over cheapest rate of 100 to 20,000 events/s',
    value: ratio.toFixed(2),
    goal: 'at most 1.20',
    reached: ratio <= 1.2,
  });
}

/** From the write to the frame that shows it, at 20,000 events/s with a wall connected. */
export async function benchLatency(print: Print): Promise<void> {
  await withServer(async ({ serving, feed }) => {
    const seen: number[] = [];
    const known = new Set<string>();
    const socket = connectDisplay(serving);
    const from = Date.now() + WARM_SECONDS * 1000;
    socket.on('frame', (bytes: Buffer) => {
      const now = Date.now();
      for (const { title } of decodeFrame(new Uint8Array(bytes)).changes.highlights ?? []) {
        const mark = /^bench-mark (\d+) (\d+)$/.exec(title);
        if (!mark?.[1] || Number(mark[2]) < from || known.has(mark[1])) continue;
        known.add(mark[1]);
        seen.push(now - Number(mark[2]));
      }
    });
    await feed(20_000, WARM_SECONDS + LATENCY_SECONDS, '--marks');
    socket.close();
    seen.sort((a, b) => a - b);
    const p99 = seen[Math.floor(seen.length * 0.99)] ?? Number.NaN;
    print({
      name: `write to frame at 20,000 events/s, p50 / p99 of ${seen.length} marked alerts`,
      value: `${median(seen)} / ${p99} ms`,
      goal: 'p99 under 100 ms',
      reached: p99 < 100,
    });
    const lost = (WARM_SECONDS + LATENCY_SECONDS) * 20_000 - (await serving.metric('vigil_events_total'));
    print({
      name: 'events behind at the end of it',
      value: String(Math.max(0, lost)),
      goal: '',
      reached: undefined,
    });
  });
}

function kilobytes(sizes: ReadonlyMap<string, number>): number {
  return [...sizes.values()].reduce((a, b) => a + b, 0) / 1024;
}

/** How soon the wall is useful, and what it loads. */
export async function benchFirstPaint(print: Print): Promise<void> {
  if (chromiumSkip) return;
  const browser = await launchChromium();
  const serving = await serve(['--demo']);
  const times: number[] = [];
  const scripts = new Map<string, number>();
  const others = new Map<string, number>();
  for (let n = 0; n < 5; n++) {
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    const page = await context.newPage();
    page.on('response', (response) => {
      const size = Number(response.headers()['content-length'] ?? 0);
      const name = new URL(response.url()).pathname;
      (/\.(js|css)$/.test(name) ? scripts : others).set(name, size);
    });
    const started = performance.now();
    await page.goto(serving.url, { waitUntil: 'commit' });
    await page.getByRole('region', { name: 'Attack map' }).locator('canvas').first().waitFor();
    await page.getByRole('region', { name: 'Health' }).getByText(/demo/i).first().waitFor();
    times.push(performance.now() - started);
    await context.close();
  }
  await browser.close();
  await serving.stop();
  const paint = median(times);
  print({
    name: 'first useful paint (map drawn, live data in Health), median of 5',
    value: `${Math.round(paint)} ms`,
    goal: 'under 2,000 ms',
    reached: paint < 2_000,
  });
  print({
    name: `scripts and styles of the wall page, gzip (${scripts.size} files)`,
    value: `${Math.round(kilobytes(scripts))} KB`,
    goal: 'under 500 KB',
    reached: kilobytes(scripts) < 500,
  });
  print({
    name: 'base map, fonts, sounds beside them',
    value: `${Math.round(kilobytes(others))} KB`,
    goal: '',
    reached: undefined,
  });
}

/** Ten minutes: what is live in the heaps at their end over what was after two. */
export async function benchSoak(print: Print): Promise<void> {
  if (chromiumSkip) return;
  await withServer(async ({ serving, feed }) => {
    const core = await inspect(serving);
    const browser = await launchChromium();
    const { page } = await openPage(browser, serving.url, FULL_HD, true);
    const session = await page.context().newCDPSession(page);
    const fed = feed(2_000, 10 * 60 + 5, '--mix');
    const measure = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      return { core: await core.liveBytes(), renderer: usedSize };
    };
    await page.waitForTimeout(2 * 60_000);
    const early = await measure();
    await page.waitForTimeout(8 * 60_000);
    const late = await measure();
    await fed;
    core.close();
    await browser.close();
    for (const part of ['core', 'renderer'] as const) {
      const growth = late[part] / early[part];
      print({
        name: `${part} heap after a collection, minute 10 over minute 2, at 2,000 events/s`,
        value: `${growth.toFixed(3)} (${(late[part] / 2 ** 20).toFixed(1)} MB)`,
        goal: 'at most 1.05',
        reached: growth <= 1.05,
      });
    }
  }, INSPECTED);
}
