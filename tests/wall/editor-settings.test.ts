import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { seriousFaults } from '../support/axe.ts';
import { chromiumSkip, launchChromium, STILL, FULL_HD } from '../support/chromium.ts';
import { type Serving, serve, until } from '../support/serve.ts';
import { editorPage } from './editor-page.ts';

const SMALL_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('settings in the scene editor', { skip: chromiumSkip }, () => {
  let browser: Browser;
  let serving: Serving;
  let page: Page;
  const { tile, says, tabTo } = editorPage(() => page);
  const names = () =>
    page
      .locator('.rows-field')
      .getByLabel('Who', { exact: true })
      .evaluateAll((all) => all.map((input) => (input as HTMLInputElement).value));

  before(async () => {
    serving = await serve(['--demo']);
    browser = await launchChromium();
    const context = await browser.newContext({ ...STILL, bypassCSP: true, viewport: FULL_HD });
    page = await context.newPage();
    await page.goto(`${serving.url}?view=editor&scene=triage&lang=en`);
    await tile('incidents').waitFor();
  });
  after(async () => {
    await browser.close();
    await serving.kill();
  });

  test('a list of entries: added, filled, moved and removed by keyboard and by mouse, each a step to undo', async () => {
    await page.keyboard.press('n');
    // Not its second word: a space would open the list.
    await page.keyboard.type('On');
    await page.keyboard.press('Enter');
    await tile('roster').waitFor();
    await page.locator('[data-tile=roster]:focus').waitFor();
    await tabTo('.rows-field > .button');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Kim');
    await tabTo('.rows-field > .button');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Lee');
    assert.deepEqual(await names(), ['Kim', 'Lee']);
    assert.equal(await page.getByText('as JSON').count(), 0);
    await page.keyboard.press('Alt+ArrowUp');
    await until('Lee first', async () => (await names()).join() === 'Lee,Kim');
    assert.equal(await page.evaluate(() => (document.activeElement as HTMLInputElement).value), 'Lee');
    await page.getByRole('button', { name: 'Move entry 1 down' }).click();
    await until('Kim first', async () => (await names()).join() === 'Kim,Lee');
    await page.getByLabel('Mon', { exact: true }).last().check();
    const begins = page.getByLabel(/^Begins at/).last();
    await begins.fill('');
    await page.locator('.rows-field').getByText('something must stand here').waitFor();
    await begins.fill('7:30');
    await page.locator('.rows-field').getByText('a time of day as 07:30').waitFor();
    assert.equal(await begins.getAttribute('aria-invalid'), 'true');
    await begins.fill('07:30');
    await page.locator('.rows-field').getByText('a time of day as 07:30').waitFor({ state: 'detached' });
    assert.deepEqual(await seriousFaults(page), []);
    await page.getByRole('button', { name: 'Remove entry 1' }).click();
    await until('Kim gone', async () => (await names()).join() === 'Lee');
    await page.locator('.field').getByLabel('Who').first().press('Escape');
    await page.locator('[data-tile=roster]:focus').waitFor();
    for (const list of ['Kim,Lee', 'Kim,Lee', 'Kim,Lee', 'Lee,Kim', 'Kim,Lee', 'Kim,New', 'Kim', 'New', '']) {
      await page.keyboard.press('Control+z');
      await until(`${list} again`, async () => (await names()).join() === list, 5_000);
    }
    await page.keyboard.press('Delete');
    await tile('roster').waitFor({ state: 'detached' });
  });

  test('a picture comes from a file: made to fit if it is too large, refused if it is none', async () => {
    await page.selectOption('#add-panel', 'picture');
    await page.locator('.add-panel button').click();
    await tile('picture').waitFor();
    const input = page.locator('.image-field input[type=file]');
    await input.setInputFiles({
      name: 'notes.png',
      mimeType: 'image/png',
      buffer: Buffer.from('no picture'),
    });
    await page.locator('.image-field [role=alert]').getByText('notes.png is no PNG, JPEG or WebP').waitFor();
    await input.setInputFiles({ name: 'cut.png', mimeType: 'image/png', buffer: SMALL_PNG.subarray(0, 40) });
    await page.locator('.image-field [role=alert]').getByText('cut.png can not be read').waitFor();
    await input.setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: SMALL_PNG });
    await tile('picture').locator('img.picture').waitFor();
    assert.equal(await page.locator('.image-field [role=alert], .image-field [role=status]').count(), 0);
    assert.equal(
      await tile('picture').locator('img.picture').getAttribute('src'),
      `data:image/png;base64,${SMALL_PNG.toString('base64')}`,
      'as it is',
    );
    const large = await page.evaluate(async () => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [2400, 1200];
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      let seed = 1;
      const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
      for (let i = 0; i < 12_000; i++) {
        context.fillStyle = `hsl(${random(360)} 80% 50%)`;
        context.fillRect(random(2400), random(1200), 30, 30);
      }
      return canvas.toDataURL('image/png');
    });
    const buffer = Buffer.from(large.slice(large.indexOf(',') + 1), 'base64');
    assert.ok(buffer.length > 70_000, `${buffer.length} bytes`);
    await input.setInputFiles({ name: 'large.png', mimeType: 'image/png', buffer });
    await page
      .locator('.image-field')
      .getByText(/large\.png was larger than 35 KB: made \d+ × \d+ pixels/)
      .waitFor();
    const src = (await tile('picture').locator('img.picture').getAttribute('src')) ?? '';
    assert.match(src, /^data:image\/webp/);
    assert.ok(src.length < 47_000, `${src.length} characters`);
    await says('draft saved');
    await tile('picture').focus();
    await page.keyboard.press('Control+z');
    await until('the one before', async () =>
      ((await tile('picture').locator('img.picture').getAttribute('src')) ?? '').startsWith('data:image/png'),
    );
    await page.keyboard.press('Delete');
    await tile('picture').waitFor({ state: 'detached' });
  });

  test('the menu has the panels that are for users', async () => {
    const kinds = await page
      .locator('#add-panel option')
      .evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value));
    assert.ok(kinds.includes('map') && !kinds.includes('skeleton'), kinds.join());
  });
});
