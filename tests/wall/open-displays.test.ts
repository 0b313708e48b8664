import assert from 'node:assert/strict';
import { after, before, describe, type TestContext, test } from 'node:test';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { chromiumSkip, launchChromium } from '../support/chromium.ts';
import { type Serving, serve, until } from '../support/serve.ts';

const SCREENS = '--screen-info={0,0 1280x720 label=L}{1280,0 1280x720 label=R workAreaTop=40}';

interface Workstation {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly cdp: CDPSession;
}

/** Playwright's own looks count as a person's gesture. */
async function quietly(page: Page): Promise<(expression: string) => Promise<unknown>> {
  const cdp = await page.context().newCDPSession(page);
  return async (expression) => (await cdp.send('Runtime.evaluate', { expression })).result.value;
}

const FILLED = 'document.fullscreenElement !== null';
const displayOf = (page: Page) => new URL(page.url()).searchParams.get('display') ?? '';
const screenIds = async ({ cdp }: Workstation) =>
  new Map((await cdp.send('Emulation.getScreenInfos')).screenInfos.map(({ label, id }) => [label, id]));

async function press({ context, page }: Workstation): Promise<Page> {
  const popup = context.waitForEvent('page');
  await page.keyboard.press('w');
  const opened = await popup;
  const look = await quietly(opened);
  await until('its scene', async () => (await look('document.querySelector(".cell") !== null')) === true);
  return opened;
}

describe('one window per screen from a browser', { skip: chromiumSkip }, () => {
  let serving: Serving;
  before(async () => {
    serving = await serve(['--demo']);
  });
  after(() => serving.kill());

  /** A browser of its own on two screens, whose person has allowed windows on them. */
  async function workstation(
    t: TestContext,
    more: readonly 'automaticFullscreen'[] = [],
  ): Promise<Workstation> {
    const browser = await launchChromium([SCREENS]);
    t.after(() => browser.close());
    const context = await browser.newContext({ viewport: null });
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    const { targetInfo } = await cdp.send('Target.getTargetInfo');
    await cdp.send('Browser.grantPermissions', {
      browserContextId: targetInfo.browserContextId ?? '',
      permissions: ['windowManagement', ...more],
      origin: new URL(serving.url).origin,
    });
    await page.goto(serving.url);
    await page.locator('.cell').first().waitFor();
    return { context, page, cdp };
  }

  test('the key W opens a display on the other screen, placed and named; a click fills the screen', async (t) => {
    const own = await workstation(t);
    const opened = await press(own);
    const name = displayOf(opened);
    assert.match(name, /^[a-z2-9]{4} R 1280,0$/);
    await own.page.getByText(`Windows opened: ${name}.`).waitFor();
    const look = await quietly(opened);
    await until('its place', async () => (await look('screenX')) === 1280);
    assert.equal(await look(FILLED), false, 'the browser wants a person');
    await opened.mouse.click(5, 5);
    await until('the whole screen', async () => (await look(FILLED)) === true);
    await own.page.keyboard.press('w');
    await own.page.getByText(`Windows opened: ${name}.`).waitFor();
    assert.equal(own.context.pages().length, 2, 'the window that is there is used again');
  });

  test('where the browser allows it a window fills its screen by itself; another browser has other names', async (t) => {
    const [one, other] = await Promise.all([workstation(t, ['automaticFullscreen']), workstation(t)]);
    // As a window that is only coming up may be.
    await one.context.addInitScript(() => {
      const { requestFullscreen } = Element.prototype;
      let refusals = 1;
      Element.prototype.requestFullscreen = function (options) {
        if (refusals-- > 0) return Promise.reject(new TypeError('not yet'));
        return requestFullscreen.call(this, options);
      };
    });
    const [opened, second] = await Promise.all([press(one), press(other)]);
    const look = await quietly(opened);
    await until('the whole screen', async () => (await look(FILLED)) === true);
    assert.notEqual(displayOf(opened), displayOf(second));
  });

  test('a lost screen’s window closes and comes back with it under its name; a new screen waits for W', async (t) => {
    const own = await workstation(t);
    const opened = await press(own);
    const name = displayOf(opened);
    const right = (await screenIds(own)).get('R') ?? '';
    const closed = new Promise((resolve) => opened.once('close', resolve));
    await own.cdp.send('Emulation.removeScreen', { screenId: right });
    await closed;
    const back = own.context.waitForEvent('page');
    await own.cdp.send('Emulation.addScreen', { left: 1600, top: 0, width: 800, height: 600, label: 'R' });
    const again = await back;
    await again.locator('.cell').first().waitFor();
    assert.equal(displayOf(again), name);
    await until('its place', async () => (await again.evaluate('screenX')) === 1600);
    await own.cdp.send('Emulation.addScreen', { left: 4000, top: 0, width: 800, height: 600, label: 'New' });
    const station = name.slice(0, 4);
    await own.page.getByText(`Screens without a window: ${station} New 4000,0.`).waitFor();
    assert.equal(own.context.pages().length, 2);
    const third = own.context.waitForEvent('page', { predicate: (page) => page !== again });
    await own.page.keyboard.press('w');
    const latest = await third;
    await latest.locator('.cell').first().waitFor();
    assert.equal(displayOf(latest), `${station} New 4000,0`);
    // The page that opened them may be loaded anew, as it is each day: it knows of the windows all the same.
    await own.page.reload();
    await own.page.locator('.cell').first().waitFor();
    await own.page.waitForTimeout(4_000);
    assert.equal(await own.page.getByText('Screens without a window').count(), 0);
    assert.equal(own.context.pages().length, 3);
  });
});
