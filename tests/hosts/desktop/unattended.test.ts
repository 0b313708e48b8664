import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { hashPin } from '#hosts/shared/pin-hash.ts';
import { until } from '../../support/serve.ts';
import { Desktop, type DesktopOptions, displayOf, LEFT, RUNTIMES } from './desktop.ts';
import type { ScreenSpec } from './electron-double/chromium.ts';
import type { KeyInput } from './electron-double/web-contents.ts';

/** Small, so that four of them are a light load. */
const screen = (label: string, x: number, scale: number): ScreenSpec => ({
  label,
  x,
  y: 0,
  width: 640,
  height: 360,
  scale,
});
/** Headless Chromium confuses the places of more scales than these, and of scaled displays side by side. */
const WALL = [screen('A', 0, 1), screen('B', 640, 2), screen('C', 3000, 1), screen('D', 5000, 2)];

async function start(
  t: TestContext,
  options: Omit<DesktopOptions, 'runtime'>,
  config = '',
): Promise<Desktop> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigil-unattended-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'vigil.yml');
  writeFileSync(file, config);
  const desktop = await Desktop.start({ runtime: 'double', args: ['--demo', '--config', file], ...options });
  t.after(() => desktop.end());
  return desktop;
}

const health = (page: Page) => page.getByRole('region', { name: 'Health', exact: true }).waitFor();

describe('a wall that nobody attends, on the double of electron', {
  skip: RUNTIMES[0]?.skip ?? false,
}, () => {
  test('four displays of mixed scale keep their names and their pages, unplugged and plugged in another order', async (t) => {
    const desktop = await start(t, { screens: WALL });
    const names = new Map<string, string>();
    const inPlace = async ({ label, x, width, height, scale }: ScreenSpec) => {
      const page = await desktop.page(label);
      const wanted = [x, width, height, scale].join();
      const seen = () => page.evaluate<string>('[screenX, innerWidth, innerHeight, devicePixelRatio].join()');
      await until(`${label} to fill its screen`, async () => (await seen()) === wanted);
      return displayOf(page);
    };
    for (const spec of WALL) names.set(spec.label, await inPlace(spec));
    assert.equal(names.get('A'), 'A 0,0');
    const stays = await desktop.page('A');
    await health(stays);
    await stays.evaluate('window.mark = 1');
    for (const label of ['B', 'C', 'D']) await desktop.control({ do: 'remove-screen', label });
    await until('one window', () => desktop.pages().length === 1);
    const [, b, c, d] = WALL;
    assert.ok(b && c && d);
    // Now the order is A D C B.
    const after = [{ ...d, x: 640 }, c, { ...b, x: 5000 }];
    for (const spec of after) await desktop.control({ do: 'add-screen', screen: spec });
    for (const spec of after) assert.equal(await inPlace(spec), names.get(spec.label));
    assert.equal(await stays.evaluate('window.mark'), 1, 'the one that stayed was not loaded anew');
    assert.equal((await desktop.windows()).length, 4);
  });

  test('a source that needs the node host is told of, in the log and on the glass', async (t) => {
    const desktop = await start(
      t,
      { screens: [LEFT] },
      'sources: [{ type: http, name: inbox, token: 0123456789abcdef0123 }]',
    );
    await until('the log', () => desktop.log().includes('inbox: nothing can post here'));
    const page = await desktop.page('');
    await page.getByText('inbox: nothing can post here').first().waitFor();
  });

  test('a main thread that stands still is noticed by its heart, ended, and the page comes back', async (t) => {
    const desktop = await start(t, { screens: [LEFT] }, 'kiosk: { hangSeconds: 4 }');
    const page = await desktop.page('');
    await health(page);
    page.evaluate('for (;;);').catch(() => undefined);
    await until('the hang noticed', () => desktop.log().includes('no heartbeat'));
    await until('another page', () => desktop.pages().some((other) => other !== page));
    const again = desktop.pages().find((other) => other !== page);
    assert.ok(again);
    await health(again);
  });

  test('a page that hangs again and again gives way to the status page, in the language of the system', async (t) => {
    const desktop = await start(t, { screens: [LEFT], locale: 'ko-KR' }, 'kiosk: { hangSeconds: 2 }');
    let page = await desktop.page('');
    for (let hang = 1; hang <= 4; hang++) {
      await health(page);
      const before = desktop.pages();
      page.evaluate('for (;;);').catch(() => undefined);
      const next = () => desktop.pages().find((other) => !before.includes(other));
      await until('another page', () => next() !== undefined);
      page = next() ?? page;
    }
    const status = page;
    await status.getByRole('heading', { name: '이 디스플레이가 멈췄습니다' }).waitFor();
    const text = await status.locator('body').innerText();
    assert.match(
      text,
      /페이지가 응답하지 않았습니다[\s\S]*코어는 [\s\S]*소스 1개 중 1개 동작[\s\S]*다음 시도: \d\d:\d\d:\d\d/,
    );
    assert.equal(await status.locator('html').getAttribute('lang'), 'ko');
    assert.equal(desktop.log().match(/no heartbeat/g)?.length, 4);
  });

  test('a page that comes and stays empty is a failed one', async (t) => {
    const desktop = await start(t, { screens: [LEFT] }, 'kiosk: { hangSeconds: 5 }');
    const page = await desktop.page('');
    await health(page);
    // Its heart beats on, but nothing will ever be drawn.
    await page.route('**/assets/*.js', (route) => route.abort());
    await page.evaluate('location.reload()');
    await until('the failure told', () => desktop.log().includes('The page stayed empty'));
  });

  test('a fresh page takes over only once it has drawn, and the old one is there until then', async (t) => {
    const desktop = await start(t, { screens: [LEFT] });
    const old = await desktop.page('');
    await health(old);
    await old.evaluate('window.vigil.refresh()');
    await until('two pages', () => desktop.pages().length === 2);
    const fresh = desktop.pages().find((page) => page !== old);
    assert.ok(fresh);
    const oldGone = new Promise((resolve) => old.once('close', resolve));
    const panelsWhenGone = await oldGone.then(() => fresh.locator('.cell').count());
    assert.ok(panelsWhenGone > 0);
    assert.match(desktop.log(), /the fresh page has taken over/);
    await health(fresh);
    // It is the display's window now: its own crash is recovered from.
    await desktop.crash(fresh);
    await until('a page again', () => desktop.pages().some((page) => page !== fresh));
  });

  test('kiosk: keys of a browser and closing do nothing; the PIN, wrong, locked out and right', async (t) => {
    const desktop = await start(t, { screens: [LEFT] }, `kiosk: { pin: "${await hashPin('2468')}" }`);
    const page = await desktop.page('');
    await health(page);
    await page.evaluate(`{
      window.seen = [];
      addEventListener('keydown', (event) => window.seen.push(event.key), true);
    }`);
    const key = (input: KeyInput) => desktop.control({ do: 'key', display: 'Left', input });
    await key({ key: 'F4', alt: true });
    await key({ key: 'r', control: true });
    await key({ key: 'I', control: true });
    await key({ key: 'F11' });
    await desktop.control({ do: 'close-window', display: 'Left' });
    await key({ key: '?' });
    assert.deepEqual(await page.evaluate('window.seen'), ['?'], 'only what is the wall’s own');
    const asked = page.getByRole('dialog', { name: 'End Vigil: PIN' });
    await key({ key: 'q', control: true });
    await asked.getByText('Enter confirms').waitFor();
    const attempt = async (pin: string, answer: string) => {
      for (const one of pin) await key({ key: one });
      await asked.getByText('Enter confirms').waitFor();
      await key({ key: 'Enter' });
      await asked.getByText(answer).waitFor();
    };
    for (let wrong = 0; wrong < 4; wrong++) await attempt('1111', 'Wrong PIN');
    await attempt('1111', 'Too many wrong PINs: wait');
    await attempt('2468', 'Too many wrong PINs: wait');
    await key({ key: 'Escape' });
    await asked.waitFor({ state: 'detached' });
    assert.deepEqual(await page.evaluate('window.seen'), ['?'], 'no digit came to the page');
    assert.equal(desktop.process.exitCode, null);
  });

  test('kiosk: the right PIN ends Vigil', async (t) => {
    const desktop = await start(t, { screens: [LEFT] }, `kiosk: { pin: "${await hashPin('2468')}" }`);
    await health(await desktop.page(''));
    for (const input of [{ key: 'q', control: true }, ...Array.from('2468', (one) => ({ key: one }))]) {
      await desktop.control({ do: 'key', display: 'Left', input });
    }
    const ended = new Promise((resolve) => desktop.process.once('exit', resolve));
    desktop.control({ do: 'key', display: 'Left', input: { key: 'Enter' } }).catch(() => undefined);
    assert.equal(await ended, 0);
  });

  test('no dialog ever stands on the glass, and nothing that is dropped is opened', async (t) => {
    const desktop = await start(t, { screens: [LEFT] });
    const page = await desktop.page('');
    await health(page);
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.type());
      void dialog.dismiss();
    });
    const answers = await page.evaluate(`[
      alert('a'), confirm('b'), prompt('c'),
      dispatchEvent(new Event('drop', { cancelable: true })),
      dispatchEvent(new Event('contextmenu', { cancelable: true })),
    ]`);
    assert.deepEqual(answers, [undefined, false, null, false, false]);
    assert.deepEqual(dialogs, []);
  });
});
