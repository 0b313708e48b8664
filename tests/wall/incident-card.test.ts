import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { Alarm } from '#contract/alarm.ts';
import type { Role } from '#contract/api.ts';
import { seriousFaults } from '../support/axe.ts';
import { chromiumSkip, launchChromium, openPage, STILL, FULL_HD } from '../support/chromium.ts';
import { until } from '../support/serve.ts';
import { FakeCore } from './fake-core.ts';
import { alarmOf, incidentRows } from './synthetic.ts';

const PAGE = fileURLToPath(new URL('../../dist/renderer', import.meta.url));
const TITLE = 'Exploit, then outbound connection';

describe('what a person does about an incident', { skip: chromiumSkip }, () => {
  let browser: Browser;
  let core: FakeCore;
  let page: Page;

  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());
  afterEach(async () => {
    await page.close();
    await core.close();
  });

  async function open(role: Role = 'analyst'): Promise<void> {
    core = await FakeCore.start({ page: PAGE, role });
    core.run();
    ({ page } = await openPage(browser, core.url));
    await page.getByRole('button', { name: `Open incident: ${TITLE}` }).waitFor();
  }
  const card = () => page.getByRole('dialog', { name: 'Incident', exact: true });
  const button = (name: string) => card().getByRole('button', { name, exact: true });
  const called = (name: string) => core.calls.filter((call) => call.name === name).map(({ input }) => input);
  function tellAlarm(state: Alarm['state'], more: Partial<Alarm> = {}): void {
    const now = Date.now();
    const [row] = incidentRows(now);
    assert.ok(row);
    core.tell({
      alarms: {
        rows: [{ ...alarmOf(row, state, now), ...more }],
        annunciation: { sequence: 9, sound: null, repeat: false, recent: 1, flood: false },
      },
    });
  }

  test('by keyboard: opened, acknowledged, shelved with a reason and a time, taken off the shelf', async () => {
    await open();
    await page.getByRole('button', { name: `Open incident: ${TITLE}` }).focus();
    await page.keyboard.press('Enter');
    await card().getByRole('heading', { name: TITLE }).waitFor();
    await card().getByText('not acknowledged').waitFor();
    await button('Acknowledge').press('Enter');
    await until('the call', () => called('alarm.acknowledge').length === 1);
    assert.deepEqual(called('alarm.acknowledge'), [{ ids: ['incident-0'] }]);
    tellAlarm('acknowledged', { by: 'kim' });
    await card().getByText('kim has it').waitFor();
    assert.equal(await button('Acknowledge').count(), 0);
    await button('Shelve alarm').press('Enter');
    // The field has the focus, and without a reason nothing is sent.
    assert.equal(await button('Shelve alarm').isDisabled(), true);
    await page.keyboard.type('  maintenance until noon ');
    await card().getByLabel('For').selectOption({ label: '4h' });
    await button('Shelve alarm').press('Enter');
    await until('the call', () => called('alarm.shelve').length === 1);
    assert.deepEqual(called('alarm.shelve'), [
      { id: 'incident-0', minutes: 240, reason: 'maintenance until noon' },
    ]);
    tellAlarm('shelved', {
      by: 'kim',
      reason: 'maintenance until noon',
      until: Date.now() + 240 * 60_000,
    });
    await card().getByText('shelved by kim: maintenance until noon').waitFor();
    await card()
      .getByText(/^until \d\d:\d\d/)
      .waitFor();
    await button('Take off the shelf').press('Enter');
    await until('the call', () => called('alarm.unshelve').length === 1);
    await page.keyboard.press('Escape');
    await card().waitFor({ state: 'detached' });
  });

  test('closed and taken back; a refusal is said and changes nothing', async () => {
    await open();
    await page.getByRole('button', { name: `Open incident: ${TITLE}` }).click();
    core.answer = ({ name }) =>
      name === 'incident.close'
        ? { ok: false, error: { code: 'internal', message: 'the disk is full' } }
        : undefined;
    await button('Close incident').click();
    await card().getByRole('alert').getByText('Not done: the disk is full').waitFor();
    core.answer = () => undefined;
    await button('Close incident').click();
    await card().getByText('Closed. Reopen takes it back.').waitFor();
    const rows = incidentRows(Date.now()).map((row) =>
      row.id === 'incident-0' ? { ...row, state: 'closed' as const } : row,
    );
    core.tell({ incidents: { rows, open: [0, 0, 1, 2, 0], evicted: 0 } });
    await button('Reopen incident').click();
    await until('the call', () => called('incident.reopen').length === 1);
    assert.deepEqual(called('incident.reopen'), [{ id: 'incident-0' }]);
    assert.equal(called('incident.close').length, 2);
  });

  test('who may not answer sees it all and no button to do so; axe finds no serious fault', async () => {
    await open('wall');
    await page.getByRole('button', { name: `Open incident: ${TITLE}` }).click();
    await card().getByText('Answer it at a desk').waitFor();
    assert.deepEqual(await card().getByRole('button').allInnerTexts(), ['×']);
    // Beside it is a way out.
    await page.mouse.click(4, 4);
    await card().waitFor({ state: 'detached' });
    const context = await browser.newContext({ ...STILL, bypassCSP: true, viewport: FULL_HD });
    const looked = await context.newPage();
    await looked.goto(core.url);
    await looked.getByRole('button', { name: `Open incident: ${TITLE}` }).click();
    assert.deepEqual(await seriousFaults(looked), []);
    await context.close();
  });
});
