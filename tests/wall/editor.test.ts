import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { seriousFaults } from '../support/axe.ts';
import { chromiumSkip, launchChromium } from '../support/chromium.ts';
import { type Serving, serve, until } from '../support/serve.ts';

function file(name: string, text: string) {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
}

describe('the scene editor', { skip: chromiumSkip }, () => {
  let browser: Browser;
  let serving: Serving;
  let page: Page;

  before(async () => {
    serving = await serve(['--demo']);
    browser = await launchChromium();
    const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1920, height: 1080 } });
    page = await context.newPage();
    await page.goto(`${serving.url}?view=editor&scene=triage&lang=en`);
    await tile('incidents').waitFor();
  });
  after(async () => {
    await browser.close();
    await serving.kill();
  });

  const tile = (id: string) => page.locator(`[data-tile=${id}]`);
  const place = async (id: string) =>
    (await tile(id).getAttribute('aria-label'))?.split(', ').slice(1).join(', ');
  const settles = (id: string, where: string) =>
    until(`${id} at ${where}`, async () => (await place(id)) === where, 5_000);
  const says = (words: string | RegExp) => page.getByText(words).first().waitFor();

  test('by keyboard alone: move, resize, undo, remove, add, publish, restore', async () => {
    assert.equal(await place('incidents'), 'column 1, row 1, 7 wide, 7 high');
    await tile('incidents').focus();
    await page.keyboard.press('Shift+ArrowRight');
    await settles('incidents', 'column 1, row 1, 8 wide, 7 high');
    await settles('alerts', 'column 9, row 1, 4 wide, 7 high');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+z');
    await settles('incidents', 'column 1, row 1, 8 wide, 7 high');
    await page.keyboard.press('Delete');
    await tile('incidents').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await tile('incidents').waitFor();
    await page.keyboard.press('Control+y');
    await tile('incidents').waitFor({ state: 'detached' });
    await tile('alerts').focus();
    await page.keyboard.press('Control+d');
    await tile('alerts-2').waitFor();
    await page.keyboard.press('Control+z');
    await tile('alerts-2').waitFor({ state: 'detached' });
    await page.keyboard.press('n');
    // A menu without its list open: letters choose, and choosing alone adds nothing.
    await page.keyboard.type('Clock');
    assert.equal(await page.locator('.tile').count(), 3);
    await page.keyboard.press('Enter');
    await tile('clock').waitFor();
    assert.equal(await page.locator('.tile').count(), 4);
    await says('draft saved');
    await tile('clock').focus();
    await page.keyboard.press('p');
    await page.keyboard.type('A clock instead');
    await page.keyboard.press('Enter');
    await says('Triage published');
    await page.locator('.history').getByText('A clock instead').waitFor();
    await tile('clock').focus();
    await page.keyboard.press('Delete');
    await page.keyboard.press('p');
    await page.keyboard.type('No clock');
    await page.keyboard.press('Enter');
    await page.locator('.history').getByText('No clock').waitFor();
    await page.locator('.history').getByText('Clock removed').waitFor();
    const restore = page.locator('.history').getByRole('button', { name: /^Restore revision/ });
    await restore.first().focus();
    await page.keyboard.press('Enter');
    await tile('clock').waitFor();
  });

  test('a setting is changed by its generated form and undone', async () => {
    await tile('alerts').focus();
    const severity = page.getByLabel('From severity');
    await page.keyboard.press('Enter');
    await until('the form', () => page.evaluate(() => document.activeElement?.closest('.settings') !== null));
    await page.keyboard.press('Escape');
    await page.locator('[data-tile=alerts]:focus').waitFor();
    assert.equal(await severity.inputValue(), '2');
    await severity.selectOption('4');
    await tile('alerts').focus();
    await page.keyboard.press('Control+z');
    await until('the setting back', async () => (await severity.inputValue()) === '2');
  });

  test('a panel is given a title of its own, and its own name back', async () => {
    await tile('alerts').focus();
    await page.getByLabel('Panel title').fill('Night shift');
    await tile('alerts').getByRole('heading', { name: 'Night shift', includeHidden: true }).waitFor();
    assert.match((await tile('alerts').getAttribute('aria-label')) ?? '', /^Night shift/);
    await tile('alerts').focus();
    await page.keyboard.press('Control+z');
    await tile('alerts').getByRole('heading', { name: 'Alerts', includeHidden: true }).waitFor();
  });

  test('a panel dragged onto another exchanges places with it', async () => {
    const [one, other] = [await place('alerts'), await place('rate')];
    const from = await tile('alerts').boundingBox();
    const to = await tile('rate').boundingBox();
    assert.ok(from && to);
    await page.mouse.move(from.x + 60, from.y + 40);
    await page.mouse.down();
    await page.mouse.move(to.x + 80, to.y + 60, { steps: 8 });
    await page.mouse.up();
    await settles('alerts', other ?? '');
    await settles('rate', one ?? '');
  });

  test('a panel is resized by its handle, the neighbour gives way, and undo takes it back', async () => {
    const former = await place('talkers');
    await tile('talkers').focus();
    await page.locator('[data-tile=talkers].tile-selected').waitFor();
    const handle = await tile('talkers').locator('.react-resizable-handle-w').boundingBox();
    const grid = await page.locator('.canvas-port').boundingBox();
    assert.ok(handle && grid);
    const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - grid.width / 12, y, { steps: 8 });
    await page.mouse.up();
    await until('one column more', async () => (await place('talkers')) !== former, 5_000);
    assert.match((await place('talkers')) ?? '', /^column 7, .*6 wide/);
    assert.match((await place('alerts')) ?? '', /^column 1, .*6 wide/);
    await tile('talkers').focus();
    await page.keyboard.press('Control+z');
    await settles('talkers', former ?? '');
  });

  test('a broken file is refused with its place, and nothing changes', async () => {
    const titles = await page.locator('.scene-item').allInnerTexts();
    const input = page.locator('input[type=file]');
    await input.setInputFiles(file('broken.yaml', 'scenes:\n  - id: x\n    panels: [\n'));
    await says(/Nothing imported from broken\.yaml: .*line \d+/);
    await input.setInputFiles(
      file('wide.json', '{"id":"w","title":"W","panels":[{"id":"a","panel":"map","x":6,"y":0,"w":9,"h":1}]}'),
    );
    await says(/wide\.json: .*12 x 12/);
    assert.deepEqual(await page.locator('.scene-item').allInnerTexts(), titles);
    await input.setInputFiles(file('good.yaml', 'id: good\ntitle: Good\npanels: []\n'));
    await page.locator('[data-scene=good]').waitFor();
  });

  test('an export has the scene as it is drawn, and all that is published', async () => {
    const exported = async (name: string) => {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name, exact: true }).click();
      const saved = await download;
      return { name: saved.suggestedFilename(), text: readFileSync(await saved.path(), 'utf8') };
    };
    await page.locator('[data-scene=good]').click();
    const title = page.locator('.settings-scene input[type=text]');
    await until('the scene', async () => (await title.inputValue()) === 'Good');
    await title.fill('Better');
    await says('draft saved');
    assert.deepEqual(await exported('Export YAML'), {
      name: 'good.yaml',
      text: 'scenes:\n  - version: 1\n    id: good\n    title: Better\n    panels: []\n',
    });
    const all = await exported('Export all');
    assert.equal(all.name, 'scenes.yaml');
    assert.match(all.text, /id: triage/);
    assert.doesNotMatch(all.text, /id: good/, 'only drafted');
  });

  test('a deleted scene comes back by its undo', async () => {
    await page.locator('[data-scene=good]').click();
    await page.getByRole('button', { name: 'Delete scene' }).click();
    await page.locator('[data-scene=good]').waitFor({ state: 'detached' });
    await page.locator('.notice').getByRole('button', { name: 'Undo' }).click();
    await page.locator('[data-scene=good]').waitFor();
  });

  test('axe finds no serious fault', async () => {
    await page.locator('[data-scene=overview]').click();
    await tile('map').waitFor();
    await tile('map').focus();
    assert.deepEqual(await seriousFaults(page), []);
    assert.equal(await page.locator('.side-part').count(), 3);
  });
});
