import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { io } from 'socket.io-client';
import type { CallInput, CallName, CallOutput, CallReply } from '#contract/api.ts';
import { type PanelPlacement, type Scene, SCENE_VERSION } from '#contract/layout.ts';
import { chromiumSkip, launchChromium, openPage } from '../support/chromium.ts';
import { eve, eveAlert } from '../support/scripted-source.ts';
import { type Serving, serve, until } from '../support/serve.ts';

const SIZE = { width: 1280, height: 720 };
const KOREAN = '168.126.63.1';
const RUSSIAN = '77.88.8.8';

const panel = (id: string, settings: PanelPlacement['settings'], x = 0, kind = id): PanelPlacement => ({
  id,
  panel: kind,
  x,
  y: 0,
  w: 6,
  h: 12,
  settings,
});
const scene = (id: string, panels: PanelPlacement[]): Scene => ({
  version: SCENE_VERSION,
  id,
  title: id,
  panels,
});

type Call = <K extends CallName>(name: K, input: CallInput<K>) => Promise<CallOutput<K>>;

async function started(t: TestContext, config: string, port = 0): Promise<Serving> {
  const serving = await serve(['--config', config, '--port', String(port)]);
  t.after(() => serving.kill());
  return serving;
}

async function supervisor(t: TestContext, { url }: Serving) {
  const socket = io(`${url}wall`, { transports: ['websocket'], auth: { display: '' } });
  t.after(() => socket.close());
  return async <K extends CallName>(name: K, input: CallInput<K>): Promise<CallOutput<K>> => {
    const reply = (await socket.timeout(5_000).emitWithAck('call', name, input)) as CallReply;
    assert.ok(reply.ok, JSON.stringify(reply));
    return reply.value as CallOutput<K>;
  };
}

async function put(call: Call, name: string, shown: Scene): Promise<void> {
  const { latest } = await call('scene.save', { scene: shown, comment: '' });
  await call('scene.publish', { id: shown.id, revision: latest });
  await call('display.show', { target: { display: name }, scene: shown.id, pinned: true, each: false });
}

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const says = (page: Page, name: string, pattern: RegExp) =>
  until(`${name} saying ${pattern}`, async () =>
    pattern.test((await region(page, name).textContent()) ?? ''),
  );
const saysNot = async (page: Page, name: string, pattern: RegExp) =>
  assert.doesNotMatch((await region(page, name).textContent()) ?? '', pattern);
/** Events in the chart, of all severities. */
const barsOf = async (page: Page) => {
  const counts = await region(page, 'Event rate').locator('.rate-legend li').allTextContents();
  return counts.reduce((sum, text) => sum + Number(text.replace(/\D/g, '')), 0);
};
const sent = (count: number, source: string) => Array.from({ length: count }, () => eve({ src_ip: source }));

describe('panels that filter what the core counts', { skip: chromiumSkip }, () => {
  let browser: Browser;
  const folder = mkdtempSync(path.join(tmpdir(), 'vigil-views-'));
  before(async () => {
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** Two tenants, each with a sensor of its own, in one house. */
  function configured(name: string) {
    const feed = (tenant: string) => path.join(folder, `${name}-${tenant}.json`);
    const config = path.join(folder, `${name}.yml`);
    const sources = ['acme', 'globex'].map((tenant) => ({ type: 'eve', name: tenant, path: feed(tenant) }));
    const tenants = [
      { name: 'Acme', sources: ['acme'] },
      { name: 'Globex', sources: ['globex'] },
    ];
    const sites = [{ name: 'HQ', cidrs: ['10.0.0.0/8'], latitude: 37.5, longitude: 127 }];
    writeFileSync(config, JSON.stringify({ sources, tenants, sites, dataDir: path.join(folder, name) }));
    for (const tenant of ['acme', 'globex']) writeFileSync(feed(tenant), '');
    const write = (tenant: 'acme' | 'globex', lines: readonly string[]) =>
      appendFileSync(feed(tenant), `${lines.join('\n')}\n`);
    return { config, write };
  }

  async function display(t: TestContext, { url }: Serving, name: string): Promise<Page> {
    const { page, errors } = await openPage(browser, `${url}?display=${name}&lang=en`, SIZE);
    await page.locator('.cell').first().waitFor();
    t.after(async () => {
      await page.close();
      assert.deepEqual(
        // What a reload breaks off and what a dead core refuses is no fault of the page.
        errors.filter((text) => !/ERR_CONNECTION_REFUSED|^failed: /.test(text)),
        [],
      );
    });
    return page;
  }

  test('a tenant’s alerts stay however many others have, and are counted by themselves', async (t) => {
    const { config, write } = configured('alerts');
    const serving = await started(t, config);
    const call = await supervisor(t, serving);
    const page = await display(t, serving, 'wall');
    await put(call, 'wall', scene('theirs', [panel('alerts', { tenants: ['acme'] })]));
    await says(page, 'Alerts', /Nothing passes the filter/);
    write('acme', [eveAlert('Acme probe', 3, { src_ip: KOREAN })]);
    await says(page, 'Alerts', /Acme probe/);
    const others = Array.from({ length: 200 }, (_, n) =>
      eveAlert(`Globex probe ${n}`, 1, {
        src_ip: RUSSIAN,
        alert: { ...JSON.parse(eveAlert(`Globex probe ${n}`)).alert, signature_id: 9_100_000 + n },
      }),
    );
    write('globex', others);
    await until('all alerts', async () => (await serving.metric('vigil_events_total')) === 201);
    write('acme', [eveAlert('Acme probe', 3, { src_ip: KOREAN })]);
    await says(page, 'Alerts', /Acme probe.*×2/);
    await says(page, 'Alerts', /2 in all/);
    await saysNot(page, 'Alerts', /Globex/);
  });

  test('two tenants’ scenes show each their own traffic; a reload keeps it and a restart finds it again', async (t) => {
    const { config, write } = configured('two');
    const serving = await started(t, config);
    const call = await supervisor(t, serving);
    const [acme, globex] = await Promise.all(['a', 'g'].map((name) => display(t, serving, name)));
    assert.ok(acme && globex);
    write('acme', [eveAlert('Acme probe', 1, { src_ip: KOREAN })]);
    write('globex', [eveAlert('Globex probe', 1, { src_ip: RUSSIAN })]);
    await until('both alerts', async () => (await serving.metric('vigil_events_total')) === 2);
    // The core offers a scene for each tenant of the config.
    const scenes = await call('scene.list', {});
    const sceneOf = (tenant: string) => scenes.find(({ title }) => title === `Tenant ${tenant}`)?.id ?? '';
    for (const [name, tenant] of [
      ['a', 'Acme'],
      ['g', 'Globex'],
    ] as const) {
      const target = { display: name };
      await call('display.show', { target, scene: sceneOf(tenant), pinned: true, each: false });
    }
    await says(acme, 'Event rate', /Nothing passes the filter/);
    await until('both views', async () => (await serving.metric('vigil_views')) === 2);
    write('acme', sent(30, KOREAN));
    write('globex', sent(70, RUSSIAN));
    const own = async (page: Page, mine: RegExp, theirs: RegExp, address: string, count: number) => {
      await says(page, 'Attack map', mine);
      await says(page, 'Attack map', new RegExp(`${count} events`));
      await says(page, 'Top talkers', new RegExp(address.replaceAll('.', '\\.')));
      await until('the bars', async () => (await barsOf(page)) === count);
      for (const name of ['Attack map', 'Top talkers', 'Event rate', 'Alerts', 'ATT&CK']) {
        await saysNot(page, name, theirs);
      }
    };
    await own(acme, /South Korea/, /Russia|77\.88|Globex/, KOREAN, 30);
    await own(globex, /Russia/, /South Korea|168\.126|Acme/, RUSSIAN, 70);
    await saysNot(acme, 'Event rate', /older than/);
    await says(acme, 'Attack map', /since \d\d:\d\d/);

    await acme.reload();
    await own(acme, /South Korea/, /Russia|77\.88|Globex/, KOREAN, 30);

    await acme.evaluate(() => Object.assign(window, { mark: 1 }));
    await serving.kill();
    const again = await started(t, config, Number(new URL(serving.url).port));
    await until('both views watched again', async () => (await again.metric('vigil_views')) === 2);
    write('globex', sent(5, RUSSIAN));
    write('acme', sent(4, KOREAN));
    // What the core reads again after a restart counts in the views that it knew: the first alerts too.
    await own(acme, /South Korea/, /Russia|77\.88|Globex/, KOREAN, 35);
    await own(globex, /Russia/, /South Korea|168\.126|Acme/, RUSSIAN, 76);
    assert.ok(await acme.evaluate(() => 'mark' in window), 'without a reload');
  });

  test('the card behind an arc counts only what passes', async (t) => {
    const { config, write } = configured('card');
    const serving = await started(t, config);
    const call = await supervisor(t, serving);
    const page = await display(t, serving, 'm');
    const maps = scene('maps', [
      panel('own', { tenants: ['ACME'], title: 'Own' }, 0, 'map'),
      panel('grave', { from: 3, title: 'Grave' }, 6, 'map'),
    ]);
    await put(call, 'm', maps);
    await until('the view', async () => (await serving.metric('vigil_views')) === 1);
    write('acme', [...sent(6, KOREAN), eveAlert('Exploit', 1, { src_ip: KOREAN })]);
    write('globex', [...sent(9, KOREAN), eveAlert('Other exploit', 1, { src_ip: KOREAN })]);
    for (const [name, counted] of [
      ['Own', /7 events/],
      ['Grave', /2 events/],
    ] as const) {
      await says(page, name, counted);
      await region(page, name).locator('.map-picker').focus();
      await page.keyboard.press('Enter');
      const card = region(page, name).locator('.map-card');
      await until(`the card of ${name}`, async () => counted.test(await card.innerText()));
      await page.keyboard.press('Escape');
    }
  });

  test('a time range of its own is counted apart; one filter too many is said in its panel', async (t) => {
    const { config, write } = configured('span');
    const serving = await started(t, config);
    const call = await supervisor(t, serving);
    const page = await display(t, serving, 's');
    await put(call, 's', scene('span', [panel('talkers', { span: '1m', title: 'Minute' })]));
    await until('the view', async () => (await serving.metric('vigil_views')) === 1);
    write('acme', sent(3, KOREAN));
    await says(page, 'Minute', /last 1m/);
    await says(page, 'Minute', /168\.126\.63\.1/);
    const many = Array.from({ length: 13 }, (_, i) => ({
      ...panel(`p${i}`, { tenants: [`t${i}`] }, i % 12, 'rate'),
      y: Math.floor(i / 12),
      w: 1,
      h: 1,
    }));
    await put(call, 's', scene('many', many));
    await page.getByText('The core does not count this filter').first().waitFor();
    assert.equal(await serving.metric('vigil_views'), 12);
    assert.ok((await serving.metric('vigil_views_refused_total')) >= 1);
  });

  test('the editor’s preview shows what a filter lets pass, and half a name makes no view', async (t) => {
    const { config, write } = configured('editor');
    const serving = await started(t, config);
    const call = await supervisor(t, serving);
    await call('scene.save', { scene: scene('mine', [panel('map', {})]), comment: '' });
    const { page, errors } = await openPage(browser, `${serving.url}?view=editor&scene=mine&lang=en`, SIZE);
    t.after(() => page.close());
    write('acme', sent(5, KOREAN));
    write('globex', sent(8, RUSSIAN));
    await says(page, 'Attack map', /Russia/);
    await page.locator('[data-tile="map"]').focus();
    await page.getByLabel(/^Only these tenants/).pressSequentially('globex', { delay: 30 });
    await says(page, 'Attack map', /only globex/);
    write('acme', sent(5, KOREAN));
    write('globex', sent(2, RUSSIAN));
    await says(page, 'Attack map', /Russia.*2 events/);
    await saysNot(page, 'Attack map', /Korea/);
    assert.equal(await serving.metric('vigil_views'), 1);
    assert.deepEqual(errors, []);
  });
});
