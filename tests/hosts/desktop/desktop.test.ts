import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { eve, eveAlert } from '../../support/scripted-source.ts';
import { until } from '../../support/serve.ts';
import { Desktop, type DesktopOptions, displayOf, LEFT, RIGHT, RUNTIMES } from './desktop.ts';
import type { ScreenSpec } from './electron-double/chromium.ts';

const PANELS = ['Attack map', 'Event rate', 'Alerts', 'Incidents', 'Top talkers', 'Health'];

async function start(t: TestContext, options: DesktopOptions): Promise<Desktop> {
  const desktop = await Desktop.start(options);
  t.after(() => desktop.end());
  return desktop;
}

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigil-desktop-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const twin = (x: number): ScreenSpec => ({ ...LEFT, label: 'DELL', x });

async function expectPanels(page: Page): Promise<void> {
  for (const name of PANELS) await page.getByRole('region', { name, exact: true }).waitFor();
}

for (const { runtime, skip } of RUNTIMES) {
  describe(`desktop host on ${runtime === 'double' ? 'the double of electron' : 'Electron'}`, {
    skip,
  }, () => {
    test('shows the wall over its port, in a page that has the API and nothing of Node', async (t) => {
      const desktop = await start(t, { runtime });
      const page = await desktop.page('');
      await expectPanels(page);
      await page.getByText('DEMO').first().waitFor();
      const api = await page.evaluate(`({
        keys: Object.keys(window.vigil).sort(),
        host: window.vigil.host,
        named: window.vigil.display === new URLSearchParams(location.search).get('display'),
        node: [typeof require, typeof process, typeof module, typeof Buffer],
        electron: ['ipcRenderer', 'electron', '__electronDeliver', '__electronToMain'].filter((name) => name in window),
      })`);
      assert.deepEqual(api, {
        keys: ['display', 'drawn', 'host', 'machine', 'refresh', 'requestPort'],
        host: 'desktop',
        named: true,
        node: ['undefined', 'undefined', 'undefined', 'undefined'],
        electron: [],
      });
      await until('frames that go on', async () => {
        const before = await page.getByRole('region', { name: 'Health', exact: true }).innerText();
        await page.waitForTimeout(1_500);
        return before !== (await page.getByRole('region', { name: 'Health', exact: true }).innerText());
      });
    });

    test('serves its own files under a strict policy and refuses to leave', async (t) => {
      const desktop = await start(t, { runtime });
      const page = await desktop.page('');
      await expectPanels(page);
      const url = page.url();
      const answers = await page.evaluate(`(async () => {
        const own = await fetch('/');
        const above = await fetch('/%2e%2e/%2e%2e/package.json');
        const elsewhere = await fetch('http://127.0.0.1:9/').then(() => 'reached', () => 'refused');
        const evaluated = await new Promise((resolve) => setTimeout(() => {
          try { resolve(new Function('return 1')()); } catch (error) { resolve(error.name); }
        }));
        const script = document.createElement('script');
        script.textContent = 'window.inlineRan = true';
        document.body.append(script);
        return {
          policy: own.headers.get('content-security-policy'),
          above: above.status,
          elsewhere,
          evaluated,
          inline: window.inlineRan === true,
          opened: window.open('https://example.invalid/') === null,
        };
      })()`);
      const { policy, opened, ...rest } = answers as { policy: string; opened: boolean } & Record<
        string,
        unknown
      >;
      assert.match(policy, /default-src 'none'; script-src 'self';/);
      assert.deepEqual(rest, { above: 404, elsewhere: 'refused', evaluated: 'EvalError', inline: false });
      // In the double the window opens and is closed at once.
      if (runtime === 'electron') assert.ok(opened);
      await page.evaluate(`location.href = 'https://example.invalid/away'`).catch(() => undefined);
      await until(
        'both refusals',
        () => /refused navigation/.test(desktop.log()) && /refused a window/.test(desktop.log()),
      );
      assert.equal(page.url(), url);
      await until(
        'one page',
        () =>
          page
            .context()
            .pages()
            .filter((p) => p.url() !== 'about:blank').length === 1,
      );
      await expectPanels(page);
    });

    test('an alarm acknowledged at one window is acknowledged at all', {
      skip: runtime === 'electron' && 'one screen',
    }, async (t) => {
      const file = path.join(folderFor(t), 'eve.json');
      appendFileSync(file, `${eve()}\n`);
      const desktop = await start(t, { runtime, screens: [LEFT, RIGHT], args: ['--eve', file] });
      const left = await desktop.page('Left');
      const right = await desktop.page('Right');
      await Promise.all([expectPanels(left), expectPanels(right)]);
      appendFileSync(file, `${eveAlert('Real exploit', 1)}\n`);
      for (const page of [left, right]) await sounding(page, true);
      await left.bringToFront();
      await left.keyboard.press('a');
      for (const page of [left, right]) await sounding(page, false);
    });

    test('a crashed page comes back three times, then says so plainly', async (t) => {
      const desktop = await start(t, { runtime });
      for (let crash = 1; crash <= 4; crash++) {
        const page = await desktop.page('');
        await expectPanels(page);
        await desktop.crash(page);
        if (crash <= 3)
          await until('the page again', () =>
            desktop.pages().some((p) => p !== page || runtime === 'electron'),
          );
      }
      let text = '';
      await until('the status page', async () => {
        const status = desktop.pages().find((page) => page.url().includes('/status?'));
        text = (await status?.locator('body').innerText()) ?? '';
        return text !== '';
      });
      assert.match(text, /This display has stopped[\s\S]*Next try at \d\d:\d\d:\d\d/);
      assert.equal(desktop.process.exitCode, null);
    });

    test('SIGTERM ends it cleanly and soon', async (t) => {
      const desktop = await start(t, { runtime });
      await expectPanels(await desktop.page(''));
      const before = performance.now();
      assert.equal(await desktop.stop(), 0);
      assert.ok(performance.now() - before < 5_000);
    });
  });
}

describe('desktop host, what only the double can show', { skip: RUNTIMES[0]?.skip ?? false }, () => {
  test('each display has one fullscreen window of its size and scale, safe by its preferences', async (t) => {
    const desktop = await start(t, { runtime: 'double', screens: [LEFT, RIGHT] });
    for (const [screen, name] of [
      [LEFT, 'Left 0,0'],
      [RIGHT, 'Right 960,0'],
    ] as const) {
      const page = await desktop.page(screen.label);
      assert.equal(displayOf(page), name);
      await until(`${name} to fill its screen`, async () => {
        const seen = await page.evaluate(
          '[screenX, screenY, innerWidth, innerHeight, devicePixelRatio].join()',
        );
        return seen === [screen.x, screen.y, screen.width, screen.height, screen.scale].join();
      });
    }
    assert.deepEqual(desktop.told, [{ t: 'power-save-blocker', type: 'prevent-display-sleep' }]);
    const windows = await desktop.windows();
    assert.equal(windows.length, 2);
    for (const { options } of windows) {
      const { frame, fullscreen, kiosk, webPreferences } = options;
      const { sandbox, contextIsolation, nodeIntegration, webviewTag, backgroundThrottling, autoplayPolicy } =
        webPreferences as Record<string, unknown>;
      assert.deepEqual({ frame, fullscreen, kiosk }, { frame: false, fullscreen: true, kiosk: true });
      assert.deepEqual(
        { sandbox, contextIsolation, nodeIntegration, webviewTag, backgroundThrottling, autoplayPolicy },
        {
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          webviewTag: false,
          backgroundThrottling: false,
          autoplayPolicy: 'no-user-gesture-required',
        },
      );
    }
  });

  test('displays come and go live, and one that comes back elsewhere keeps its name', async (t) => {
    const desktop = await start(t, { runtime: 'double', screens: [LEFT] });
    await expectPanels(await desktop.page('Left'));
    await desktop.control({ do: 'add-screen', screen: RIGHT });
    await expectPanels(await desktop.page('Right'));
    await desktop.control({ do: 'remove-screen', label: 'Right' });
    await until('one window', () => desktop.pages().length === 1);
    await desktop.control({ do: 'add-screen', screen: { ...RIGHT, x: 4000 } });
    assert.equal(displayOf(await desktop.page('Right')), 'Right 960,0');
    await expectPanels(await desktop.page('Left'));
  });

  test('after a restart with the displays in another order each has its name again', async (t) => {
    const userData = folderFor(t);
    const first = await start(t, { runtime: 'double', screens: [LEFT, RIGHT], userData });
    await expectPanels(await first.page('Right'));
    await first.stop();
    const screens = [
      { ...RIGHT, x: 0 },
      { ...LEFT, x: 960 },
    ];
    const again = await start(t, { runtime: 'double', screens, userData });
    assert.equal(displayOf(await again.page('Right')), 'Right 960,0');
    assert.equal(displayOf(await again.page('Left')), 'Left 0,0');
  });

  test('start at login is written so that it starts from anywhere, and taken back when the config does not ask', {
    skip: process.platform !== 'linux' && 'the system keeps it elsewhere',
  }, async (t) => {
    const userData = folderFor(t);
    const config = path.join(userData, 'vigil.yml');
    const entry = path.join(userData, 'autostart', 'vigil.desktop');
    const options = { runtime: 'double', userData, cwd: userData, env: { VIGIL_DATA_DIR: 'kept' } } as const;
    for (const on of [true, false]) {
      writeFileSync(config, `kiosk: { startAtLogin: ${on} }\n`);
      const desktop = await start(t, { ...options, args: ['--demo', '--config', 'vigil.yml'] });
      await until(`the entry ${on ? 'there' : 'gone'}`, () => existsSync(entry) === on);
      if (on) {
        const text = readFileSync(entry, 'utf8');
        const told = ['--config', config, '--data-dir', path.join(userData, 'kept'), '--demo'];
        assert.ok(text.includes(`main.mjs" ${told.map((one) => `"${one}"`).join(' ')}\n`), text);
        assert.ok(text.includes(`\nPath=${userData}\n`), text);
      }
      await desktop.stop();
    }
    const theirs = '[Desktop Entry]\nType=Application\nName=Vigil\nExec=/home/soc/vigil.sh\n';
    writeFileSync(entry, theirs);
    const desktop = await start(t, { ...options, args: ['--demo'] });
    await expectPanels(await desktop.page(''));
    assert.equal(readFileSync(entry, 'utf8'), theirs, 'a file of somebody else is left alone');
  });

  test('of two equal monitors each keeps its name and its page while the other is unplugged and the system moves it', async (t) => {
    // Headless Chromium can't do without its first screen.
    const desktop = await start(t, { runtime: 'double', screens: [LEFT, twin(960), twin(1920)] });
    const right = await desktop.page('DELL 1920,0');
    await expectPanels(right);
    await right.evaluate('window.mark = 1');
    await desktop.control({ do: 'remove-screen', label: 'DELL', x: 960 });
    await desktop.control({ do: 'move-screens', moves: [{ from: 1920, to: 960 }] });
    await until('two windows', () => desktop.pages().length === 2);
    await until('its new place', async () => (await right.evaluate('screenX')) === 960);
    assert.equal(await right.evaluate('window.mark'), 1, 'the window is the one that it was');
    assert.equal(displayOf(right), 'DELL 1920,0');
    await desktop.control({ do: 'move-screens', moves: [{ from: 960, to: 1920 }] });
    await desktop.control({ do: 'add-screen', screen: twin(960) });
    assert.equal(displayOf(await desktop.page('DELL 9')), 'DELL 960,0');
    assert.equal(await right.evaluate('window.mark'), 1);
  });

  test('a page that hangs is ended and comes back', async (t) => {
    const desktop = await start(t, { runtime: 'double', hangMs: 2_000 });
    const page = await desktop.page('');
    await expectPanels(page);
    page.evaluate('for (;;);').catch(() => undefined);
    await until('the hang noticed', () => desktop.log().includes('the page hangs'));
    await until('another page', () => desktop.pages().some((other) => other !== page));
    const again = desktop.pages().find((other) => other !== page);
    if (again) await expectPanels(again);
  });

  test('a second start of the same installation ends, and the first goes on', async (t) => {
    const userData = folderFor(t);
    const desktop = await start(t, { runtime: 'double', userData });
    await expectPanels(await desktop.page(''));
    await assert.rejects(Desktop.start({ runtime: 'double', userData }), /already running/);
    assert.equal(desktop.process.exitCode, null);
  });
});

/** Waits until the page's banner asks for an acknowledgement, or no longer does. */
async function sounding(page: Page, expected: boolean): Promise<void> {
  const banner = page.locator('.banner');
  const wanted = expected ? 'attached' : 'detached';
  if (expected) await banner.getByText('Real exploit').first().waitFor();
  await banner.getByRole('button', { name: /Acknowledge/ }).waitFor({ state: wanted });
}
