import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { seriousFaults } from '../support/axe.ts';
import { chromiumSkip, launchChromium, openPage, STILL, FULL_HD } from '../support/chromium.ts';
import { type Serving, serve } from '../support/serve.ts';

describe('rules, history and drafts at the desk', { skip: chromiumSkip }, () => {
  let browser: Browser;
  let serving: Serving;
  let room: Page;
  let wall: Page;

  before(async () => {
    serving = await serve(['--demo']);
    browser = await launchChromium();
    ({ page: wall } = await openPage(browser, `${serving.url}?display=north`, { width: 960, height: 540 }));
    const context = await browser.newContext({ ...STILL, bypassCSP: true, viewport: FULL_HD });
    room = await context.newPage();
    await room.goto(`${serving.url}?view=control&lang=en`);
    await room.locator('[data-display=north]').waitFor();
  });
  after(async () => {
    await browser.close();
    await serving.kill();
  });

  test('takeover rules by keyboard: what is wrong is said, saved it is in both supervisors’ history', async () => {
    const { page: other } = await openPage(browser, `${serving.url}?view=control&lang=en`);
    await other.getByText('Nothing was ordered yet').waitFor();
    await room.keyboard.press('e');
    await room.locator('#takeover-enabled').focus();
    await room.keyboard.press('Space');
    await room.getByLabel('At least, seconds').fill('900');
    await room.getByText('At most must not be shorter than at least').waitFor();
    assert.ok(await room.locator('.rule-form [type=submit]').isDisabled());
    await room.getByLabel('At least, seconds').fill('20');
    await room.getByText('Quiet hours: never then').click();
    assert.deepEqual(await seriousFaults(room), []);
    await room.keyboard.press('Escape');
    await room.keyboard.press('e');
    await room.locator('#takeover-enabled').press('Space');
    await room.locator('.rule-form [type=submit]').click();
    await other.locator('.audit').getByText('set takeover rules').waitFor();
    await room.locator('.notice').getByRole('button', { name: 'Undo' }).click();
    await other
      .locator('.audit')
      .locator('tr', { hasText: 'took back' })
      .getByText('set takeover rules')
      .waitFor();
    await room.getByText('Off: incidents leave the displays alone.').waitFor();
    await other.close();
  });

  test('an alarm shows through night mode and blank; what is calm goes dark with the rest', async () => {
    await room.keyboard.press('n');
    await room.locator('#night-enabled').press('Space');
    await room.getByLabel('Brightness').fill('5');
    await room.getByText('Brightness, % (10–100): at least 10').waitFor();
    await room.getByLabel('Brightness').fill('10');
    const spans = room.locator('.rule-form .clock-time');
    await spans.first().fill('00:00');
    await spans.last().fill('00:00');
    await room.locator('.rule-form [type=submit]').click();
    await wall.locator('.directive-dim').waitFor();
    await room.locator('[data-display=north]').click();
    await room.keyboard.press('b');
    await wall.locator('.directive-blank').waitFor();
    await wall.locator('.wall > .banner:not(.banner-calm)').waitFor({ timeout: 60_000 });
    // Layers let the pointer through; made solid, the topmost is what is seen.
    const top = await wall.evaluate(() => {
      for (const layer of document.querySelectorAll<HTMLElement>('.directive-dim, .directive-blank')) {
        layer.style.setProperty('pointer-events', 'auto');
      }
      const inBanner = document.elementFromPoint(innerWidth / 4, 20)?.closest('.banner') !== null;
      const below = document.elementFromPoint(innerWidth / 4, innerHeight / 2)?.closest('p, div')?.className;
      return { inBanner, below };
    });
    assert.deepEqual(top, { inBanner: true, below: 'directive-blank' });
  });

  test('the editor’s tools stand in one row; what was typed as the tab closed is there again', async () => {
    const context = await browser.newContext({ ...STILL, viewport: FULL_HD });
    const address = `${serving.url}?view=editor&scene=triage&lang=en`;
    const page = await context.newPage();
    await page.goto(address);
    const title = page.locator('.settings-scene input[type=text]').first();
    await title.waitFor();
    const row = await page.locator('.toolbar').evaluate((bar) => ({
      over: bar.scrollWidth - bar.clientWidth,
      tops: new Set(
        [...bar.querySelectorAll<HTMLElement>('button, select, input')].map((one) => one.offsetTop),
      ).size,
    }));
    assert.ok(row.over <= 0 && row.tops <= 2, JSON.stringify(row));
    await title.fill('Typed last');
    await page.close();
    const again = await context.newPage();
    await again.goto(address);
    await again.waitForFunction(
      () =>
        document.querySelector<HTMLInputElement>('.settings-scene input[type=text]')?.value === 'Typed last',
    );
    await context.close();
  });
});
