import type { Browser, Page } from 'playwright-core';
import { io } from 'socket.io-client';
import type { CallReply } from '#contract/api.ts';
import { FRAMES_PER_SECOND } from '#contract/frame.ts';
import { chromiumSkip, launchChromium } from '../support/chromium.ts';
import { openHarness } from '../wall/map-harness.ts';
import { withServer } from './live.ts';
import { type MainThread, watchMainThread, watchWebGLThread } from './main-thread.ts';
import { measureRaven } from './raven.ts';
import { median, type Print } from './report.ts';

const RATES = [100, 1_000, 10_000] as const;
const TIERS = ['deck', 'canvas'] as const;
/** The rates take turns in one page, so that a noisy minute of the machine falls on all of them. */
const ROUNDS = Number(process.env['VIGIL_MAP_ROUNDS'] ?? 4);
const SETTLE_MS = 4_000;
const WINDOWS = 3;
const WINDOW_MS = 2_000;
const SIZE = { width: 1920, height: 1080 };
const ARCS = 1_000;
/** An arc flies for about 1.1 s and its trace fades for 2.2: so many of them a core frame keep 1,000 alive. */
const ARCS_A_FRAME = 15;
/** Of its main thread at 1,000 arcs, on a quiet machine like the project's (2 cores, no GPU, Chromium 156). */
const RAVEN_MS = 46;

/** The attack map by itself: whether its cost follows the traffic, and what 1,000 arcs cost beside a peer's. */
export async function benchMap(print: Print): Promise<void> {
  if (chromiumSkip) {
    print({ name: 'attack map', value: chromiumSkip, goal: '', reached: undefined });
    return;
  }
  // The deck tier draws with WebGL: without a GPU in software, in a process of its own.
  const browser = await launchChromium(['--enable-unsafe-swiftshader']);
  try {
    for (const tier of TIERS) await benchRates(browser, tier, print);
    await benchArcs(browser, print);
  } finally {
    await browser.close();
  }
}

async function watched(
  browser: Browser,
  tier: (typeof TIERS)[number],
): Promise<{ page: Page; thread: MainThread }> {
  const page = await browser.newPage({ viewport: SIZE });
  return { page, thread: await (tier === 'deck' ? watchWebGLThread(page) : watchMainThread(page)) };
}

async function benchRates(browser: Browser, tier: (typeof TIERS)[number], print: Print): Promise<void> {
  const perFrame = new Map<number, number[]>(RATES.map((rate) => [rate, []]));
  await withServer(async ({ serving, feed }) => {
    const { page, thread } = await watched(browser, tier);
    await page.goto(`${serving.url}?display=bench&renderer=${tier}`);
    await page.waitForSelector('.cell');
    await showMap(serving.url);
    await page.waitForSelector(`.cell:only-child [data-renderer="${tier}"]`);
    await feed(10_000, 3);
    for (let round = 0; round < ROUNDS; round++) {
      for (const rate of round % 2 === 0 ? RATES : RATES.toReversed()) {
        const fed = feed(rate, (SETTLE_MS + WINDOWS * WINDOW_MS) / 1000 + 1);
        await page.waitForTimeout(SETTLE_MS);
        for (let n = 0; n < WINDOWS; n++) {
          const { cpuMs, seconds } = await thread.window(WINDOW_MS);
          perFrame.get(rate)?.push(cpuMs / (seconds * FRAMES_PER_SECOND));
        }
        await fed;
      }
    }
    await page.close();
  });
  const medians = [...perFrame].map(([rate, windows]) => [rate, median(windows)] as const);
  for (const [rate, ms] of medians) {
    print({
      name: `attack map (${tier}), main-thread ms a core frame at ${rate} flows/s`,
      value: `${ms.toFixed(2)} ms`,
      goal: '',
      reached: undefined,
    });
  }
  const costs = medians.map(([, ms]) => ms);
  const ratio = Math.max(...costs) / Math.min(...costs);
  print({
    name: `attack map (${tier}), dearest over cheapest rate of 100 to 10,000 flows/s`,
    value: ratio.toFixed(2),
    goal: 'at most 1.20',
    reached: ratio <= 1.2,
  });
}

/** The map alone, and whatever happens. */
async function showMap(url: string): Promise<void> {
  const supervisor = io(`${url}wall`, { transports: ['websocket'], auth: { display: '' } });
  const input = { target: { display: 'bench' }, scene: 'attack-map', pinned: true };
  const reply = (await supervisor.timeout(5_000).emitWithAck('call', 'display.show', input)) as CallReply;
  supervisor.close();
  if (!reply.ok) throw new Error(reply.error.message);
}

async function benchArcs(browser: Browser, print: Print): Promise<void> {
  const harness = await openHarness();
  const folder = process.env['VIGIL_RAVEN'];
  try {
    const { page, thread } = await watched(browser, 'deck');
    await page.goto(`${harness.url}?renderer=deck&flows=60&arcs=${ARCS_A_FRAME}`);
    await page.waitForSelector('[data-renderer="deck"]', { state: 'attached' });
    await page.waitForTimeout(SETTLE_MS);
    const windows: number[] = [];
    for (let n = 0; n < WINDOWS; n++) {
      const { cpuMs, frames } = await thread.window(2 * WINDOW_MS);
      windows.push(cpuMs / frames);
    }
    await page.close();
    const ours = median(windows);
    const raven = folder ? await measureRaven(browser, folder, ARCS) : undefined;
    if (raven) {
      print({
        name: `qeeqbox/raven, main-thread ms a frame at ${raven.arcs} arcs`,
        value: `${raven.ms.toFixed(1)} ms`,
        goal: '',
        reached: undefined,
      });
    }
    const times = (raven?.ms ?? RAVEN_MS) / ours;
    const beside = raven ? 'of this run' : `as it was once measured (${RAVEN_MS} ms), VIGIL_RAVEN not given`;
    print({
      name: `attack map (deck), main-thread ms a drawn frame at ${ARCS} arcs; raven ${beside}`,
      value: `${ours.toFixed(2)} ms, 1/${times.toFixed(0)}`,
      goal: "at most 1/20 of raven's",
      reached: times >= 20,
    });
  } finally {
    await harness.close();
  }
}
