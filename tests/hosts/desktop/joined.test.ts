import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { stationOf } from '#hosts/desktop/station.ts';
import { listen, loudest, SILENCE } from '../../support/ear.ts';
import { listenLocally } from '../../support/listen.ts';
import { eve, eveAlert } from '../../support/scripted-source.ts';
import { type Serving, serve, until } from '../../support/serve.ts';
import { Desktop, displayOf, LEFT, RIGHT, RUNTIMES } from './desktop.ts';

const TOKEN = 'a-token-of-the-left-wall-0123456789';
/** Between two soundings of a critical alarm there is less. */
const HEARD_WITHIN_MS = 6_000;

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigil-joined-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A node host that may be killed and started again at its address. */
async function nodeHost(t: TestContext, folder: string, port = 0) {
  const config = path.join(folder, 'server.yml');
  const tokens = `[{ name: left wall, token: ${TOKEN}, role: supervisor }]`;
  writeFileSync(config, `server: { tokens: ${tokens} }\n`);
  const eveFile = path.join(folder, 'eve.json');
  appendFileSync(eveFile, `${eve()}\n`);
  const args = ['--config', config, '--eve', eveFile, '--data-dir', path.join(folder, 'state')];
  let serving: Serving = await serve([...args, '--port', String(port)]);
  t.after(() => serving.kill());
  const { url } = serving;
  return {
    url,
    eveFile,
    kill: () => serving.kill(),
    async again() {
      serving = await serve([...args, '--port', new URL(url).port]);
    },
  };
}

async function join(t: TestContext, folder: string, url: string, locale = 'en-US'): Promise<Desktop> {
  const tokenFile = path.join(folder, 'token');
  writeFileSync(tokenFile, `${TOKEN}\n`);
  const config = path.join(folder, 'vigil.yml');
  writeFileSync(config, 'kiosk: { hangSeconds: 10 }\n');
  const args = ['--join', url, '--token-file', tokenFile, '--config', config];
  const desktop = await Desktop.start({
    runtime: 'double',
    screens: [LEFT, RIGHT],
    args,
    joined: url,
    locale,
  });
  t.after(() => desktop.end());
  return desktop;
}

const NAMES = [LEFT, RIGHT].map(({ label, x }) => `${stationOf(hostname())} ${label} ${x},0`);
const scene = (page: Page) => page.locator('.cell').first().waitFor();
/** A page in place of another, or the same one loaded anew. */
const away = (desktop: Desktop) => desktop.pages().filter((page) => page.url().includes('/away?'));

describe('desktop host that joins a node host, on the double of electron', {
  skip: RUNTIMES[0]?.skip ?? false,
}, () => {
  test('its displays are of that wall: scenes, an alarm in both windows, the host killed and back', async (t) => {
    const folder = folderFor(t);
    const host = await nodeHost(t, folder);
    const desktop = await join(t, folder, host.url);
    const [leftName = '', rightName = ''] = NAMES;
    const left = await desktop.page(leftName);
    const right = await desktop.page(rightName);
    await Promise.all([scene(left), scene(right)]);
    assert.ok(left.url().startsWith(host.url));
    assert.deepEqual(await left.evaluate('Object.keys(window.vigil).sort()'), [
      'display',
      'drawn',
      'host',
      'machine',
      'refresh',
    ]);

    await desktop.control({
      do: 'key',
      display: leftName,
      input: { key: 'C', control: true, shift: true },
    });
    const room = await desktop.controlRoom();
    await room.locator(`[data-display="${rightName}"]`).click();
    await room.locator('[data-scene=night-shift]').click();
    await right.locator('[data-panel=clock]').waitFor();
    assert.equal(await left.locator('[data-panel=clock]').count(), 0);
    await desktop.control({ do: 'key', display: 'control room', input: { key: 'q', control: true } });

    await listen(right);
    appendFileSync(host.eveFile, `${eveAlert('Real exploit', 1)}\n`);
    for (const page of [left, right])
      await page.locator('.banner').getByText('Real exploit').first().waitFor();
    await until('the alarm heard', async () => (await loudest(right, 500)) > SILENCE);
    await left.bringToFront();
    await left.keyboard.press('a');
    for (const page of [left, right]) {
      await page
        .locator('.banner')
        .getByRole('button', { name: /Acknowledge/ })
        .waitFor({ state: 'detached' });
    }
    await until('the sound ended', async () => (await loudest(right, 500)) < SILENCE);
    assert.ok((await loudest(right, HEARD_WITHIN_MS)) < SILENCE, 'acknowledged at the other window');

    await host.kill();
    for (const page of [left, right]) await page.locator('.banner').getByText(/link/i).first().waitFor();
    await host.again();
    appendFileSync(host.eveFile, `${eveAlert('Another exploit', 1, { src_ip: '203.0.113.77' })}\n`);
    for (const page of [left, right])
      await page.locator('.banner').getByText('Another exploit').first().waitFor();
    await right.locator('[data-panel=clock]').waitFor();
    assert.ok(!desktop.log().includes(TOKEN));
    for (const page of desktop.pages()) assert.ok(!page.url().includes(TOKEN));
  });

  test('a host that is away gives way to a page that says so, until it is there; hangs and fresh pages as ever', async (t) => {
    const folder = folderFor(t);
    const stand = createServer((_request, response) => response.writeHead(502).end());
    const port = await listenLocally(stand);
    const desktop = await join(t, folder, `http://127.0.0.1:${port}/`, 'ko-KR');
    await until('both displays say so', () => away(desktop).length === 2);
    const [page] = away(desktop);
    assert.ok(page);
    await page.getByRole('heading', { name: '서버에 연결할 수 없습니다' }).waitFor();
    await page.getByText(`http://127.0.0.1:${port}: HTTP 502`).waitFor();
    assert.ok(NAMES.includes(displayOf(page)));
    stand.closeAllConnections();
    stand.close();
    const host = await nodeHost(t, folder, port);
    await until('the wall', () => away(desktop).length === 0);
    const left = await desktop.page(NAMES[0] ?? '');
    await scene(left);

    await left.evaluate(`location.href = '/?view=control'`).catch(() => undefined);
    await until('a refusal', () => desktop.log().includes('refused navigation'));
    await scene(left);
    left.evaluate('for (;;);').catch(() => undefined);
    await until('the hang noticed', () => desktop.log().includes('no heartbeat'));
    const others = () => desktop.pages().filter((one) => one !== left && displayOf(one) === NAMES[0]);
    await until('another page', () => others().length === 1);
    const [second] = others();
    assert.ok(second);
    await scene(second);
    await second.evaluate('window.vigil.refresh()');
    await until('a fresh page', () => desktop.log().includes('the fresh page has taken over'));
    const third = others().find((one) => one !== second);
    assert.ok(third);
    await scene(third);

    await host.kill();
    await third.evaluate('window.vigil.refresh()');
    await until('the old page to stay', () => desktop.log().includes('the fresh page did not come'));
    await scene(third);
    await third.evaluate('location.reload()').catch(() => undefined);
    await until('the page that says so', () => away(desktop).length === 1);
    await host.again();
    await until('the wall again', () => away(desktop).length === 0);
    await scene(await desktop.page(NAMES[0] ?? ''));
  });

  test('what can’t be joined is told in words, and a config that broke meanwhile goes on as it was', async (t) => {
    const folder = folderFor(t);
    const says = async (words: RegExp, ...args: string[]) => {
      const desktop = await Desktop.start({ runtime: 'double', args, userData: folder });
      t.after(() => desktop.end());
      await until(String(words), () => words.test(desktop.log()));
      await desktop.stop();
    };
    await says(/--join takes an address such as/, '--join', 'soc.example');
    const fits = ['--join', 'http://127.0.0.1:8844'];
    await says(/missing can't be read/, ...fits, '--token-file', path.join(folder, 'missing'));
    const config = path.join(folder, 'vigil.yml');
    writeFileSync(config, 'kiosk: { hangSeconds: 4 }\n');
    await says(/can't be reached/, ...fits, '--config', config);
    writeFileSync(config, 'kiosk: { hangSecond: 4 }\n');
    await says(
      /did you mean hangSeconds[\s\S]*is in force[\s\S]*can't be reached/,
      ...fits,
      '--config',
      config,
    );
  });
});
