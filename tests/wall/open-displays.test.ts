import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chromiumSkip, launchChromium } from '../support/chromium.ts';
import { serve, until } from '../support/serve.ts';

describe('one window per screen from a browser', { skip: chromiumSkip }, () => {
  test('the key W opens a display on the other screen, placed and named', async (t) => {
    const serving = await serve(['--demo']);
    t.after(() => serving.kill());
    const browser = await launchChromium(['--screen-info={0,0 1280x720 label=L}{1280,0 1280x720 label=R}']);
    t.after(() => browser.close());
    const context = await browser.newContext({ viewport: null });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const { targetInfo } = await session.send('Target.getTargetInfo');
    await session.send('Browser.grantPermissions', {
      browserContextId: targetInfo.browserContextId ?? '',
      permissions: ['windowManagement'],
      origin: new URL(serving.url).origin,
    });
    await page.goto(serving.url);
    await page.locator('.cell').first().waitFor();
    const popup = context.waitForEvent('page');
    await page.keyboard.press('w');
    const opened = await popup;
    await opened.locator('.cell').first().waitFor();
    await page.getByText('Windows opened: R 1280,0.').waitFor();
    assert.equal(new URL(opened.url()).searchParams.get('display'), 'R 1280,0');
    await until('its place', async () => (await opened.evaluate('screenX')) === 1280);
  });
});
