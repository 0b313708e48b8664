import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test, type TestContext } from 'node:test';
import { io } from 'socket.io-client';
import type { CallInput, CallName, CallOutput, CallReply } from '#contract/api.ts';
import type { Directive } from '#contract/control.ts';
import { chromiumSkip, launchChromium, openPage } from '../../support/chromium.ts';
import { eveAlert } from '../../support/scripted-source.ts';
import { REPLAY, run, SHARED, type Serving, serve, until } from '../../support/serve.ts';

const ATTACKS = `${SHARED}data/eve/mix-attacks.jsonl.gz`;
const noShared = existsSync(ATTACKS) ? false : 'the shared data folder is not here';
/** The shortest that rules allow. */
const MIN_SECONDS = 5;
const MAX_SECONDS = 10;

const folder = mkdtempSync(path.join(tmpdir(), 'vigil-takeover-'));
after(() => rmSync(folder, { recursive: true }));

/** A display without its page: what it is told to show, and when. */
async function display(t: TestContext, { url }: Serving, name: string) {
  const told: { readonly directive: Directive; readonly at: number }[] = [];
  const socket = io(`${url}wall`, { transports: ['websocket'], auth: { display: name } });
  t.after(() => socket.close());
  socket.on('directive', (directive: Directive) => told.push({ directive, at: performance.now() }));
  await until(`${name}'s first directive`, () => told.length > 0);
  const call = async <K extends CallName>(asked: K, input: CallInput<K>): Promise<CallOutput<K>> => {
    const reply = (await socket.timeout(5_000).emitWithAck('call', asked, input)) as CallReply;
    assert.ok(reply.ok, JSON.stringify(reply));
    return reply.value as CallOutput<K>;
  };
  const scenes = () => told.map(({ directive }) => directive.scene.id);
  return { told, call, scenes, scene: () => scenes().at(-1) };
}

/** The display as somebody would see it, where there is a Chromium. */
async function northGlass(t: TestContext, { url }: Serving) {
  if (chromiumSkip !== false) return undefined;
  const browser = await launchChromium();
  t.after(() => browser.close());
  const { page } = await openPage(browser, `${url}?display=north&lang=en`, { width: 640, height: 360 });
  await page.locator('[data-panel=talkers]').waitFor();
  return page;
}

/** A host that follows one EVE file, where a grave attack on our own is a critical incident. */
async function watching(t: TestContext, name: string) {
  const config = path.join(folder, `${name}.yaml`);
  const feed = path.join(folder, `${name}.json`);
  // What is attacked is critical to somebody: that makes a grave attack a critical incident.
  const assets = [{ name: 'Office', cidrs: ['10.0.0.0/8', '172.16.0.0/12'], criticality: 'critical' }];
  writeFileSync(config, JSON.stringify({ assets, sources: [{ type: 'eve', name: 'ids', path: feed }] }));
  const serving = await serve(['--config', config]);
  t.after(() => serving.kill());
  return { serving, feed };
}

const RULES = {
  enabled: true,
  minSeverity: 4,
  tenants: [],
  displays: ['north', 'pinned'],
  minSeconds: MIN_SECONDS,
  maxSeconds: MAX_SECONDS,
} as const;

test('a critical incident of a real replay takes over the display that allows it, and gives it back', {
  skip: noShared,
}, async (t) => {
  const { serving, feed } = await watching(t, 'replay');
  const desk = await display(t, serving, 'desk');
  const [north, pinned, other] = await Promise.all(
    ['north', 'pinned', 'other'].map((name) => display(t, serving, name)),
  );
  assert.ok(north && pinned && other);
  const show = (name: string, scene: string, pin: boolean) =>
    desk.call('display.show', { target: { display: name }, scene, pinned: pin, each: false });
  await show('north', 'triage', false);
  await show('pinned', 'network', true);
  await show('other', 'executive', false);
  await desk.call('takeover.save', { ...RULES, tenants: [], displays: [...RULES.displays] });
  const glass = await northGlass(t, serving);
  await until(
    'the scenes that were ordered',
    () => north.scene() === 'triage' && pinned.scene() === 'network',
  );

  const focusSeen = glass?.locator('[data-panel=focus] .focus-head h3').waitFor({ timeout: 90_000 });
  const replay = await run(process.execPath, [REPLAY, '--to', feed, '--rate', '4000', ATTACKS]);
  assert.equal(replay.code, 0, replay.stderr);
  await until('the focus scene', () => north.scene() === 'focus');
  const taken = north.told.find(({ directive }) => directive.scene.id === 'focus');
  assert.ok(taken?.directive.incident);
  assert.equal(taken.directive.cause, 'takeover');
  const { severity } = await desk.call('incident.get', { id: taken.directive.incident });
  assert.equal(severity, 4);

  await focusSeen;
  const givenBack = () => north.scene() === 'triage';
  // Its storm of critical incidents is not shown for longer than the last of them is news, and has its time.
  await until('the earlier scene', givenBack, (2 * MAX_SECONDS + MIN_SECONDS + 20) * 1_000);
  const turns = north.told.map(({ directive }) => directive.incident).filter((id) => id !== null);
  assert.equal(new Set(turns).size, turns.length, 'each incident once');
  await glass?.locator('[data-panel=talkers]').waitFor();
  const shown = ((north.told.at(-1)?.at ?? 0) - taken.at) / 1_000;
  assert.ok(shown >= MIN_SECONDS, `gave the scene back after ${shown} s`);
  assert.deepEqual(new Set(pinned.scenes().slice(1)), new Set(['network']), 'pinned');
  assert.ok(!other.scenes().includes('focus'), 'a display that the rules leave out');
});

test('an incident that stays open is shown for the maximum time, one that is closed at once for the minimum', async (t) => {
  const { serving, feed } = await watching(t, 'own');
  const desk = await display(t, serving, 'desk');
  const north = await display(t, serving, 'north');
  await desk.call('display.show', {
    target: { display: 'north' },
    scene: 'triage',
    pinned: false,
    each: false,
  });
  await desk.call('takeover.save', { ...RULES, tenants: [], displays: [...RULES.displays] });
  await until('the scene that was ordered', () => north.scene() === 'triage');
  /** @returns how long the focus scene was shown, seconds */
  const shown = async (source: string, then: (incident: string) => Promise<unknown>): Promise<number> => {
    const before = north.told.length;
    appendFileSync(feed, `${eveAlert('Remote code execution', 1, { src_ip: source })}\n`);
    await until(`the focus scene for ${source}`, () => north.scene() === 'focus');
    const taken = north.told.slice(before).find(({ directive }) => directive.scene.id === 'focus');
    assert.ok(taken?.directive.incident);
    await then(taken.directive.incident);
    await until('the earlier scene', () => north.scene() === 'triage');
    return ((north.told.at(-1)?.at ?? 0) - taken.at) / 1_000;
  };
  const open = await shown('203.0.113.9', async (id) => {
    assert.equal((await desk.call('incident.get', { id })).severity, 4);
  });
  const closed = await shown('198.51.100.7', (id) => desk.call('incident.close', { id }));
  console.log(`shown for ${open.toFixed(2)} s while open, ${closed.toFixed(2)} s when closed at once`);
  // Directives come by a socket: a tenth of a second early is the clock's, what is late the machine's.
  assert.ok(open > MAX_SECONDS - 0.1 && open < MAX_SECONDS + 3, `${open} s`);
  assert.ok(closed > MIN_SECONDS - 0.1 && closed < MIN_SECONDS + 3, `${closed} s`);
});
