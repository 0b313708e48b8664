import assert from 'node:assert/strict';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, type TestContext, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { peer } from '../peers.ts';
import { chromiumSkip, launchChromium, openPage } from '../support/chromium.ts';
import { listen, loudest, loudness, SILENCE } from '../support/ear.ts';
import { eve, eveAlert } from '../support/scripted-source.ts';
import { REPLAY, run, SHARED, type Serving, serve, until, VIGIL } from '../support/serve.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'vigil-serve-'));
after(() => rmSync(folder, { recursive: true }));

const MIX = `${SHARED}data/eve/mix-open.jsonl.gz`;
const PCAPS = `${SHARED}data/eve/pcaps`;
const noShared = existsSync(MIX) ? false : 'the shared data folder is not here';
const PANELS = ['Attack map', 'Event rate', 'Alerts', 'Incidents', 'Top talkers', 'Health'];

/** Both end with their test, however it ends. */
async function browserFor(t: TestContext): Promise<Browser> {
  const browser = await launchChromium();
  t.after(() => browser.close());
  return browser;
}

async function serveFor(t: TestContext, args: readonly string[]): Promise<Serving> {
  const serving = await serve(args);
  t.after(() => serving.kill());
  return serving;
}

async function expectPanels(page: Page): Promise<void> {
  for (const name of PANELS) await page.getByRole('region', { name, exact: true }).waitFor();
}

/** Detections and open incidents, a line a level. */
function byLevel(metrics: string): string[] {
  return metrics.split('\n').filter((line) => /^vigil_(detections_total|incidents_open)\{/.test(line));
}

describe('vigil serve', () => {
  test('counts a real replay exactly and shows it, without a page error', {
    skip: noShared || chromiumSkip,
  }, async (t) => {
    const file = path.join(folder, 'mix.json');
    const serving = await serveFor(t, ['--eve', file]);
    const browser = await browserFor(t);
    const { page, errors } = await openPage(browser, serving.url);
    await expectPanels(page);
    const replay = await run(process.execPath, [REPLAY, '--to', file, '--rate', '4000', MIX]);
    assert.equal(replay.code, 0, replay.stderr);
    await until('15,835 events', async () => (await serving.metric('vigil_events_total')) === 15_835);
    assert.equal(await serving.metric('vigil_events_malformed_total'), 0);
    assert.equal(await serving.metric('vigil_events_dropped_total'), 0);
    assert.ok((await serving.metric('vigil_detections_total')) >= 2_135);
    const alerts = page.getByRole('region', { name: 'Alerts', exact: true });
    await until('alerts on the glass', async () =>
      /ET |SURICATA |LOCAL |GPL /.test(await alerts.innerText()),
    );
    const { status } = await fetch(`${serving.url}healthz`);
    assert.equal(status, 200);
    assert.deepEqual(errors, []);
    assert.equal(await serving.stop(), 0);
  });

  test('killed in the middle of a replay and started again, counts every event once', {
    skip: noShared,
  }, async (t) => {
    const file = path.join(folder, 'kill.json');
    const args = ['--eve', file, '--data-dir', path.join(folder, 'kill-state')];
    let serving = await serveFor(t, args);
    const replay = run(process.execPath, [REPLAY, '--to', file, '--rate', '5000', MIX]);
    for (const share of [3_000, 7_000, 11_000]) {
      await until(`${share} events`, async () => (await serving.metric('vigil_events_total')) >= share);
      await serving.kill();
      serving = await serveFor(t, args);
    }
    assert.equal((await replay).code, 0);
    await until('15,835 events', async () => (await serving.metric('vigil_events_total')) >= 15_835);
    assert.equal(await serving.metric('vigil_events_total'), 15_835);
    // So is every detection, the sensor's and our own rules', and each incident is one: as in a run that lives through.
    const whole = await serveFor(t, ['--eve', file]);
    await until('the same file read whole', async () => {
      return (await whole.metric('vigil_events_total')) >= 15_835;
    });
    const counts = byLevel(await serving.metrics());
    assert.ok(counts.some((line) => /^vigil_detections_total.* [1-9]/.test(line)));
    assert.ok(counts.some((line) => /^vigil_incidents_open.* [1-9]/.test(line)));
    assert.deepEqual(counts, byLevel(await whole.metrics()));
    assert.equal(await whole.stop(), 0);
    assert.equal(await serving.stop(), 0);
  });

  for (const name of noShared ? [] : readdirSync(PCAPS)) {
    const { path: suricata, skip } = peer('suricata');
    test(`a real Suricata over ${name} reaches the wall`, { skip: skip || chromiumSkip }, async (t) => {
      const out = mkdtempSync(path.join(folder, 'suricata-'));
      const file = path.join(out, 'eve.json');
      const serving = await serveFor(t, ['--eve', file]);
      const rules = `${SHARED}data/eve/local-soc.rules`;
      const suri = await run(suricata, ['-r', path.join(PCAPS, name), '-S', rules, '-k', 'none', '-l', out]);
      assert.equal(suri.code, 0, suri.stderr);
      const written = readFileSync(file, 'utf8').trimEnd().split('\n');
      await until('every event', async () => (await serving.metric('vigil_events_total')) === written.length);
      const signatures = new Set(written.flatMap((line) => JSON.parse(line).alert?.signature ?? []));
      const browser = await browserFor(t);
      const { page, errors } = await openPage(browser, serving.url);
      const alerts = page.getByRole('region', { name: 'Alerts', exact: true });
      for (const signature of signatures)
        await alerts.getByText(signature, { exact: false }).first().waitFor();
      assert.deepEqual(errors, []);
      await serving.stop();
    });
  }

  test('an alarm sounds in two windows and both fall silent when one acknowledges', {
    skip: chromiumSkip,
  }, async (t) => {
    const file = path.join(folder, 'alarm.json');
    appendFileSync(file, `${eve()}\n`);
    const serving = await serveFor(t, ['--eve', file]);
    const browser = await browserFor(t);
    const one = (await openPage(browser, `${serving.url}?display=one`)).page;
    const two = (await openPage(browser, `${serving.url}?display=two`)).page;
    for (const page of [one, two]) await listen(page);
    for (const page of [one, two]) assert.ok((await loudest(page, 500)) < SILENCE);
    appendFileSync(file, `${eveAlert('Real exploit', 1)}\n`);
    for (const page of [one, two]) {
      await until('the alarm heard', async () => (await loudness(page)) > 2 * SILENCE);
      await page.getByText('Real exploit').first().waitFor();
    }
    await one.keyboard.press('a');
    for (const page of [one, two]) {
      await until('silence', async () => {
        return (await loudest(page, 250)) < SILENCE;
      });
    }
    // Longer than the pause between two repeats of a high alarm.
    const quiet = await Promise.all([one, two].map((page) => loudest(page, 9_000)));
    for (const peak of quiet) assert.ok(peak < SILENCE, `${peak}`);
    await serving.stop();
  });

  test('a broken source makes /healthz say so; usage errors end with 2', async (t) => {
    const gone = await run(process.execPath, [VIGIL, 'serve', '--config', path.join(folder, 'nothing.yml')]);
    assert.equal(gone.code, 2);
    assert.match(gone.stderr, /nothing\.yml/);
    const port = await run(process.execPath, [VIGIL, 'serve', '--port', '99999']);
    assert.equal(port.code, 2);
    const open = await run(process.execPath, [VIGIL, 'serve', '--host', '0.0.0.0', '--port', '0']);
    assert.equal(open.code, 2);
    assert.match(open.stderr, /tls/);
    const serving = await serveFor(t, ['--eve', folder]);
    await until('503', async () => (await fetch(`${serving.url}healthz`)).status === 503);
    const report = (await (await fetch(`${serving.url}healthz`)).json()) as { reasons: string[] };
    assert.match(report.reasons[0] ?? '', /failing/);
    await serving.stop();
  });

  test('answers to its own names only, and serves nothing but the page', async (t) => {
    const serving = await serveFor(t, ['--demo']);
    const { hostname, port } = new URL(serving.url);
    const raw = (head: string) =>
      run('bash', ['-c', `exec 3<>/dev/tcp/${hostname}/${port}; printf '${head}' >&3; cat <&3`]);
    const foreign = await raw('GET / HTTP/1.1\\r\\nHost: evil.example\\r\\nConnection: close\\r\\n\\r\\n');
    assert.match(foreign.stdout, /^HTTP\/1\.1 421/);
    const climb = await raw(
      `GET /../../package.json HTTP/1.1\\r\\nHost: ${hostname}:${port}\\r\\nConnection: close\\r\\n\\r\\n`,
    );
    assert.match(climb.stdout, /^HTTP\/1\.1 404/);
    const page = await fetch(serving.url);
    assert.match(page.headers.get('content-security-policy') ?? '', /script-src 'self'/);
    assert.equal((await fetch(serving.url, { method: 'POST' })).status, 405);
    assert.equal(await serving.stop(), 0);
  });

  test('the totals of a recording are those of its counts file', { skip: noShared }, async (t) => {
    const file = path.join(folder, 'plain.json');
    copyFileSync(MIX, `${file}.gz`);
    appendFileSync(file, gunzipSync(readFileSync(`${file}.gz`)));
    const serving = await serveFor(t, ['--eve', file]);
    await until('all of it', async () => (await serving.metric('vigil_events_total')) === 15_835);
    // Each of them was in a frame at the next tick.
    await until('all of it in frames', async () =>
      (await serving.metrics()).includes('vigil_event_to_frame_seconds_bucket{le="+Inf"} 15835'),
    );
    await serving.stop();
  });
});
