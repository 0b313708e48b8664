import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import type { TakeoverMemory } from '#core/displays/takeover.ts';
import { eveAlert, ScriptedSource } from '#tests/support/scripted-source.ts';
import { until } from '#tests/support/serve.ts';
import { display, engineIn, joined, KIM, RULES, stamp, T, wall } from '#tests/support/wall-kit.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'vigil-takeover-'));
after(() => rmSync(folder, { recursive: true }));

test('a takeover leaves pinned, frozen and blank displays alone, and gives the others their scene back', () => {
  const { control, close } = wall();
  const names = ['free', 'pinned', 'frozen', 'blank'];
  const displays = names.map(display);
  for (const { listener } of displays) control.join(listener, T);
  control.orders.show(names, 'triage', false, null, stamp);
  control.orders.show(['pinned'], 'network', true, null, stamp);
  control.push(T);
  control.orders.turn('frozen', ['frozen'], true, stamp);
  control.orders.turn('blank', ['blank'], true, stamp);
  control.orders.saveTakeover(RULES, stamp);
  control.risen('i1');
  control.tick(T);
  assert.deepEqual(
    displays.map((one) => one.scene()),
    ['focus', 'network', 'triage', 'triage'],
  );
  assert.equal(displays[0]?.told.at(-1)?.incident, 'i1');
  close();
  control.tick(T + 5_000);
  assert.equal(displays[0]?.scene(), 'triage');
  control.tick(T + 6_000);
  assert.equal(displays[0]?.scene(), 'triage', 'not the same incident again');
});

test('in a storm each incident has its turn', () => {
  const { control } = wall();
  const north = display('north');
  control.join(north.listener, T);
  control.orders.saveTakeover({ ...RULES, maxSeconds: 300 }, stamp);
  for (let n = 0; n < 30; n++) control.risen(`i${n}`);
  const shown = new Set<string | null | undefined>();
  for (let second = 0; second < 440; second++) {
    control.tick(T + second * 1_000);
    shown.add(north.told.at(-1)?.incident);
  }
  assert.equal(shown.size, 30);
  control.tick(T + 450_000);
  assert.equal(north.scene(), 'overview');
});

test('the history tells which incident took displays over, and why it ended', () => {
  const { control, close } = wall();
  control.orders.saveTakeover({ ...RULES, displays: ['a', 'b', 'c', 'd', 'e'] }, stamp);
  control.risen('i1');
  control.tick(T);
  close();
  control.tick(T + 5_000);
  assert.deepEqual(
    control.audit.after(0).entries.map(({ by, call, on, detail, values }) => [by, call, on, detail, values]),
    [
      ['', 'takeover.over', 'a, b, c +2', 'About i1', { why: 'closed' }],
      ['', 'takeover.begin', 'a, b, c +2', 'About i1', { severity: 4 }],
    ],
  );
});

test('a new critical incident takes a display over, from the event on', async () => {
  const source = new ScriptedSource();
  const engine = engineIn(path.join(folder, 'takeover'), source);
  const north = joined(engine, 'north');
  await engine.handlers['takeover.save'](RULES, KIM);
  source.push([eveAlert('Exploit')]);
  await until('the focus scene', () => north.scene() === 'focus');
  const incident = north.told.at(-1)?.incident ?? '';
  assert.equal((await engine.handlers['incident.get']({ id: incident }, KIM)).title, 'Exploit');
  await engine.stop();
  const again = engineIn(path.join(folder, 'takeover'));
  const south = joined(again, 'south');
  assert.equal(south.told[0]?.incident, incident, 'it goes on after a restart');
  await again.handlers['takeover.end']({}, KIM);
  assert.equal(south.scene(), 'overview');
  const [ended, began] = (await again.handlers['control.history']({ after: 0 }, KIM)).entries;
  assert.deepEqual([ended?.call, ended?.by, ended?.detail], ['takeover.end', 'kim', 'Exploit']);
  assert.deepEqual([began?.call, began?.detail], ['takeover.begin', 'Exploit']);
  await again.stop();
});

test('in a storm every critical incident waits for its turn, also those that nothing points at', async () => {
  const dataDir = path.join(folder, 'storm');
  const source = new ScriptedSource();
  const engine = engineIn(dataDir, source);
  await engine.handlers['takeover.save'](RULES, KIM);
  // All in one batch: twelve of them are pointed at, for ten seconds.
  source.push(Array.from({ length: 30 }, (_, n) => eveAlert('Exploit', 1, { src_ip: `203.0.113.${n + 1}` })));
  const north = joined(engine, 'north');
  await until('a takeover', () => north.scene() === 'focus');
  await engine.stop();
  const db = new DatabaseSync(path.join(dataDir, 'state.db'));
  const row = db.prepare(`SELECT json FROM document WHERE kind = 'takeover'`).get();
  db.close();
  const { current, waiting } = JSON.parse(String(row?.['json'])) as TakeoverMemory;
  assert.equal(Number(current !== null) + waiting.length, 30);
});

test('the first rules of all are taken back: what they brought to the glass is over', () => {
  const { control } = wall();
  const north = display('north');
  control.join(north.listener, T);
  const before = control.state();
  control.orders.saveTakeover(RULES, stamp);
  const made = control.state();
  control.steps.add({ call: 'takeover.save', on: '*', before, after: made });
  control.risen('i1');
  control.tick(T);
  assert.equal(north.scene(), 'focus');
  assert.equal(control.undo(made.revision, stamp)?.done, 1);
  control.push(T);
  assert.deepEqual([north.scene(), control.takeover.machine.current()], ['overview', undefined]);
});
