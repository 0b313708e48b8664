import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import type { Annunciation } from '#contract/alarm.ts';
import { peer } from '../peers.ts';
import { chromiumSkip, launchChromium } from '../support/chromium.ts';
import { openHarness, type Harness } from './map-harness.ts';

const LOUD = 0.2;
/** -80 dBFS. */
const SILENT = 0.0001;

async function until(what: () => Promise<boolean>, ms = 5000): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < ms) {
    if (await what()) return performance.now() - began;
    await sleep(15);
  }
  assert.fail(`not within ${ms} ms`);
}

describe('alarm sounds', { skip: chromiumSkip }, () => {
  let browser: Browser;
  let harness: Harness;
  let page: Page;

  before(async () => {
    harness = await openHarness();
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await harness.close();
  });
  afterEach(() => page.close());

  async function open(): Promise<void> {
    page = await browser.newPage();
    await page.goto(`${harness.url}?sound&arcs=0&flows=0`);
  }
  const state = () => page.evaluate(() => window.harness.sound());
  const peak = () => page.evaluate(() => window.harness.peak());
  const say = (sequence: number, sound: Annunciation['sound'], repeat = sound !== null) =>
    page.evaluate((word) => window.harness.annunciate(word), {
      sequence,
      sound,
      repeat,
      recent: 0,
      flood: sound === 'flood',
    });

  // How soon the machine gets round to it is not the matter here.
  const running = () => until(async () => (await state()) === 'running', 30_000);
  const loud = (ms?: number) => until(async () => (await peak()) > LOUD, ms);
  const silent = (ms?: number) => until(async () => (await peak()) < SILENT, ms);

  test('the window tests its path and says that it runs', async () => {
    await open();
    await running();
    assert.equal(await page.evaluate(() => window.harness.wallStore.getState().sound), 'running');
  });

  test('an alarm is heard, repeats, and falls silent at once when it is acknowledged', async () => {
    await open();
    await running();
    await say(0, null);
    await silent();
    await say(1, 'critical');
    await loud(1000);
    // The sound is 2.1 s long and comes again after 4 s.
    await silent(3500);
    await loud(3000);
    await say(1, null);
    const took = await silent(1000);
    assert.ok(took < 400, `${took} ms, of which 50 are the analyser's window and 40 the fade`);
    await sleep(4500);
    assert.ok((await peak()) < SILENT, 'and stays so');
  });

  test('each sound reaches the end of the graph', async () => {
    await open();
    await running();
    await say(0, null);
    for (const [i, sound] of (['critical', 'high', 'medium', 'flood'] as const).entries()) {
      await say(i * 2 + 1, sound);
      await loud(1000);
      await say(i * 2 + 2, null);
      await silent(1000);
    }
  });

  test('M mutes this window, it says so, and remembers', async () => {
    await open();
    await running();
    await say(0, null);
    await say(1, 'critical');
    await loud(1000);
    await page.keyboard.press('m');
    await silent(1000);
    assert.equal(await state(), 'muted');
    await page.reload();
    await until(async () => (await state()) === 'muted');
    await say(0, null);
    await say(1, 'critical');
    await sleep(600);
    assert.ok((await peak()) < SILENT);
    await page.keyboard.press('m');
    // The alarm still stands: it is heard again at its next turn, at the latest.
    await loud(4500);
    await running();
  });

  test('a sound that does not load is a failure that is shown, and it is tried again', async () => {
    page = await browser.newPage();
    let broken = true;
    await page.route('**/high*.wav', (route) => (broken ? route.abort() : route.continue()));
    await page.goto(`${harness.url}?sound&arcs=0&flows=0`);
    await until(async () => (await state()) === 'failed');
    broken = false;
    await until(async () => (await state()) === 'running', 15_000);
    await say(0, null);
    await say(1, 'high');
    await loud(1000);
  });

  test('a sound that the network failed to bring once is heard at the end of the graph like the others', async () => {
    page = await browser.newPage();
    await page.route('**/high*.wav', (route) => route.abort(), { times: 1 });
    await page.goto(`${harness.url}?sound&arcs=0&flows=0`);
    await until(async () => (await state()) === 'failed');
    await until(async () => (await state()) === 'running', 30_000);
    await say(0, null);
    await say(1, 'high');
    await loud(1000);
  });

  test('a device that stood still and comes back is soon said to run', async () => {
    await open();
    await running();
    await page.evaluate('Object.defineProperty(Howler.ctx, "currentTime", { value: 1, configurable: true })');
    await until(async () => (await state()) === 'failed', 15_000);
    await page.evaluate('delete Howler.ctx.currentTime');
    await until(async () => (await state()) === 'running', 30_000);
  });
});

test('a browser that waits for a gesture says how to get sound, and the alarm that stands is heard then', {
  skip: chromiumSkip,
}, async (t) => {
  const harness = await openHarness();
  const browser = await chromium.launch({
    executablePath: peer('chromium').path,
    args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=document-user-activation-required'],
  });
  t.after(async () => {
    await browser.close();
    await harness.close();
  });
  const page = await browser.newPage();
  // evaluate() may count as a gesture, so until there is one the page is only looked at.
  await page.goto(`${harness.url}?sound&alarm&arcs=0&flows=0`);
  await page.getByText('Click or press any key for sound').waitFor();
  await page.keyboard.press('x');
  await page.getByText('Click or press any key for sound').waitFor({ state: 'detached' });
  const began = performance.now();
  let peak = 0;
  while (peak < LOUD && performance.now() - began < 3000) {
    peak = Math.max(peak, await page.evaluate(() => window.harness.peak()));
  }
  assert.ok(peak > LOUD, 'at once, not at its next turn');
});
