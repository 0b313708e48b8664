import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Caller } from '#contract/api.ts';
import type { WallGroup } from '#contract/control.ts';
import { SCENE_VERSION } from '#contract/layout.ts';
import { focusScene } from '#core/layouts/built-in.ts';
import { MAX_REVISIONS } from '#core/layouts/scene-store.ts';
import { chromiumSkip, launchChromium, openPage, STILL } from '../support/chromium.ts';
import { listen, loudest, loudness, SILENCE } from '../support/ear.ts';
import { type HostedEngine, hostEngine } from '../support/host-engine.ts';
import { ScriptedSource, eveAlert } from '../support/scripted-source.ts';
import { until } from '../support/serve.ts';

const KIM = { name: 'kim', token: 'token-of-kim-at-desk', role: 'supervisor' } as const;
const LEE: Caller = { name: 'lee', role: 'supervisor', client: 'lee' };
const NORTH = { name: 'wall', token: 'token-of-the-north', role: 'wall', displays: ['north'] } as const;
const SOUTH = { ...NORTH, token: 'token-of-the-south', displays: ['south'] };
const SMALL = { width: 640, height: 360 };
/** A high alarm comes again after less. */
const REPEAT_MS = 9_000;

const PLACE = { y: 0, w: 1600, h: 900 };

/** Where the map stands that is the whole scene. */
const box = async (page: Page) => {
  await page.locator('.cell[data-panel=map]:only-child').waitFor();
  return page.locator('.cell').boundingBox();
};

describe('two supervisors and a display', { skip: chromiumSkip }, () => {
  const source = new ScriptedSource();
  let browser: Browser;
  let host: HostedEngine;
  let room: Page;
  let north: Page;

  const lee = () => host.engine.handlers;
  const mute = (on: boolean) => lee()['display.mute']({ target: { display: 'north' }, on }, LEE);
  const part = (name: string) => room.getByRole('region', { name, exact: true });
  /** What the form says of the other's change. */
  const theirs = (text: string) => room.locator('.side').getByText(text).waitFor();

  before(async () => {
    browser = await launchChromium();
    host = await hostEngine({ sources: [source] }, [KIM, NORTH, SOUTH]);
    ({ page: north } = await openPage(browser, `${host.url}?display=north#token=${NORTH.token}`, SMALL));
    const address = `${host.url}?view=control&lang=en#token=${KIM.token}`;
    ({ page: room } = await openPage(browser, address));
    await room.locator('[data-display=north][data-confirmation=confirmed]').waitFor();
  });
  after(async () => {
    await browser.close();
    await host.close();
  });

  test('rules: what the other saves while the form is open is said, and so is switching off', async () => {
    const rules = { enabled: true, minSeconds: 30, maxSeconds: 300, minSeverity: 3 } as const;
    await room.keyboard.press('e');
    await lee()['takeover.save']({ ...rules, tenants: [], displays: [] }, LEE);
    await theirs('lee changed this');
    await room.keyboard.press('Escape');
    await part('Takeover by incidents')
      .getByText(/and up, for 30–300 s/)
      .waitFor();

    const when = { from: '22:00', to: '06:00' };
    await lee()['night.save']({ night: { timeZone: 'UTC', when, brightness: 0.4 } }, LEE);
    await part('Night mode').getByText('22:00', { exact: false }).waitFor();
    await room.keyboard.press('n');
    await lee()['night.save']({ night: null }, LEE);
    await theirs('lee changed this');
    await room.locator('.rule-form [type=submit]').click();
    await until('the last change to win', async () => {
      return (await lee()['control.state']({}, LEE)).night?.brightness === 0.4;
    });
  });

  test('walls and playlists: the same', async () => {
    const place = { x: 0, y: 0, w: 1920, h: 1080 };
    const wall: WallGroup = { id: 'w', name: 'Hall', bezel: 0, displays: [{ display: 'north', ...place }] };
    await lee()['wall.save'](wall, LEE);
    await room.getByRole('button', { name: 'Positions of Hall' }).click();
    await lee()['wall.save']({ ...wall, bezel: 12 }, LEE);
    await theirs('lee changed this');
    await room.keyboard.press('Escape');

    const entries = [{ scene: 'triage', dwellSeconds: 60 }];
    const playlist = { id: 'p', name: 'Day', timeZone: 'UTC', entries };
    await lee()['playlist.save'](playlist, LEE);
    await room.getByRole('button', { name: 'Edit Day' }).click();
    await lee()['playlist.save']({ ...playlist, name: 'Days' }, LEE);
    await theirs('lee changed this');
  });

  test('a wall and a playlist that the other removes: said, kept as typed, and made again by saving', async () => {
    await room.getByRole('button', { name: 'Positions of Hall' }).click();
    await room.locator('#wall-name').fill('Hall as typed');
    await lee()['wall.remove']({ id: 'w' }, LEE);
    await theirs('lee removed this');
    assert.equal(await room.locator('#wall-name').inputValue(), 'Hall as typed');
    await room.getByRole('button', { name: 'Make it again' }).click();
    await room.getByRole('button', { name: 'Positions of Hall as typed' }).waitFor();
    await room.locator('.notice').getByRole('button', { name: 'Undo' }).click();
    await room.getByRole('button', { name: 'Positions of Hall as typed' }).waitFor({ state: 'detached' });

    const form = room.locator('.playlist-form');
    await form.getByLabel('Seconds').fill('1');
    await form.getByText(/^Entry 1, Seconds: /).waitFor();
    await form.getByLabel('Seconds').fill('30');
    await form.getByLabel('Name').fill('Days as typed');
    await lee()['playlist.remove']({ id: 'p' }, LEE);
    await form.getByText('lee removed this').waitFor();
    await form.locator('[type=submit]').click();
    await room.getByRole('button', { name: 'Edit Days as typed' }).waitFor();
  });

  test('a scene that the other changes or deletes under one’s hands: said, and brought back', async () => {
    const scene = { version: SCENE_VERSION, id: 'shared', title: 'Shared', panels: [] };
    await lee()['scene.save']({ scene, comment: 'first' }, LEE);
    const address = `${host.url}?view=editor&scene=shared&lang=en#token=${KIM.token}`;
    const { page } = await openPage(browser, address);
    const title = page.locator('.settings-scene input[type=text]');
    await title.waitFor();
    await lee()['scene.save']({ scene: { ...scene, title: 'Theirs' }, comment: 'other' }, LEE);
    await page.getByText('lee saved another version').waitFor();
    assert.equal(await title.inputValue(), 'Shared', 'not under one’s hands');
    await page.getByRole('button', { name: 'Show theirs' }).click();
    await until('theirs', async () => (await title.inputValue()) === 'Theirs');
    await lee()['scene.delete']({ id: 'shared' }, LEE);
    await page.getByText('lee deleted “Theirs” at').waitFor();
    await page.locator('.scene-deleted').getByRole('button').click();
    await title.waitFor();
    await page.close();
  });

  test('a scene spans two displays as one picture, with the gap between them behind the bezels', async () => {
    const south = await browser.newPage({ ...STILL, viewport: SMALL });
    await south.goto(`${host.url}?display=south#token=${SOUTH.token}`);
    await south.locator('.cell').first().waitFor();
    const displays = [
      { display: 'north', ...PLACE, x: 0 },
      { display: 'south', ...PLACE, x: 1600 },
    ];
    await lee()['wall.save']({ id: 'two', name: 'Two', bezel: 100, displays }, LEE);
    const target = { wall: 'two' };
    await lee()['display.show']({ target, scene: 'attack-map', pinned: true, each: false }, LEE);
    let left = await box(north);
    let right = await box(south);
    await until('one map over both', async () => {
      [left, right] = [await box(north), await box(south)];
      return (left?.width ?? 0) > SMALL.width && (right?.width ?? 0) > SMALL.width;
    });
    // The same picture, seen through two windows a display's width and a bezel apart.
    const shift = ((left?.x ?? 0) - (right?.x ?? 0)) / SMALL.width;
    assert.ok(Math.abs(shift - 1700 / 1600) < 0.02, `${shift} display widths apart`);
    assert.ok(Math.abs((left?.width ?? 0) - (right?.width ?? 0)) < 1);
    await lee()['wall.remove']({ id: 'two' }, LEE);
    await south.close();
  });

  test('a display is muted from the control room, stays so over a reload, and sounds again', async () => {
    await listen(north);
    source.push([eveAlert('Needs a person')]);
    await until('the alarm heard', async () => (await loudness(north)) > 2 * SILENCE);
    await room.locator('[data-display=north]').click();
    await room.keyboard.press('m');
    await room.locator('[data-display=north] .card-badges').getByText('MUTED').waitFor();
    await until('silence', async () => (await loudest(north, 250)) < SILENCE);
    await north.locator('.status').getByText(/muted/i).first().waitFor();
    assert.ok((await loudest(north, REPEAT_MS)) < SILENCE, 'while the alarm repeats');
    await north.reload();
    await listen(north);
    assert.ok((await loudest(north, REPEAT_MS)) < SILENCE, 'after a reload');
    await room.keyboard.press('m');
    await until('the alarm again', async () => (await loudness(north)) > 2 * SILENCE);
    await north.locator('.status').getByText(/muted/i).first().waitFor({ state: 'detached' });
  });

  test('key M at the display and the control room: the later one holds, and both say how it is', async () => {
    const card = room.locator('[data-display=north]');
    const badge = card.locator('.card-badges').getByText('MUTED');
    const shown = north.locator('.status').getByText(/muted/i).first();
    await mute(true);
    await shown.waitFor();
    await badge.waitFor();
    await north.keyboard.press('m');
    await shown.waitFor({ state: 'detached' });
    await badge.waitFor({ state: 'detached' });
    await card.getByText('by key M at the display').waitFor();
    await mute(true);
    await shown.waitFor();
    await badge.waitFor();
    await mute(false);
    await shown.waitFor({ state: 'detached' });
    await north.keyboard.press('m');
    await shown.waitFor();
    await badge.waitFor();
    await card.getByText('sound MUTED by key M at the display').waitFor();
    assert.equal(await card.getAttribute('aria-pressed'), 'true');
    await room.keyboard.press('m');
    await shown.waitFor({ state: 'detached' });
    await badge.waitFor({ state: 'detached' });
    await card.getByText('by key M').waitFor({ state: 'detached' });
  });

  test('a revision that had to go is told on the glass', async () => {
    const scene = { version: SCENE_VERSION, id: 'own', title: 'Own', panels: [] };
    await lee()['display.show'](
      { target: { all: true }, scene: 'night-shift', pinned: true, each: false },
      LEE,
    );
    for (let n = 0; n <= MAX_REVISIONS; n++) {
      await lee()['scene.save']({ scene, comment: `change ${n}` }, LEE);
    }
    const health = north.getByRole('region', { name: 'Health', exact: true });
    await health.getByText(/Scene own: revision 1 .*was dropped/).waitFor();
  });

  test('a wall gets and loses displays in its form; taken apart and taken back it spans as before', async () => {
    await lee()['wall.save'](
      { id: 'b', name: 'Back', bezel: 0, displays: [{ display: 'north', ...PLACE, x: 0 }] },
      LEE,
    );
    await room.getByRole('button', { name: 'Positions of Back' }).click();
    const form = room.getByRole('form', { name: 'Positions of Back' });
    const members = form.locator('fieldset legend');
    assert.deepEqual(await members.allInnerTexts(), ['north']);
    await form.getByRole('combobox', { name: 'Add a display' }).selectOption('south');
    await form.getByRole('button', { name: 'Add a display' }).press('Enter');
    assert.deepEqual(await members.allInnerTexts(), ['north', 'south']);
    await form.getByRole('button', { name: 'Take north out' }).press('Enter');
    await form.getByRole('combobox', { name: 'Add a display' }).selectOption('north');
    await form.getByRole('button', { name: 'Add a display' }).press('Enter');
    await form.locator('[type=submit]').press('Enter');
    const stored = async () => (await lee()['control.state']({}, LEE)).walls.find(({ id }) => id === 'b');
    await until('both of them', async () => (await stored())?.displays.length === 2);
    assert.deepEqual(
      (await stored())?.displays.map(({ display, x }) => [display, x]),
      [
        ['south', 1600],
        ['north', 3200],
      ],
    );

    await lee()['display.show'](
      { target: { wall: 'b' }, scene: 'night-shift', pinned: true, each: false },
      LEE,
    );
    const card = room.locator('section[aria-label="Back"] [data-display=north]');
    await card.getByText('one picture over Back').waitFor();
    await room.getByRole('button', { name: 'Take the wall apart' }).click();
    const loose = room.locator('[data-display=north]');
    await loose.getByText('one picture').waitFor({ state: 'detached' });
    await room.locator('.notice').getByRole('button', { name: 'Undo' }).click();
    await card.getByText('one picture over Back').waitFor();
    assert.equal((await stored())?.by, 'kim');
  });

  test('a display that was forgotten is there again after an undo', async () => {
    const south = room.locator('[data-display=south]');
    await lee()['display.rename']({ display: 'south', label: 'At the door' }, LEE);
    await south.getByText('At the door').waitFor();
    await room.keyboard.press('Escape');
    for (const one of await room.locator('[aria-pressed=true].card').all()) await one.click();
    await south.click();
    await room.getByRole('button', { name: 'Forget' }).click();
    await south.waitFor({ state: 'detached' });
    await room.locator('.notice').getByText('Forget: At the door').waitFor();
    await room.locator('.notice').getByRole('button', { name: 'Undo' }).click();
    await south.getByText('At the door').waitFor();
  });

  test('a scene that was deleted is told on the card; an incident takes its place and is named', async () => {
    const card = room.locator('[data-display=north]');
    const scene = { version: SCENE_VERSION, id: 'gone', title: 'Lobby', panels: [] };
    await lee()['scene.save']({ scene, comment: '' }, LEE);
    await lee()['scene.publish']({ id: 'gone', revision: 1 }, LEE);
    const target = { display: 'north' };
    await lee()['display.show']({ target, scene: 'gone', pinned: true, each: false }, LEE);
    await card.getByText('Lobby').waitFor();
    await card.getByText('pinned').waitFor();
    await lee()['takeover.end']({}, LEE);
    await lee()['scene.delete']({ id: 'gone' }, LEE);
    await card.getByText('SCENE DELETED').waitFor();
    await card.getByText('“Lobby” was deleted · default scene').waitFor();
    await card.locator('.card-scene').getByText('Overview').waitFor();
    await card.getByText('pinned').waitFor({ state: 'detached' });

    source.push([eveAlert('Breach', 1, { src_ip: '198.51.100.7' })]);
    await card.getByText('Incident: Breach').waitFor();
    assert.equal(await card.locator('.thumb-panel').count(), focusScene('').panels.length);
    await room.locator('.audit').getByText('incident took displays over').first().waitFor();
    const rules = (await lee()['control.state']({}, LEE)).takeover;
    assert.ok(rules);
    await lee()['takeover.save']({ ...rules, enabled: false }, LEE);
    await room.locator('.audit').getByText('Breach · the rules no longer allow it').waitFor();
    await card.locator('.card-scene').getByText('Overview').waitFor();
  });
});
