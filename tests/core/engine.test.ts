import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { type Alarm, MAX_ALARMS } from '#contract/alarm.ts';
import type { Caller } from '#contract/api.ts';
import { decodeFrame } from '#contract/frame.ts';
import type { Clock } from '#core/base/clock.ts';
import { eventId } from '#core/base/event-id.ts';
import { readRuleFiles } from '#core/config/rule-files.ts';
import { suppressionsFolder } from '#core/config/suppression-files.ts';
import type { Engine, EngineOptions } from '#core/engine.ts';
import { createEngine } from '#tests/support/engine.ts';
import { eve, eveAlert, ScriptedSource } from '#tests/support/scripted-source.ts';
import { until } from '#tests/support/serve.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'vigil-engine-'));
after(() => rmSync(folder, { recursive: true }));

const CALLER: Caller = { role: 'supervisor', name: 'kim', client: 'test' };

const rule = (title: string, host: string) => `title: ${title}
id: 6d0cbd5d-9d7f-4ad6-8b41-1d2f6a2c0001
name: to_host
level: high
logsource: { product: suricata, service: flow }
detection:
  selection: { destination.ip: ${host} }
  condition: selection
`;

const engineWith = (source: ScriptedSource, more: Partial<EngineOptions> = {}) =>
  createEngine({ sources: [source], ...more });

const hit = (ip: string) => eve({ src_ip: ip, dest_ip: '10.0.0.1' });

/** Each from a source of its own. */
const alert = (n: number) => eveAlert('Exploit', 1, { src_ip: `198.18.${n >> 8}.${n & 255}` });

const high = (engine: Engine) => engine.metrics().detections[3];

test('rules that change on disk are swapped in; one that no longer reads stays as it was, and is told', async () => {
  const file = path.join(folder, 'rule.yml');
  writeFileSync(file, rule('One', '10.0.0.1'));
  const source = new ScriptedSource();
  const engine = engineWith(source, { rules: (await readRuleFiles([file])).texts });
  source.push([eve({ dest_ip: '10.0.0.1' }), eve({ dest_ip: '10.0.0.2' })]);
  await until('the first rule', () => high(engine) === 1);
  writeFileSync(file, rule('Two', '10.0.0.2'));
  assert.deepEqual(engine.reloadRules((await readRuleFiles([file])).texts), []);
  source.push([eve({ dest_ip: '10.0.0.1' }), eve({ dest_ip: '10.0.0.2' })]);
  await until('the second rule', () => high(engine) === 2);
  writeFileSync(file, `${rule('Three', '10.0.0.1')}  nonsense: [`);
  const [problem] = engine.reloadRules((await readRuleFiles([file])).texts);
  assert.equal(problem?.file, file);
  assert.ok((problem?.line ?? 0) > 1);
  assert.match(engine.health().notices[0]?.text ?? '', /rule\.yml/);
  source.push([eve({ dest_ip: '10.0.0.2' })]);
  await until('the last good rule', () => high(engine) === 3);
  assert.equal(engine.health().notices[0]?.stands, true);
  writeFileSync(file, rule('Four', '10.0.0.1'));
  assert.deepEqual(engine.reloadRules((await readRuleFiles([file])).texts), []);
  assert.deepEqual(engine.health().notices, [], 'the file is mended');
  await engine.stop();
});

test('a suppression is a Sigma filter on disk, hides what it names, and ends by itself', async () => {
  let offset = 0;
  const clock: Clock = { now: () => Date.now() + offset, monotonic: () => performance.now() };
  const file = path.join(folder, 'suppressed.yml');
  writeFileSync(file, rule('Hit', '10.0.0.1'));
  const dataDir = path.join(folder, 'data');
  const source = new ScriptedSource();
  const engine = engineWith(source, { rules: (await readRuleFiles([file])).texts, dataDir, clock });
  const { id } = await engine.handlers['rule.suppress'](
    { rule: 'to_host', fields: { 'source.ip': '203.0.113.50' }, reason: 'our own scanner', minutes: 30 },
    CALLER,
  );
  const [name] = readdirSync(suppressionsFolder(dataDir));
  assert.equal(name, `${id}.yml`);
  assert.match(readFileSync(path.join(suppressionsFolder(dataDir), name ?? ''), 'utf8'), /our own scanner/);
  const reload = async () =>
    engine.reloadRules((await readRuleFiles([file, suppressionsFolder(dataDir)])).texts);
  assert.deepEqual(await reload(), []);
  source.push([hit('203.0.113.50'), hit('203.0.113.51')]);
  await until('both read', () => engine.metrics().feeds[0]?.events === 2);
  assert.equal(high(engine), 1);
  offset = 31 * 60_000;
  await until('the suppression to end', () => {
    source.push([hit('203.0.113.50')], { receivedAt: Date.now() });
    return (high(engine) ?? 0) > 1;
  });
  await engine.handlers['rule.unsuppress']({ id }, CALLER);
  assert.deepEqual(readdirSync(suppressionsFolder(dataDir)), []);
  await assert.rejects(async () => engine.handlers['rule.unsuppress']({ id }, CALLER), /no suppression/);
  await engine.stop();
});

test('what was counted, raised and acknowledged comes back after a restart, and is not counted again when warm', async () => {
  const dataDir = path.join(folder, 'restart');
  const first = new ScriptedSource();
  const before = engineWith(first, { dataDir });
  first.push([eveAlert('Persistent'), eve()], { position: { at: 2 } });
  await until('both read', () => before.metrics().feeds[0]?.events === 2);
  const [alarm] = await before.handlers['alarm.acknowledge']({ ids: [await raisedId(before)] }, CALLER);
  assert.equal(alarm?.state, 'acknowledged');
  await before.stop();

  const second = new ScriptedSource();
  const again = engineWith(second, { dataDir });
  await until('reading', () => second.startedFrom !== undefined);
  assert.deepEqual(second.startedFrom, { at: 2 });
  second.push([eveAlert('Persistent'), eve()], { warm: true });
  second.push([eve()], { position: { at: 3 } });
  await until('the new one', () => again.metrics().feeds[0]?.events === 3);
  assert.equal(high(again), 1);
  assert.equal(again.metrics().incidentsOpen[3], 1);
  const [known] = await again.handlers['alarm.acknowledge']({ ids: [await raisedId(again)] }, CALLER);
  assert.equal(known?.state, 'acknowledged');
  assert.equal(known?.by, 'kim');
  await again.stop();
});

/** The alarms that there are, at least one, as a display learns them: from a snapshot. */
function alarmsOf(engine: Engine): Promise<readonly Alarm[]> {
  return new Promise((resolve) => {
    const subscription = engine.subscribe({
      client: 'probe',
      display: 'probe',
      view: () => undefined,
      ready: () => true,
      directive: () => undefined,
      frame: (bytes) => {
        const { rows = [] } = decodeFrame(bytes).changes.alarms ?? {};
        if (rows.length === 0) return;
        subscription.close();
        resolve(rows);
      },
    });
  });
}

/** The id of the only alarm. */
async function raisedId(engine: Engine): Promise<string> {
  return (await alarmsOf(engine))[0]?.id ?? '';
}

/** Until the engine has looked after itself. */
const aSecond = () => new Promise((resolve) => setTimeout(resolve, 1_100));
const ago = (ms: number) => ({ timestamp: new Date(Date.now() - ms).toISOString() });
const HOUR = 3_600_000;

test('a feed that catches up beside a live one raises one alarm for a source, and reopening one that was still holds', async (t) => {
  const live = new ScriptedSource('live');
  const behind = new ScriptedSource('behind');
  const engine = createEngine({ sources: [live, behind] });
  t.after(() => engine.stop());
  for (let n = 1; n <= 3; n++) {
    live.push([eve()]);
    behind.push([eveAlert('Old news', 1, ago(2 * HOUR))]);
    await until('both read', () => engine.metrics().detections[3] === n);
    await aSecond();
  }
  const [alarm, ...more] = await alarmsOf(engine);
  assert.deepEqual([alarm?.state, alarm?.count, more.length], ['unacknowledged', 3, 0]);
  assert.equal(engine.metrics().incidentsOpen[3], 1);

  behind.push([eve()]);
  await until('its end', () => engine.metrics().incidentsOpen[3] === 0);
  const id = alarm?.id ?? '';
  assert.equal((await alarmsOf(engine))[0]?.state, 'returned');
  await engine.handlers['alarm.acknowledge']({ ids: [id] }, CALLER);
  await engine.handlers['incident.reopen']({ id }, CALLER);
  await aSecond();
  assert.equal(engine.metrics().incidentsOpen[3], 1);
  assert.equal((await alarmsOf(engine))[0]?.state, 'acknowledged');
});

test('closing an incident answers its alarm, whether or not somebody had acknowledged it', async (t) => {
  const source = new ScriptedSource();
  const engine = engineWith(source);
  t.after(() => engine.stop());
  source.push([eveAlert('Seen')]);
  await until('it', () => engine.metrics().incidentsOpen[3] === 1);
  const id = await raisedId(engine);
  await engine.handlers['incident.close']({ id }, CALLER);
  const [alarm] = await engine.handlers['alarm.acknowledge']({ ids: [id] }, { ...CALLER, name: 'lee' });
  assert.deepEqual([alarm?.state, alarm?.by], ['normal', 'kim']);
});

test('a display learns of every alarm that waits, and what gave way is told', async (t) => {
  const source = new ScriptedSource();
  const engine = engineWith(source);
  t.after(() => engine.stop());
  source.push(Array.from({ length: MAX_ALARMS + 10 }, (_, n) => alert(n)));
  await until('all', () => engine.metrics().incidentsOpen[3] === MAX_ALARMS + 10);
  const seen = await alarmsOf(engine);
  assert.equal(seen.length, MAX_ALARMS);
  await until('the notice', () =>
    engine.health().notices.some(({ text }) => text.startsWith('10 alarms gave way before they were over')),
  );
  // Nobody has seen this one when all are acknowledged.
  source.push([alert(1_000)]);
  await until('one more', () => engine.metrics().incidentsOpen[3] === MAX_ALARMS + 11);
  await engine.handlers['alarm.acknowledge']({ ids: seen.map(({ id }) => id) }, CALLER);
  const waiting = (await alarmsOf(engine)).filter(({ state }) => state !== 'acknowledged');
  assert.deepEqual(
    waiting.map(({ state }) => state),
    ['unacknowledged'],
  );
  assert.ok(!seen.some(({ id }) => id === waiting[0]?.id));
});

test('an event is read again for a person as its source reads it', async () => {
  const source = new ScriptedSource('text', { format: 'cef', timeZone: 'Asia/Seoul' });
  const engine = engineWith(source);
  const minute = Math.floor(Date.now() / 60_000) * 60_000;
  const there = new Date(minute + 9 * 3_600_000).toISOString();
  const line = `CEF:0|Acme|IPS|1|100|Exploit seen|9|src=203.0.113.9 dst=10.0.0.5 rt=${there.slice(0, 10)} ${there.slice(11, 19)}`;
  source.push([line]);
  await until('the detection', () => engine.metrics().detections[4] === 1);
  const detail = await engine.handlers['event.get']({ id: eventId(line) }, CALLER);
  assert.deepEqual(detail.fields['@timestamp'], new Date(minute).toISOString());
  await engine.stop();
});

const nothing = () => undefined;

test('a feed that breaks off by a fault goes on from its last good batch, and says so meanwhile', async () => {
  const source = new ScriptedSource();
  const logged: string[] = [];
  const engine = engineWith(source, { log: (text) => logged.push(text) });
  source.push([eve()], { position: 'first' });
  source.breakOff(new TypeError('a fault of ours'));
  await until('failing', () => engine.health().sources[0]?.state === 'failing');
  assert.match(engine.health().sources[0]?.detail ?? '', /a fault of ours/);
  assert.match(
    engine.health().notices[0]?.text ?? '',
    /scripted broke off and is tried again: a fault of ours/,
  );
  // A source that is read anew warms up anew.
  source.push([eve()], { warm: true });
  source.push([eve(), eve()], { position: 'second' });
  await until('going on', () => engine.metrics().feeds[0]?.events === 3);
  assert.deepEqual(engine.health().notices, []);
  assert.deepEqual(logged, ['scripted broke off and is tried again: a fault of ours']);
  assert.equal(source.startedFrom, 'first');
  assert.equal(engine.health().sources[0]?.state, 'live');
  const frames: Uint8Array[] = [];
  const frame = (bytes: Uint8Array) => void frames.push(bytes);
  engine.subscribe({ client: 'c', display: '', ready: () => true, frame, view: nothing, directive: nothing });
  await until('a snapshot', () => frames.length > 0);
  const { rate } = decodeFrame(frames[0] ?? new Uint8Array());
  assert.equal(
    rate.counts.reduce((sum, count) => sum + count, 0),
    3,
  );
  await engine.stop();
});

test('what was lost is told with its time; what a run before has lost is a number', async () => {
  const dataDir = path.join(folder, 'drops');
  const source = new ScriptedSource();
  const engine = engineWith(source, { dataDir });
  assert.equal(engine.health().sources[0]?.lastDropAt, 0);
  const began = Date.now();
  source.drops = [{ reason: 'queue full', count: 3 }];
  await until('the loss', () => (engine.health().sources[0]?.lastDropAt ?? 0) >= began);
  const at = engine.health().sources[0]?.lastDropAt;
  await aSecond();
  assert.equal(engine.health().sources[0]?.lastDropAt, at);
  await engine.stop();
  const again = engineWith(new ScriptedSource(), { dataDir });
  await aSecond();
  const [restored] = again.health().sources;
  assert.deepEqual([restored?.dropped, restored?.lastDropAt], [3, 0]);
  await again.stop();
});
