import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { CallReply } from '#contract/api.ts';
import { BUILT_IN, focusScene } from '#core/layouts/built-in.ts';
import { chromiumSkip, launchChromium, openPage } from '../support/chromium.ts';
import { FakeCore, type FakeCoreOptions } from './fake-core.ts';
import { BOARD, FIGURES } from './panel-scenes.ts';
import { alarmOf, busyChanges, incidentDetail, quietChanges, status } from './synthetic.ts';

const PAGE = fileURLToPath(new URL('../../dist/renderer', import.meta.url));

function evidence(): CallReply {
  return { ok: true, value: incidentDetail(Date.now()) };
}

describe('the panels of a scene', { skip: chromiumSkip }, () => {
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
    assert.deepEqual(errors, []);
  });

  async function open(options: Partial<FakeCoreOptions>, incident = evidence): Promise<void> {
    core = await FakeCore.start({ page: PAGE, ...options });
    core.answer = ({ name }) => (name === 'incident.get' ? incident() : undefined);
    core.run();
    ({ page, errors } = await openPage(browser, core.url));
  }
  const region = (name: string) => page.getByRole('region', { name, exact: true });
  const says = (where: string, text: string | RegExp) =>
    region(where).getByText(text).first().waitFor({ timeout: 20_000 });

  test('figures: each panel shows what the core told', async () => {
    await open({ scene: FIGURES });
    await says('Key figures', 'usual 6.5');
    await says('Key figures', 'median of the last 38');
    await says('ATT&CK', 'Brute Force');
    await says('ATT&CK', /12 techniques/);
    await says('Incident in focus', 'Exploit, then outbound connection');
    await says('Incident in focus', 'not acknowledged');
    await says('Incident in focus', /Log4j/);
    await says('Incident in focus', '10.20.9.4');
    await says('Sensors', 'SILENT');
    await says('Top talkers', 'shop.example/cart');
    await says('Top talkers', '▲ ×2.5');
    // Without motion news stands still one at a time.
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await says('News', /SSH brute force/);
  });

  test('board: each panel shows what its settings say', async () => {
    await open({ scene: BOARD });
    await says('World clocks', 'New York');
    await says('Tonight', /Change freeze/);
    await says('Notices', 'No notices');
    await says('On duty', '박지훈');
    await says('Alerts', /only medium and up/i);
    await says('Incidents', /only suri-fra-1/i);
    const width = await region('Picture')
      .getByRole('img', { name: 'A square' })
      .evaluate((image) => (image instanceof HTMLImageElement && image.complete ? image.naturalWidth : 0));
    assert.equal(width, 16);
    core.tell({
      health: {
        ...core.changes.health!,
        notices: [{ at: Date.now(), text: 'Rule refused: x', stands: true }],
      },
    });
    await says('Notices', 'Rule refused: x');
  });

  test('health: what could not be read is listed with its reason, and is only text', async () => {
    const scene = {
      ...BOARD,
      panels: [{ id: 'health', panel: 'health', x: 8, y: 7, w: 4, h: 5, settings: {} }],
    };
    await open({ scene });
    await says('Health', '3 malformed');
    await says('Health', /malformed ×2/);
    await says('Health', /^Unterminated string/);
    assert.equal(await region('Health').getByText('No readable time').isVisible(), true);
    const now = Date.now();
    const hostile = { at: now, source: 'eve-seoul', reason: '<b>\u202e no object', count: 7, sample: '<i>x' };
    core.tell({ health: { ...core.changes.health!, quarantine: [hostile] } });
    await says('Health', 'malformed ×7');
    await says('Health', '<b>');
    assert.equal(await region('Health').locator('b, i').count(), 0);
  });

  test('a core without events: each says what would appear', async () => {
    await open({ scene: FIGURES, changes: quietChanges, history: false });
    await says('Key figures', 'none acknowledged yet');
    await says('ATT&CK', 'No technique seen');
    await says('Incident in focus', 'No open incident');
    await says('Sensors', 'No sensors');
    await says('Top talkers', 'Nobody talks');
    await says('News', 'No news');
    await says('News', 'Told here: incidents, alerts.');
  });

  test('events stop: panels about them turn stale, the others do not', async () => {
    await open({
      scene: FIGURES,
      history: false,
      changes: (now) => ({ ...busyChanges(now), status: { ...status(now - 30_000), staleAfterMs: 5000 } }),
    });
    for (const name of ['Key figures', 'ATT&CK', 'Incident in focus', 'Top talkers', 'News']) {
      await says(name, 'No event');
    }
    await says('Sensors', 'SILENT');
    assert.equal(await region('Sensors').getByText('No event').count(), 0);
  });

  test('a filter that nothing passes says so, not “no alerts”', async () => {
    const [alerts] = BOARD.panels.filter(({ id }) => id === 'alerts');
    await open({
      scene: { ...BOARD, panels: [{ ...alerts!, settings: { from: 4 } }] },
      changes: (now) => {
        const changes = busyChanges(now);
        const rows = changes.alerts?.rows.map((row) => ({ ...row, severity: 3 as const })) ?? [];
        return { ...changes, alerts: { rows, total: 1291, evicted: 0 } };
      },
    });
    await says('Alerts', 'Nothing passes the filter');
    await says('Alerts', /40 others are left out/);
  });

  test('what a takeover shows: who has it, its course, events, hosts and assets, and where it goes', async () => {
    await open({ scene: focusScene('incident-0') });
    const focus = 'Incident in focus';
    await says(focus, 'not acknowledged');
    await says(focus, 'ET SCAN Nmap Scripting Engine User-Agent');
    const events = region(focus).getByRole('region', { name: 'Latest events', exact: true });
    await events.locator('li').first().waitFor();
    const [newest] = await events.locator('li').allInnerTexts();
    assert.match(
      newest ?? '',
      /Cobalt Strike[\s\S]*\d\d:\d\d:\d\d[\s\S]*203\.0\.113\.9[\s\S]*→[\s\S]*\[2001:db8:42::1f\]:443\/tcp/,
    );
    await says(focus, 'customer-db-1');
    await says(focus, /Database team, 4410/);
    const map = region('Attack map').locator('.map-words');
    await map.getByText('Marked: from Netherlands to Seoul DC').waitFor({ state: 'attached' });
    const [row] = core.changes.incidents?.rows ?? [];
    core.tell({
      alarms: {
        ...core.changes.alarms!,
        rows: [{ ...alarmOf(row!, 'acknowledged', Date.now()), by: 'kim' }],
      },
    });
    await says(focus, 'kim has it');
  });

  test('what an attacker writes into an event of an incident is text', async () => {
    const incident = incidentDetail(Date.now());
    const [event] = incident.latest ?? [];
    const latest = [{ ...event!, message: '<img src=x onerror=document.title="owned">' }];
    await open({ scene: focusScene('incident-0') }, () => ({ ok: true, value: { ...incident, latest } }));
    await says('Incident in focus', '<img src=x onerror=document.title="owned">');
    assert.equal(await page.title(), 'Vigil');
  });

  test('news, sensors and focus say what they leave out, and when it is all there is', async () => {
    const place = { w: 6, y: 0, h: 6 };
    const panels = [
      { ...place, id: 'focus', panel: 'focus', x: 0, settings: { tenants: ['Hanbit Bank'] } },
      { ...place, id: 'sensors', panel: 'sensors', x: 6, settings: { sensors: ['eve-frankfurt'] } },
      { id: 'ticker', panel: 'ticker', x: 0, y: 6, w: 12, h: 1, settings: {} },
    ];
    await open({ scene: { ...BOARD, panels } });
    await says('News', /only medium and up/i);
    await says('Sensors', /only eve-frankfurt/i);
    await says('Sensors', 'suri-fra-1');
    assert.equal(await region('Sensors').getByText('suri-seoul-1').count(), 0);
    await says('Incident in focus', /only medium and up · Hanbit Bank/i);
    await says('Incident in focus', 'Lateral movement over SMB');
    await page.close();
    await core.close();
    const nobody = panels.map((panel) => ({
      ...panel,
      settings: panel.id === 'sensors' ? { sensors: ['nothing'] } : { tenants: ['Nobody'] },
    }));
    await open({ scene: { ...BOARD, panels: nobody } });
    for (const name of ['News', 'Sensors', 'Incident in focus']) {
      await says(name, 'Nothing passes the filter');
      await says(name, /Only .*(nothing|Nobody)\. \d+ others are left out/);
    }
  });

  test('a panel bears the title it was given; map and rate say from which severity they show', async () => {
    const long = 'W'.repeat(64);
    const place = { y: 0, w: 6, h: 6 };
    const panels = [
      { ...place, id: 'map', panel: 'map', x: 0, settings: { title: 'What burns', from: 3 } },
      { ...place, id: 'rate', panel: 'rate', x: 6, settings: { title: long, from: 3 } },
      { ...place, id: 'alerts', panel: 'alerts', x: 0, y: 6, settings: { rows: 3 } },
    ];
    await open({ scene: { ...BOARD, panels } });
    await says('What burns', /only high and up/i);
    const badge = region(long).getByText(/only high and up/i);
    await badge.waitFor();
    await region(long).locator('.rate-legend li').first().waitFor();
    const [slot, shown] = [
      await region(long).locator('.panel-slot').boundingBox(),
      await badge.boundingBox(),
    ];
    assert.ok(slot && shown && shown.x >= slot.x, 'the longest title and a legend leave it room');
    assert.ok(shown.x + shown.width <= slot.x + slot.width + 1, 'and it is not cut at its end');
    await page.getByRole('button', { name: 'Full view: What burns' }).waitFor({ state: 'attached' });
    await region('What burns').locator('.map-words li').first().waitFor({ state: 'attached' });
    for (const flow of await region('What burns').locator('.map-words li').allTextContents())
      assert.match(flow, /high|critical/i);
    const levels = region(long).locator('.rate-legend li');
    for (const level of await levels.evaluateAll((all) => all.map((one) => one.dataset['severity'])))
      assert.ok(Number(level) >= 3);
    await region('Alerts').locator('li').nth(2).waitFor();
    assert.equal(await region('Alerts').locator('li').count(), 3);
  });

  test('a rate of one minute is held against what is usual too, and without events says which minute', async () => {
    const panels = [{ id: 'rate', panel: 'rate', x: 0, y: 0, w: 12, h: 6, settings: { minutes: 1 } }];
    await open({ scene: { ...BOARD, panels } });
    await says('Event rate', /^usual .* of the last 15 minutes, median/);
    await page.close();
    await core.close();
    await open({ scene: { ...BOARD, panels }, changes: quietChanges, history: false });
    await says('Event rate', 'No events in the last 1m');
  });

  test('evidence that may not be had is said, and the rest still stands', async () => {
    await open({ scene: FIGURES }, () => ({ ok: false, error: { code: 'not-found', message: 'gone' } }));
    await says('Incident in focus', /could not be had: gone/);
    await says('Incident in focus', '203.0.113.9');
  });

  test('reduced motion: news stands still, one at a time', async () => {
    await open({ scene: FIGURES });
    await says('News', /^\d+\/\d+$/);
    assert.equal(await page.locator('.ticker-band').count(), 0);
  });

  test('news joins at the start of a lap, however many there were before', async () => {
    const settings = { kinds: ['notices'], speed: 30 };
    const panels = [{ id: 'ticker', panel: 'ticker', x: 0, y: 0, w: 12, h: 1, settings }];
    await open({ scene: { ...BOARD, panels } });
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    const health = core.changes.health!;
    const notices = ['One piece', ...Array<string>(9).fill('More and longer news '.repeat(4))].map(
      (text, n) => ({ at: Date.now() - n, text, stands: false }),
    );
    core.tell({ health: { ...health, notices: notices.slice(0, 1) } });
    await says('News', 'One piece');
    core.tell({ health: { ...health, notices } });
    const { currentIteration, progress } = await page.evaluate(() => {
      const [motion] = document.querySelector('.ticker-band')?.getAnimations() ?? [];
      motion!.currentTime = 5 * Number(motion?.effect?.getComputedTiming().duration);
      return new Promise<ComputedEffectTiming>((resolve) => {
        const look = () => {
          const band = document.querySelector('.ticker-band');
          const timing = band?.getAnimations()[0]?.effect?.getComputedTiming();
          if (timing && band?.textContent.includes('More')) resolve(timing);
          else requestAnimationFrame(look);
        };
        look();
      });
    });
    assert.equal(currentIteration, 0);
    assert.ok((progress ?? 1) < 0.1, String(progress));
  });

  test('the scene Network tells of nobody outside, and says that it leaves them out', async () => {
    const network = BUILT_IN.find(({ id }) => id === 'network');
    const talkers = network?.panels.find(({ panel }) => panel === 'talkers');
    assert.ok(network && talkers);
    // One list: more take turns by the clock.
    const panels = [{ ...talkers, settings: { ...talkers.settings, lists: ['sources'] } }];
    await open({ scene: { ...network, panels } });
    await says('Top talkers', '10.4.1.22');
    await says('Top talkers', 'internal only');
    assert.equal(await region('Top talkers').getByText('203.0.113.9').count(), 0);
  });

  test('full view: button, double click and Z, and Escape leads back', async () => {
    await open({ scene: FIGURES });
    await says('Sensors', 'SILENT');
    const width = async () => (await region('Sensors').boundingBox())?.width ?? 0;
    const small = await width();
    await page.getByRole('button', { name: 'Full view: Sensors' }).focus();
    await page.keyboard.press('Enter');
    assert.ok((await width()) > small * 2);
    await page.keyboard.press('Escape');
    assert.equal(await width(), small);
    await region('Sensors').getByText('fw-gangnam').dblclick();
    assert.ok((await width()) > small * 2);
    await page.keyboard.press('z');
    assert.equal(await width(), small);
  });
});
