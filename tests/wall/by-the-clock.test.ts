import assert from 'node:assert/strict';
import { after, before, describe, type TestContext, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { WallSettings } from '#core/wall-control.ts';
import { chromiumSkip, launchChromium, openPage, STILL } from '../support/chromium.ts';
import { hostEngine, SetClock } from '../support/host-engine.ts';
import { ScriptedSource, eveAlert } from '../support/scripted-source.ts';
import { until } from '../support/serve.ts';

const SMALL = { width: 640, height: 360 };
const UNMOVED = { pixels: 0, everySeconds: 60 };
/** A page is not loaded anew before it is two minutes old. */
const GROWN_MS = 130_000;

async function hosted(t: TestContext, wall: WallSettings) {
  const clock = new SetClock();
  const source = new ScriptedSource();
  const { url, close } = await hostEngine({ wall, clock, sources: [source] });
  t.after(close);
  /** Sets the core's clock to a time of this day, UTC. */
  const set = (hour: number, minute: number, second = 0) => {
    clock.offsetMs = new Date().setUTCHours(hour, minute, second, 0) - Date.now();
  };
  return { url, set, source };
}

const isFirst = (page: Page) => page.evaluate(() => 'mark' in window).catch(() => false);
const clockShows = (page: Page, time: string) => page.locator('.status').getByText(time).first().waitFor();

describe('what a display does by the clock', { skip: chromiumSkip }, () => {
  let browser: Browser;

  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  async function grownPage(t: TestContext, url: string): Promise<Page> {
    const page = await browser.newPage({ ...STILL, viewport: SMALL });
    t.after(() => page.close());
    await page.goto(url);
    await page.locator('.drawn .cell').first().waitFor();
    await page.evaluate((age) => {
      const since = performance.now.bind(performance);
      performance.now = () => since() + age;
      Object.assign(window, { mark: 1 });
    }, GROWN_MS);
    return page;
  }

  test('at its time of day a display loads itself anew, once, and draws again', async (t) => {
    const { url, set } = await hosted(t, { refresh: { at: '04:30', timeZone: 'UTC' }, pixelShift: UNMOVED });
    set(4, 29);
    const page = await grownPage(t, `${url}?display=early`);
    await clockShows(page, '04:29');
    assert.ok(await isFirst(page), 'not before its time');
    set(4, 30);
    await until('a new page', async () => !(await isFirst(page)));
    await page.locator('.drawn .cell').first().waitFor();
    await page.evaluate(() => Object.assign(window, { mark: 2 }));
    set(4, 30, 40);
    await clockShows(page, '04:30:4');
    assert.ok(await isFirst(page), 'not twice in its minute');
  });

  test('an alarm that nobody has answered puts the daily load off until somebody does', async (t) => {
    const { url, set, source } = await hosted(t, {
      refresh: { at: '04:30', timeZone: 'UTC' },
      pixelShift: UNMOVED,
    });
    set(4, 28);
    const page = await grownPage(t, `${url}?display=busy`);
    source.push([eveAlert('Needs a person')]);
    await page.locator('.wall > .banner:not(.banner-calm)').waitFor();
    set(4, 30);
    await clockShows(page, '04:30');
    set(4, 31);
    await clockShows(page, '04:31');
    assert.ok(await isFirst(page), 'not over an alarm');
    await page.keyboard.press('a');
    await until('a new page', async () => !(await isFirst(page)));
    await page.locator('.drawn .cell').first().waitFor();
  });

  test('the picture wanders by the pixels and seconds that are configured, and never shows an edge', async (t) => {
    const pixelShift = { pixels: 3, everySeconds: 600 };
    const { url, set } = await hosted(t, { refresh: null, pixelShift });
    const { page } = await openPage(browser, `${url}?display=wanders`, SMALL);
    t.after(() => page.close());
    await page.locator('.cell').first().waitFor();
    const place = () =>
      page.evaluate(() => {
        const { e, f } = new DOMMatrix(getComputedStyle(document.querySelector('.wall')!).transform);
        return `${e},${f}`;
      });
    const seen = new Set<string>();
    for (let turn = 0; turn < 12; turn++) {
      const [hour, minute] = [2 + Math.floor(turn / 6), (turn % 6) * 10];
      set(hour, minute, 1);
      await clockShows(page, `0${hour}:${String(minute).padStart(2, '0')}`);
      seen.add(await place());
    }
    // All the way round a square of three pixels a side.
    assert.deepEqual([...seen].sort(), [
      '0,0',
      '0,1',
      '0,2',
      '0,3',
      '1,0',
      '1,3',
      '2,0',
      '2,3',
      '3,0',
      '3,1',
      '3,2',
      '3,3',
    ]);
    const scrolls = await page.evaluate(() => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
      return [scrollWidth - clientWidth, scrollHeight - clientHeight];
    });
    assert.deepEqual(scrolls, [0, 0]);
  });
});
