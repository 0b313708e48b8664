import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { chromiumSkip, launchChromium, openPage, STILL } from '../support/chromium.ts';
import { type Serving, serve, until } from '../support/serve.ts';

const STALE_SECONDS = 3;
const DISPLAYS = ['one', 'two', 'three'];
const SMALL = { width: 640, height: 360 };

describe('a wall that nobody attends', { skip: chromiumSkip }, () => {
  let browser: Browser;
  let config: string;
  const folder = mkdtempSync(path.join(tmpdir(), 'vigil-unattended-wall-'));

  before(async () => {
    config = path.join(folder, 'vigil.yml');
    writeFileSync(config, `wall: { staleAfterSeconds: ${STALE_SECONDS} }\n`);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function served(t: TestContext, port = 0): Promise<Serving> {
    const serving = await serve(['--demo', '--config', config, '--port', String(port)]);
    t.after(() => serving.kill());
    return serving;
  }

  test('the core is killed and started again: every display turns stale within its limit and recovers alone', async (t) => {
    const first = await served(t);
    const pages: Page[] = [];
    for (const name of DISPLAYS) {
      const { page } = await openPage(browser, `${first.url}?display=${name}`, SMALL);
      t.after(() => page.close());
      await page.locator('.cell').first().waitFor();
      await page.evaluate(() => Object.assign(window, { mark: 1 }));
      pages.push(page);
    }
    for (const page of pages) await until('fresh panels', async () => (await stale(page)) === 0);
    await first.kill();
    const killed = performance.now();
    await Promise.all(
      pages.map(async (page) => {
        await page.locator('.stale-age').first().waitFor();
        const took = performance.now() - killed;
        // Ages are looked at once a second, and the machine may be busy.
        assert.ok(took < (STALE_SECONDS + 3) * 1_000, `stale after ${took.toFixed(0)} ms`);
      }),
    );
    const again = await served(t, Number(new URL(first.url).port));
    assert.equal(again.url, first.url);
    for (const page of pages) {
      await until('fresh panels again', async () => (await stale(page)) === 0);
      assert.ok(await page.evaluate(() => 'mark' in window), 'without a reload');
    }
  });

  test('a core that is away for a day is still being asked for', async (t) => {
    const first = await served(t);
    const page = await browser.newPage({ ...STILL, viewport: SMALL });
    t.after(() => page.close());
    await page.clock.install();
    await page.goto(`${first.url}?display=patient`);
    await page.locator('.cell').first().waitFor();
    await first.kill();
    await page.getByRole('region', { name: 'Alarm', exact: true }).getByText('No link').waitFor();
    for (let hour = 0; hour < 24; hour++) await page.clock.fastForward('01:00:00');
    await served(t, Number(new URL(first.url).port));
    await page
      .getByRole('region', { name: 'Alarm', exact: true })
      .getByText('No link')
      .waitFor({ state: 'detached' });
  });

  test('what somebody opened and left is closed after five minutes, and not before', async (t) => {
    const { url } = await served(t);
    const page = await browser.newPage({ ...STILL, viewport: { width: 960, height: 540 } });
    t.after(() => page.close());
    await page.clock.install();
    await page.goto(`${url}?display=left`);
    await page.locator('.drawn .cell').first().waitFor();
    const keys = page.getByRole('dialog');
    await page.keyboard.press('?');
    await keys.waitFor();
    await page.locator('[data-panel=rate] > .cell-zoom').focus();
    await page.keyboard.press('z');
    await page.locator('.cell-zoomed').waitFor();
    await page.clock.fastForward('04:00');
    assert.equal(await keys.count(), 1);
    await page.clock.fastForward('01:10');
    await page.locator('.cell-zoomed').waitFor({ state: 'detached' });
    await keys.waitFor({ state: 'detached' });
  });

  test('a page that loads itself anew never shows less than a whole picture', async (t) => {
    const { url } = await served(t);
    const { page } = await openPage(browser, `${url}?display=anew`, { width: 960, height: 540 });
    const reader = await browser.newPage();
    t.after(() => Promise.all([page.close(), reader.close()]));
    await page.locator('.drawn .cell').first().waitFor();
    const usual = await brightness(reader, (await page.screenshot({ type: 'png' })).toString('base64'));
    const session = await page.context().newCDPSession(page);
    const frames: string[] = [];
    session.on('Page.screencastFrame', ({ data, sessionId }) => {
      frames.push(data);
      session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
    });
    await session.send('Page.startScreencast', { format: 'png' });
    await page.evaluate(() => Object.assign(window, { mark: 1 }));
    await page.evaluate(() => location.replace(location.href));
    await until('the new page', async () => {
      return page
        .evaluate(() => !('mark' in window) && document.documentElement.classList.contains('drawn'))
        .catch(() => false);
    });
    const drawnAt = frames.length;
    await until('frames of the new page', () => frames.length > drawnAt + 3);
    await session.send('Page.stopScreencast');
    const seen: number[] = [];
    for (const frame of frames) seen.push(await brightness(reader, frame));
    const least = Math.min(...seen) / usual;
    console.log(`${frames.length} frames, the darkest ${(least * 100).toFixed(0)} % of the usual picture`);
    assert.ok(least > 0.8, seen.map((one) => (one / usual).toFixed(2)).join(' '));
  });
});

function stale(page: Page): Promise<number> {
  return page.locator('.stale-age').count();
}

/** Mean lightness of what stands out from the ground. */
function brightness(reader: Page, base64: string): Promise<number> {
  return reader.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data: pixels } = context.getImageData(0, 0, image.width, image.height);
    let sum = 0;
    for (let i = 0; i < pixels.length; i += 4) sum += Math.max(0, (pixels[i + 1] ?? 0) - 20);
    return sum / (pixels.length / 4);
  }, base64);
}
