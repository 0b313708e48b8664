import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Caller } from '#contract/api.ts';
import { SCENE_VERSION, type Scene } from '#contract/layout.ts';
import { chromiumSkip, launchChromium, STILL } from '../support/chromium.ts';
import { type HostedEngine, hostEngine } from '../support/host-engine.ts';
import { eveAlert, ScriptedSource } from '../support/scripted-source.ts';
import { until } from '../support/serve.ts';

const KIM: Caller = { name: 'kim', role: 'supervisor', client: 'kim' };
const SMALL = { width: 960, height: 540 };
const WHOLE = { x: 0, y: 0, w: 12, h: 12 };

const sceneOf = (id: string, panels: Scene['panels']) => ({ version: SCENE_VERSION, id, title: id, panels });
/** The same id in both, as built-in scenes have it. */
const RATE = sceneOf('a', [{ id: 'one', panel: 'rate', ...WHOLE, settings: {} }]);
const TALKERS = sceneOf('b', [{ id: 'one', panel: 'talkers', ...WHOLE, settings: {} }]);
const NONSENSE = sceneOf('c', [{ id: 'one', panel: 'nonsense', ...WHOLE, settings: {} }]);

describe('a display whose scene changes', { skip: chromiumSkip }, () => {
  const source = new ScriptedSource();
  let browser: Browser;
  let host: HostedEngine;
  let page: Page;

  const handlers = () => host.engine.handlers;
  const show = (scene: string) =>
    handlers()['display.show']({ target: { display: 'north' }, scene, pinned: true, each: false }, KIM);
  const known = async () =>
    (await handlers()['display.list']({}, KIM)).find(({ name, online }) => name === 'north' && online);
  /** It has said that it has the newest directive, and how it draws it. */
  const says = (draw: string) =>
    until(`north to say ${draw}`, async () => {
      const one = await known();
      return one !== undefined && one.directive === one.sent && one.draw === draw;
    });

  before(async () => {
    browser = await launchChromium();
    host = await hostEngine({ sources: [source] });
    const text = JSON.stringify({ scenes: [RATE, TALKERS, NONSENSE] });
    await handlers()['scene.import']({ text, publish: true, comment: '' }, KIM);
    source.push([eveAlert('Something')]);
  });
  after(async () => {
    await browser.close();
    await host.close();
  });
  beforeEach(async () => {
    page = await browser.newPage({ ...STILL, viewport: SMALL });
  });
  afterEach(() => page.close());

  async function open(): Promise<void> {
    await page.goto(`${host.url}?display=north&lang=en`);
    await page.locator('.drawn .cell').first().waitFor();
  }

  test('a panel in full view is back in its place, and does not cover what takes over', async () => {
    await open();
    await show('triage');
    await page.locator('[data-panel=talkers]').waitFor();
    await page.locator('[data-panel=rate] > .cell-zoom').focus();
    await page.keyboard.press('Enter');
    await page.locator('.cell-zoomed').waitFor();
    await show('night-shift');
    await page.locator('[data-panel=clock]').waitFor();
    assert.equal(await page.locator('.cell-zoomed').count(), 0);
    await show('triage');
    await page.locator('[data-panel=talkers]').waitFor();
    assert.equal(await page.locator('.cell-zoomed').count(), 0, 'nor back in the scene that it was in');
  });

  test('another kind of panel under the same id does not break', async () => {
    await show('a');
    await open();
    await page.locator('.rate').waitFor({ state: 'attached' });
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => {
        const broken = document.querySelector('.state-broken');
        if (broken) seen.push(broken.textContent ?? '');
      }).observe(document.body, { childList: true, subtree: true });
    });
    await show('b');
    await page.locator('.talkers').waitFor();
    await show('a');
    await page.locator('.rate').waitFor({ state: 'attached' });
    assert.deepEqual(await page.evaluate('seen'), []);
  });

  test('says that it loads until its panels have drawn', async () => {
    await show('a');
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    await page.route(/\/rate-[^/]*\.js/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${host.url}?display=north&lang=en`);
    await says('loading');
    release();
    await says('drawing');
  });

  test('says that it has failed when no panel can be seen, and that it draws again', async () => {
    await open();
    await show('c');
    await says('failed');
    await show('b');
    await says('drawing');
  });

  test('says that it has failed when the whole page has', async () => {
    await show('b');
    await open();
    await says('drawing');
    // No panel's fault: the page's own, at the next order.
    await page.evaluate(() => {
      window.requestAnimationFrame = () => {
        throw new Error('sabotage');
      };
    });
    await show('a');
    await page.getByText('This page has failed').waitFor();
    await until('its word', async () => (await known())?.draw === 'failed');
    // It loads itself anew.
    await says('drawing');
  });
});
