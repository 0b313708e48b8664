import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { hashPin } from '#hosts/shared/pin-hash.ts';
import { until } from '../../support/serve.ts';
import { Desktop, LEFT, RIGHT, RUNTIMES } from './desktop.ts';
import { CONTROL } from './electron-double/control.ts';
import type { KeyInput } from './electron-double/web-contents.ts';

const CONTROL_KEY: KeyInput = { key: 'C', control: true, shift: true };

function folderFor(t: TestContext, config: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigil-control-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(path.join(folder, 'vigil.yml'), config);
  return folder;
}

describe('the control room on the desktop host', { skip: RUNTIMES[0]?.skip ?? false }, () => {
  test('in kiosk it opens with the PIN, puts a scene on a display, leads to the editor and nowhere else', async (t) => {
    const folder = folderFor(t, `kiosk: { pin: "${await hashPin('2468')}" }`);
    const args = ['--demo', '--config', path.join(folder, 'vigil.yml')];
    const desktop = await Desktop.start({ runtime: 'double', screens: [LEFT, RIGHT], args });
    t.after(() => desktop.end());
    const left = await desktop.page('Left');
    const right = await desktop.page('Right');
    for (const page of [left, right]) await page.locator('.cell').first().waitFor();
    await left.keyboard.press('?');
    await left.getByRole('dialog', { name: 'Keys' }).getByText('the control room').waitFor();
    await left.keyboard.press('Escape');

    const key = (input: KeyInput, display = 'Left') => desktop.control({ do: 'key', display, input });
    await key(CONTROL_KEY);
    await left.getByRole('dialog', { name: 'Control room: PIN' }).waitFor();
    for (const one of '1357') await key({ key: one });
    await key({ key: 'Enter' });
    await left.getByText('Wrong PIN').waitFor();
    assert.equal(desktop.pages().length, 2, 'nothing opens without the PIN');
    for (const one of '2468') await key({ key: one });
    await key({ key: 'Enter' });
    const room = await desktop.controlRoom();
    const { options } =
      (await desktop.windows()).find((window) => window.options['title'] === 'Vigil control room') ?? {};
    assert.notEqual(options?.['kiosk'], true);
    assert.notEqual(options?.['fullscreen'], true);
    assert.equal(options?.['alwaysOnTop'], true);

    await room.locator('[data-display="Right 960,0"]').click();
    assert.equal(await room.locator('.card').count(), 2, 'the control room is no display');
    await room.getByText('supervisor').first().waitFor();
    await room.locator('[data-scene=night-shift]').click();
    await right.locator('[data-panel=clock]').waitFor();
    assert.equal(await left.locator('[data-panel=clock]').count(), 0);

    await room.getByRole('link', { name: 'Scene editor' }).click();
    await until('the editor', () => room.url().includes('view=editor'));
    await room.locator('[aria-current=page]').getByText('Scene editor').waitFor();
    for (const away of ['https://example.invalid/', '/?display=Left%200%2C0', '/status?display=x']) {
      const before = desktop.log().split('refused navigation').length;
      await room.evaluate(`location.href = ${JSON.stringify(away)}`).catch(() => undefined);
      await until(`a refusal of ${away}`, () => desktop.log().split('refused navigation').length > before);
    }
    assert.ok(room.url().includes('view=editor'));
    // A display's own window leads nowhere, not even there.
    await right.evaluate(`location.href = '/?view=control'`).catch(() => undefined);
    await until('that refused too', () =>
      desktop.log().includes('refused navigation to app://vigil/?view=control'),
    );

    await key({ key: 'F4', alt: true }, CONTROL);
    await key({ key: 'q', control: true }, CONTROL);
    await until('it closed', () => desktop.pages().length === 2);
    assert.equal(desktop.process.exitCode, null, 'the wall goes on');
    await key(CONTROL_KEY);
    await left.getByRole('dialog', { name: 'Control room: PIN' }).waitFor();
  });

  test('--control opens it with the wall, a second start with it again, and there is one of it', async (t) => {
    const userData = folderFor(t, '');
    const args = ['--demo', '--control'];
    const desktop = await Desktop.start({ runtime: 'double', userData, args });
    t.after(() => desktop.end());
    const room = await desktop.controlRoom();
    await room.locator('[data-display="Left 0,0"]').waitFor();
    await desktop.control({ do: 'close-window', display: CONTROL });
    await until('it closed', () => desktop.pages().length === 1);
    await assert.rejects(Desktop.start({ runtime: 'double', userData, args }), /already running/);
    const again = await desktop.controlRoom();
    await again.locator('[data-display="Left 0,0"]').waitFor();
    await desktop.control({ do: 'key', display: 'Left', input: CONTROL_KEY });
    await desktop.crash(again);
    await until('a crashed one closed', () => desktop.pages().length === 1);
    await desktop.control({ do: 'key', display: 'Left', input: CONTROL_KEY });
    await (await desktop.controlRoom()).locator('[data-display="Left 0,0"]').waitFor();
    assert.equal(desktop.pages().length, 2);
  });
});
