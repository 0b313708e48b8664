import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { io } from 'socket.io-client';
import type { CallReply } from '#contract/api.ts';
import { SCENE_VERSION } from '#contract/layout.ts';
import { seriousFaults } from '../support/axe.ts';
import { chromiumSkip, launchChromium, openPage, STILL, FULL_HD } from '../support/chromium.ts';
import { type Serving, serve, until } from '../support/serve.ts';
import { editorPage } from './editor-page.ts';

const panel = (id: string, kind: string, x: number, more = '') =>
  `  - {id: ${id}, panel: ${kind}, x: ${x}, y: 0, w: 4, h: 4${more}}\n`;
const titleIn = (where: Page) => where.locator('.settings-scene input[type=text]');
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
    const context = await browser.newContext({ ...STILL, bypassCSP: true, viewport: FULL_HD });
    page = await context.newPage();
    await page.goto(`${serving.url}?view=editor&scene=triage&lang=en`);
    await tile('incidents').waitFor();
  });
  after(async () => {
    await browser.close();
    await serving.kill();
  });

  const { tile, place, settles, says, tabTo } = editorPage(() => page);

  test('by keyboard alone: from the address on, nothing is pressed but keys', async () => {
    await page.goto(`${serving.url}?view=editor&lang=en`);
    await page.locator('[data-scene=triage]').waitFor();
    await tabTo('[data-scene=triage]');
    await page.keyboard.press('Enter');
    await tile('incidents').waitFor();
    await tabTo('[data-tile=incidents]');
    assert.equal(await place('incidents'), 'column 1, row 1, 7 wide, 7 high');
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
    await tabTo('[data-tile=alerts]');
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
    await page.locator('[data-tile=clock]:focus').waitFor();
    // Into its settings and back.
    await page.keyboard.press('Enter');
    await page.locator('.settings input:focus').waitFor();
    await page.keyboard.type('Ours');
    await page.keyboard.press('Escape');
    await page.locator('[data-tile=clock]:focus').waitFor();
    assert.match((await tile('clock').getAttribute('aria-label')) ?? '', /^Ours/);
    await page.keyboard.press('Control+z');
    await until(
      'its own name',
      async () => (await tile('clock').getAttribute('aria-label'))?.startsWith('Clock') ?? false,
    );
    await says('draft saved');
    await page.keyboard.press('p');
    await page.keyboard.type('A clock instead');
    await page.keyboard.press('Enter');
    await says('Triage published');
    await page.locator('.history').getByText('A clock instead').waitFor();
    await tabTo('[data-tile=clock]');
    await page.keyboard.press('Delete');
    await page.keyboard.press('p');
    await page.keyboard.type('No clock');
    await page.keyboard.press('Enter');
    await page.locator('.history').getByText('No clock').waitFor();
    await page.locator('.history').getByText('Clock removed').waitFor();
    await tabTo('[aria-label^="Restore revision"]');
    await page.keyboard.press('Enter');
    await tile('clock').waitFor();
    await says(/Revision \d+ is back and published/);
    await page
      .locator('.history')
      .getByText(/ published [\d:]+ by local/)
      .first()
      .waitFor();
    await page
      .locator('.history')
      .getByText(/was published [\d:]+ by local/)
      .first()
      .waitFor();
    // And back again: what the notice offers.
    await tabTo('.notice .button');
    await page.keyboard.press('Enter');
    await tile('clock').waitFor({ state: 'detached' });
    await page.locator('.history').getByText('back to revision').nth(1).waitFor();
    assert.equal(await page.locator('.history .tag', { hasText: 'published' }).count(), 1);
    await page.keyboard.press('n');
    await page.keyboard.type('Clock');
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

  test('a broken file is refused with every place, and nothing changes', async () => {
    // What was done before is saved, and the list has heard of it.
    await page.locator('[data-scene=triage]').getByText('draft').waitFor();
    const titles = await page.locator('.scene-item').allInnerTexts();
    const input = page.locator('.file-menu input[type=file]');
    const broken = page.locator('.file-broken');
    const refused = async (name: string, text: string, ...words: readonly RegExp[]) => {
      await input.setInputFiles(file(name, text));
      await broken.getByText(`Nothing imported from ${name}`).waitFor();
      const told = await broken.locator('li').allInnerTexts();
      assert.equal(told.length, words.length, told.join('\n'));
      words.forEach((pattern, i) => assert.match(told[i] ?? '', pattern));
    };
    await refused('broken.yaml', 'scenes:\n  - id: x\n    panels: [\n', /^Line \d+ column \d+/);
    await refused(
      'wide.json',
      '{"id":"w","title":"W","panels":[{"id":"a","panel":"map","x":6,"y":0,"w":9,"h":1}]}',
      /^Line 1 scenes\[0\]\.panels\[0\] .*12 x 12/,
    );
    await refused(
      'many.yaml',
      `id: many\ntitle: Many\npanels:\n${panel('a', 'mapp', 0)}${panel('b', 'alerts', 4, ', settings: {from: 9}')}` +
        `${panel('c', 'rate', 6)}${panel('d', 'rate', 10 - 2, ', settings: {tenantz: [acme]}')}takeovr: true\n`,
      /^Line 4 scenes\[0\]\.panels\[0\]\.panel there is no panel “mapp”/,
      /^Line 5 scenes\[0\]\.panels\[1\]\.settings\.from /,
      /^Line 6 scenes\[0\]\.panels\[2\] lies over panels\[1\]/,
      /^Line 7 scenes\[0\]\.panels\[3\] lies over panels\[2\]/,
      /^Line 7 scenes\[0\]\.panels\[3\]\.settings\.tenantz .*no such setting/,
      /^Line 8 scenes\[0\]\.takeovr there is no such key/,
    );
    assert.deepEqual(await seriousFaults(page), []);
    await input.setInputFiles(file('newer.yaml', 'id: n\nversion: 99\ntitle: N\npanels: []\n'));
    await broken.getByText('99 is of a newer Vigil').waitFor();
    await input.setInputFiles(file('empty.yaml', ' \n'));
    await says('Nothing imported from empty.yaml: it is empty');
    assert.deepEqual(await page.locator('.scene-item').allInnerTexts(), titles);
    await input.setInputFiles(file('good.yaml', 'id: good\ntitle: Good\npanels: []\n'));
    await page.locator('[data-scene=good]').waitFor();
    assert.equal(await broken.count(), 0);
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
      text: `scenes:\n  - version: ${SCENE_VERSION}\n    id: good\n    title: Better\n    panels: []\n`,
    });
    const all = await exported('Export all');
    assert.equal(all.name, 'scenes.yaml');
    assert.match(all.text, /id: triage/);
    assert.doesNotMatch(all.text, /id: good/, 'only drafted');
  });

  test('two who work on one scene: neither saves over the other without being asked', async () => {
    const { page: other } = await openPage(browser, `${serving.url}?view=editor&scene=good&lang=en`);
    const shows = (where: Page, words: string) =>
      until(words, async () => (await titleIn(where).inputValue()) === words, 10_000);
    await shows(other, 'Better');
    await titleIn(other).fill('Theirs');
    await page
      .locator('.bench-theirs')
      .getByText(/^local saved another version/)
      .waitFor();
    await titleIn(page).fill('Mine');
    await page.locator('.bench-theirs').getByText('Yours is not saved').waitFor();
    await says(/^Draft not saved: local saved revision \d+ since/);
    await page.locator('#publish-comment').fill('over theirs');
    await page.locator('#publish-comment').press('Enter');
    await says(/^Publish: not done/);
    await page.locator('.notice').getByRole('button', { name: 'Dismiss' }).click();
    assert.equal(await titleIn(page).inputValue(), 'Mine');
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await says('draft saved');
    await page.locator('.bench-theirs').waitFor({ state: 'detached' });
    await other.getByRole('button', { name: 'Show theirs' }).click();
    await shows(other, 'Mine');
    // Both drafts are in the history, though both came from one name without a token.
    await page.locator('.history').getByText('“Better” became “Theirs”').waitFor();
    await page.locator('.history').getByText('“Theirs” became “Mine”').waitFor();
    await other.getByRole('button', { name: 'Undo', exact: true }).click();
    await shows(other, 'Theirs');
    await titleIn(page).fill('Mine again');
    await page.getByRole('button', { name: 'Take theirs' }).click();
    await shows(page, 'Theirs');
    await page.locator('.bench-theirs').waitFor({ state: 'detached' });
    await other.close();
  });

  test('a deleted scene comes back by its undo, and who used it is said', async () => {
    const { page: wall } = await openPage(browser, `${serving.url}?display=north`, {
      width: 320,
      height: 180,
    });
    await wall.locator('.cell').first().waitFor();
    await page.locator('[data-scene=good]').click();
    await page.locator('#publish-comment').fill('on the glass');
    await page.locator('#publish-comment').press('Enter');
    await says('Theirs published');
    const socket = io(`${serving.url}wall`, { transports: ['websocket'], auth: { display: '' } });
    const order = { target: { display: 'north' }, scene: 'good', pinned: false, each: false };
    const reply = (await socket.timeout(5_000).emitWithAck('call', 'display.show', order)) as CallReply;
    assert.ok(reply.ok, JSON.stringify(reply));
    socket.close();
    await wall.locator('.cell').first().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Delete scene' }).click();
    await page.locator('[data-scene=good]').waitFor({ state: 'detached' });
    await page.locator('.notice').getByText('Theirs was deleted. Ordered for north.').waitFor();
    await wall.locator('.cell').first().waitFor();
    await page.locator('.notice').getByRole('button', { name: 'Undo' }).click();
    await page.locator('[data-scene=good]').waitFor();
    await wall.locator('.cell').first().waitFor({ state: 'detached' });
    await wall.close();
  });

  test('built-in scenes have their names in the reader’s language', async () => {
    const { page: korean } = await openPage(browser, `${serving.url}?view=editor&scene=overview&lang=ko`);
    await korean.locator('[data-scene=overview]').getByText('개요').waitFor();
    await korean.locator('[data-scene=night-shift]').getByText('야간 근무').waitFor();
    await korean.locator('.settings-scene').getByText('“개요”').waitFor();
    await korean.locator('[data-tile=map]').focus();
    await korean.locator('.settings input[type=text]').first().waitFor();
    await korean.close();
  });

  test('axe finds no serious fault', async () => {
    await page.locator('[data-scene=overview]').click();
    await tile('map').waitFor();
    await tile('map').focus();
    assert.deepEqual(await seriousFaults(page), []);
    assert.equal(await page.locator('.side-part').count(), 3);
  });
});
