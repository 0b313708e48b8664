import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { MAX_ALARMS } from '#contract/alarm.ts';
import type { Role } from '#contract/api.ts';
import type { Scene } from '#contract/layout.ts';
import { BUILT_IN } from '#core/layouts/built-in.ts';
import { OVERVIEW } from '#core/layouts/overview.ts';
import { seriousFaults } from '../support/axe.ts';
import { chromiumSkip, launchChromium, openPage, STILL, FULL_HD } from '../support/chromium.ts';
import { FakeCore, type FakeCoreOptions } from './fake-core.ts';
import { alarmOf, busyChanges, incidentRows, quietChanges, status } from './synthetic.ts';

const PAGE = fileURLToPath(new URL('../../dist/renderer', import.meta.url));
const PANELS = ['Attack map', 'Event rate', 'Alerts', 'Incidents', 'Top talkers', 'Health'];

describe('the wall page', { skip: chromiumSkip }, () => {
  let browser: Browser;
  let core: FakeCore;
  let page: Page;
  let errors: string[];

  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());
  afterEach(async () => {
    await page.close();
    await core.close();
  });

  async function open(options: Partial<FakeCoreOptions> = {}, query = '', going = true): Promise<void> {
    core = await FakeCore.start({ page: PAGE, ...options });
    if (going) core.run();
    ({ page, errors } = await openPage(browser, core.url + query));
  }
  const region = (name: string) => page.getByRole('region', { name, exact: true });
  const titles = () => region('Alerts').locator('.row-title').allInnerTexts();
  const says = (where: string, text: string | RegExp) =>
    region(where).getByText(text).first().waitFor({ timeout: 20_000 });

  test('every panel is a landmark with its name, and nothing goes wrong', async () => {
    await open();
    for (const name of PANELS) await region(name).waitFor();
    await says('Incidents', 'SSH brute force');
    await says('Alerts', /ET SCAN/);
    await says('Top talkers', /distinct/);
    await says('Health', 'eve-seoul');
    await says('Event rate', /usual .* median/);
    await says('Status', 'up');
    assert.deepEqual(errors, []);
  });

  const busy = BUILT_IN.map((scene) => ({ scene, changes: busyChanges }));
  const quiet = BUILT_IN.filter(({ id }) => id === 'triage').map((scene) => ({
    scene,
    changes: quietChanges,
  }));
  for (const { scene, changes } of [...busy, ...quiet]) {
    test(`axe finds no serious fault on ${scene.id}, ${changes === busyChanges ? 'busy' : 'quiet'}`, async () => {
      core = await FakeCore.start({ page: PAGE, scene, changes, history: changes === busyChanges });
      core.run();
      // So that axe gets in.
      const context = await browser.newContext({ ...STILL, bypassCSP: true, viewport: FULL_HD });
      page = await context.newPage();
      await page.goto(core.url);
      await page
        .locator('.cell .panel')
        .nth(scene.panels.length - 1)
        .waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      await context.close();
    });
  }

  test('what an attacker writes is text', async () => {
    await open();
    const [first] = core.changes.alerts?.rows ?? [];
    const title = '<img src=x onerror=document.title="owned">';
    core.tell({ alerts: { rows: [{ ...first!, id: 'evil', title }], total: 1, evicted: 0 } });
    await says('Alerts', title);
    assert.equal(await page.title(), 'Vigil');
  });

  test('A acknowledges the alarm in the banner, Shift+A all of them, and the core’s word counts', async () => {
    await open();
    const banner = region('Alarm');
    await banner.getByText('Exploit, then outbound connection').waitFor();
    await page.keyboard.press('a');
    await poll(() => acknowledged(core).length === 1);
    assert.deepEqual(acknowledged(core), [['incident-0']]);
    await banner.getByText('Exploit, then outbound connection').waitFor();
    await page.keyboard.press('Shift+A');
    await poll(() => acknowledged(core).length === 2);
    assert.deepEqual(acknowledged(core)[1], ['incident-0', 'incident-1']);
    const now = Date.now();
    const rows = incidentRows(now).slice(0, 3);
    core.tell({
      alarms: {
        rows: rows.map((row) => alarmOf(row, 'acknowledged', now)),
        annunciation: { sequence: 4, sound: null, repeat: false, recent: 3, flood: false },
      },
    });
    await banner.getByText('3 acknowledged').waitFor();
    assert.equal(await banner.getByRole('button').count(), 0);
    assert.equal(await page.locator('.mark-blink').count(), 0, 'acknowledged is steady');
  });

  test('however many wait, the gravest is in the banner and Shift+A answers every one', async () => {
    await open();
    const now = Date.now();
    const [grave, high] = incidentRows(now);
    const waiting = Array.from({ length: MAX_ALARMS - 1 }, (_, n) => ({
      ...alarmOf(high!, 'unacknowledged', now),
      id: `high ${n}`,
    }));
    core.tell({ alarms: { ...core.changes.alarms!, rows: [...waiting, alarmOf(grave!, 'returned', now)] } });
    const banner = region('Alarm');
    await banner.getByRole('button', { name: `All ${MAX_ALARMS}` }).waitFor();
    await banner.getByText(grave!.title).waitFor();
    await banner.getByText('calm again, never acknowledged').waitFor();
    await page.keyboard.press('Shift+A');
    await poll(() => acknowledged(core).length === 1);
    assert.equal(new Set(acknowledged(core)[0]).size, MAX_ALARMS);
  });

  test('an acknowledgement that fails is said', async () => {
    await open();
    core.answer = ({ name }) =>
      name === 'alarm.acknowledge'
        ? { ok: false, error: { code: 'not-found', message: 'No alarm "x"' } }
        : undefined;
    await region('Alarm').getByRole('button', { name: 'Acknowledge' }).click();
    await says('Alarm', 'Not acknowledged: No alarm "x"');
  });

  test('a wall without the right shows the alarm and no button', async () => {
    await open({ role: 'wall' satisfies Role });
    await says('Alarm', 'Acknowledge at a desk');
    assert.equal(await region('Alarm').getByRole('button').count(), 0);
  });

  test('a core without events: every panel says what would appear', async () => {
    await open({ changes: quietChanges, history: false });
    await says('Alarm', 'No alarm waits for an answer');
    await says('Event rate', 'No events in the last 15m');
    await says('Alerts', 'No alerts');
    await says('Incidents', 'No incidents');
    await says('Top talkers', 'Nobody talks');
    await says('Health', 'No source is configured');
    await says('Status', 'NO SOURCE');
  });

  test('events stop, frames go on: stream panels turn stale, Health does not', async () => {
    await open({
      history: false,
      changes: (now) => ({ ...busyChanges(now), status: { ...status(now - 30_000), staleAfterMs: 5000 } }),
    });
    await says('Alerts', 'No event');
    await says('Attack map', 'No event');
    await says('Health', 'eve-seoul');
    assert.equal(await region('Health').getByText('No event').count(), 0);
    await says('Status', 'up');
  });

  test('the core dies: the wall stays, says since when, turns stale within its limit, and recovers alone', async () => {
    await open({
      changes: (now) => ({ ...busyChanges(now), status: { ...status(now), staleAfterMs: 3000 } }),
    });
    await says('Incidents', 'SSH brute force');
    await core.close();
    await says('Alarm', 'No link to the core');
    await says('Alarm', /since \d\d:\d\d:\d\d/);
    await says('Status', /DOWN/);
    await says('Alerts', 'No contact');
    await says('Incidents', 'SSH brute force');
    await core.listen();
    core.run();
    await says('Status', 'up');
    await region('Alerts').getByText('No contact').waitFor({ state: 'detached', timeout: 20_000 });
    await says('Alarm', 'Exploit, then outbound connection');
  });

  test('before the first figures every panel says that it loads, and none that there is nothing', async () => {
    await open({ greets: false }, '', false);
    for (const name of PANELS) await region(name).locator('.state-loading').waitFor();
    core.run();
    for (const name of PANELS) await region(name).locator('.state-loading').waitFor({ state: 'detached' });
  });

  test('a core that is connected but says nothing is silent, not up', async () => {
    await open();
    await says('Status', 'up');
    core.silence();
    await says('Alarm', 'The core has gone silent');
    await says('Status', /SILENT/);
  });

  test('missed frames are asked for', async () => {
    await open({}, '', false);
    await says('Incidents', 'SSH brute force');
    core.skip(3);
    core.send({});
    await poll(() => core.calls.some(({ name }) => name === 'frames.resync'));
  });

  test('demo, past and losses are on the glass', async () => {
    await open({
      changes: (now) => ({
        ...busyChanges(now),
        status: { ...status(now), mode: 'demo', arcShare: 0.4, olderThanChart: 77 },
      }),
    });
    await says('Status', 'DEMO');
    await says('Status', '40%');
    await says('Alerts', 'DEMO');
    await says('Event rate', /usual .* median/);
    assert.doesNotMatch(await region('Event rate').innerText(), /older/, 'not news');
    core.tell({ status: { ...status(Date.now()), olderThanChart: 79 } });
    await says('Event rate', /79 events older/);
    core.tell({ status: { ...status(Date.now()), lagMs: 86_400_000, dropped: 12 } });
    await says('Status', 'PAST');
    await page.locator('.status-alert', { hasText: 'Dropped' }).waitFor();
  });

  test('a broken panel shows itself broken and the rest lives', async () => {
    const panels = [
      { id: 'a', panel: 'nonsense', x: 0, y: 0, w: 4, h: 6, settings: {} },
      { id: 'b', panel: 'talkers', x: 4, y: 0, w: 4, h: 6, settings: { lists: ['weather'] } },
      { id: 'c', panel: 'rate', x: 0, y: 6, w: 12, h: 6, settings: {} },
      { id: 'd', panel: 'health', x: 8, y: 0, w: 4, h: 6, settings: {} },
    ];
    const scene: Scene = { ...OVERVIEW, id: 'odd', panels };
    core = await FakeCore.start({ page: PAGE, scene });
    core.run();
    page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    // One panel's code cannot be fetched at first.
    let refuse = true;
    await page.route(/\/rate-[^/]*\.js/, (route) => (refuse ? route.abort() : route.continue()));
    await page.goto(core.url);
    await says('nonsense', /There is no panel/);
    await says('Top talkers', /settings are not valid: lists/);
    await says('Event rate', /Trying again in \d s/);
    refuse = false;
    await says('Health', 'eve-seoul');
    await says('Event rate', /usual .* median/);
  });

  test('a row keeps its place while it is read; news is counted, then shown', async () => {
    await open();
    const rows = core.changes.alerts?.rows ?? [];
    const second = rows[1]!.title;
    await says('Alerts', second);
    await page.waitForTimeout(5500);
    const news = (id: string, last: number) => ({
      ...rows[4]!,
      id,
      title: `News ${id}`,
      last,
      highlightedUntil: 0,
    });
    core.tell({ alerts: { rows: [news('one', Date.now()), ...rows], total: 1, evicted: 0 } });
    await says('Alerts', 'News one');
    const held = await titles();
    core.tell({
      alerts: { rows: [news('two', Date.now() + 1), news('one', Date.now()), ...rows], total: 1, evicted: 0 },
    });
    await says('Alerts', '1 newer');
    assert.deepEqual(await titles(), held);
    await says('Alerts', 'News two');
  });

  test('Korean, and a scene asked for by display name', async () => {
    await open({}, '?lang=ko&display=left');
    await region('공격 지도').waitFor();
    await says('인시던트', '미확인');
    assert.deepEqual(core.calls.find(({ name }) => name === 'scene.get')?.input, { display: 'left' });
    assert.equal(await page.locator('html').getAttribute('lang'), 'ko');
  });

  test('? shows the keys; the pointer hides when it rests', async () => {
    await open();
    await says('Status', 'up');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' });
    await page.mouse.move(200, 200);
    assert.equal(await page.locator('html.pointer-idle').count(), 0);
    await page.locator('html.pointer-idle').waitFor({ timeout: 20_000 });
  });

  test('less motion for who asks for it, and nothing less to know', async () => {
    core = await FakeCore.start({ page: PAGE });
    core.run();
    page = await browser.newPage({ reducedMotion: 'reduce' });
    await page.goto(core.url);
    await says('Alarm', 'Exploit, then outbound connection');
    const animation = await page
      .locator('.mark-blink')
      .first()
      .evaluate((mark) => getComputedStyle(mark).animationName);
    assert.equal(animation, 'none');
    await says('Incidents', 'unacked');
  });

  test('a core of another build makes the page reload once', async () => {
    await open({ build: 'not-this-one' });
    await says('Incidents', 'SSH brute force');
    await page.waitForFunction(() => sessionStorage.getItem('vigil.reloaded-for') === 'not-this-one');
    await says('Incidents', 'SSH brute force');
    await page.waitForTimeout(1500);
    assert.equal(core.calls.filter(({ name }) => name === 'scene.get').length <= 2, true);
  });
});

function acknowledged(core: FakeCore): string[][] {
  return core.calls
    .filter(({ name }) => name === 'alarm.acknowledge')
    .map(({ input }) => (input as { ids: string[] }).ids);
}

async function poll(true_: () => boolean, forMs = 20_000): Promise<void> {
  const until = performance.now() + forMs;
  while (!true_()) {
    if (performance.now() > until) throw new Error('It did not happen');
    await new Promise((done) => setTimeout(done, 20));
  }
}
