import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Caller } from '#contract/api.ts';
import { chromiumSkip, launchChromium, openPage } from '../support/chromium.ts';
import { type HostedEngine, hostEngine } from '../support/host-engine.ts';
import { eveAlert, ScriptedSource } from '../support/scripted-source.ts';
import { until } from '../support/serve.ts';

const KIM: Caller = { name: 'kim', role: 'supervisor', client: 'kim' };
const SIZE = { width: 640, height: 360 };
const BEZEL = 80;
const round = (share: number) => Number(share.toFixed(2));

/** Two rows of two, in the measure of one display. */
const WALL = [
  { display: 'north-west', column: 0, row: 0 },
  { display: 'north-east', column: 1, row: 0 },
  { display: 'south-west', column: 0, row: 1 },
  { display: 'south-east', column: 1, row: 1 },
];

describe('a scene over a wall of displays', { skip: chromiumSkip }, () => {
  const source = new ScriptedSource();
  const pages = new Map<string, Page>();
  let browser: Browser;
  let host: HostedEngine;

  const handlers = () => host.engine.handlers;
  const page = (name: string): Page => {
    const found = pages.get(name);
    assert.ok(found);
    return found;
  };
  const banner = (name: string) => page(name).getByRole('region', { name: 'Alarm', exact: true });
  const status = (name: string) => page(name).getByRole('region', { name: 'Status', exact: true });

  /** Where the map stands that is the whole scene, in displays' widths and heights from the wall's top left. */
  async function onWall(name: string): Promise<readonly number[]> {
    const cell = page(name).locator('.cell[data-panel=map]:only-child');
    await cell.waitFor();
    const box = await cell.boundingBox();
    const at = WALL.find(({ display }) => display === name);
    assert.ok(box && at);
    const gapX = at.column * (1 + BEZEL / 1600);
    const gapY = at.row * (1 + BEZEL / 900);
    return [
      box.x / SIZE.width + gapX,
      box.y / SIZE.height + gapY,
      box.width / SIZE.width,
      box.height / SIZE.height,
    ].map(round);
  }

  /** @returns where the picture lies, on which all displays agree */
  async function picture(): Promise<readonly number[]> {
    const all = await Promise.all(WALL.map(({ display }) => onWall(display)));
    const [first] = all;
    assert.ok(first);
    for (const one of all) assert.deepEqual(one, first, JSON.stringify(all));
    return first;
  }

  before(async () => {
    browser = await launchChromium();
    host = await hostEngine({ sources: [source] });
    for (const { display } of WALL) {
      pages.set(display, (await openPage(browser, `${host.url}?display=${display}&lang=en`, SIZE)).page);
    }
    for (const { display } of WALL) await page(display).locator('.cell').first().waitFor();
    source.push([eveAlert('Needs a person')]);
    const displays = WALL.map(({ display, column, row }) => ({
      display,
      x: column * 1600,
      y: row * 900,
      w: 1600,
      h: 900,
    }));
    await handlers()['wall.save']({ id: 'four', name: 'Four', bezel: BEZEL, displays }, KIM);
    const target = { wall: 'four' };
    await handlers()['display.show']({ target, scene: 'attack-map', pinned: true, each: false }, KIM);
    await until('the span', async () => {
      const boxes = await Promise.all(
        WALL.map(({ display }) => page(display).locator('.cell').boundingBox()),
      );
      return boxes.every((box) => (box?.width ?? 0) > SIZE.width);
    });
  });
  // The last test closes the host.
  after(() => browser.close());

  test('is one picture across columns and across rows: a display and a bezel apart, and nothing else', async () => {
    const [left, top, width, height] = await picture();
    assert.deepEqual([left, top], [0, 0.12], 'below the banner');
    // Two displays and a bezel, but for a gutter at each side, the banner above and the status bar below.
    assert.ok(Math.abs((width ?? 0) - (2 + BEZEL / 1600 - 0.01)) <= 0.011, `${width} displays wide`);
    assert.ok(Math.abs((height ?? 0) - (2 + BEZEL / 900 - 0.178)) <= 0.011, `${height} displays high`);
  });

  test('has its banner along the top and its status bar along the bottom', async () => {
    for (const name of ['north-west', 'north-east']) {
      await banner(name).getByText('Needs a person').waitFor();
      assert.equal(await status(name).count(), 0, name);
    }
    for (const name of ['south-west', 'south-east']) {
      await status(name).waitFor();
      assert.equal(await banner(name).count(), 0, name);
    }
  });

  test('stays one picture when one of its displays has a message', async () => {
    const alone = await picture();
    const text = 'Change freeze until six. Questions to the shift lead, please, and not to the night desk.';
    for (const display of ['north-east', 'south-west']) {
      await handlers()['banner.show']({ target: { display }, text }, KIM);
      await page(display).getByText(text).waitFor();
    }
    assert.deepEqual(await picture(), alone);
    const [message, bar] = [
      await page('south-west').locator('.directive-messages').boundingBox(),
      await page('south-west').locator('.status').boundingBox(),
    ];
    assert.ok(message && bar && message.y + message.height <= bar.y, 'above the status bar');
  });

  test('a panel in full view has the glass of the display that it was asked for on', async () => {
    await page('south-east').locator('.cell-zoom').focus();
    await page('south-east').keyboard.press('Enter');
    const box = await page('south-east').locator('.cell-zoomed').boundingBox();
    assert.ok(box);
    // Within a pixel the display's glass above its status bar.
    const [right, bottom] = [box.x + box.width, box.y + box.height];
    const bar = (await status('south-east').boundingBox())?.y ?? 0;
    const off = [box.x, box.y, right - SIZE.width, bottom - bar].map(Math.abs);
    assert.ok(Math.max(...off) < 4, off.join());
    await page('south-east').keyboard.press('Escape');
    await picture();
  });

  test('a display without a place for the banner has one when its own link is down', async () => {
    await host.close();
    await banner('south-east').getByText('No link to the core').waitFor();
    await banner('north-west').getByText('No link to the core').waitFor();
  });
});
