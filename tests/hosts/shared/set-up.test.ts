import assert from 'node:assert/strict';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test, type TestContext } from 'node:test';
import { formatProblem } from '#core/base/problem.ts';
import { type SetUp, setUp, type SetUpOptions } from '#hosts/shared/set-up.ts';
import { UsageError } from '#hosts/shared/usage-error.ts';
import { eve } from '#tests/support/scripted-source.ts';
import { until } from '#tests/support/serve.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'vigil-set-up-'));
after(() => rmSync(folder, { recursive: true }));

function folderFor(name: string): string {
  const own = path.join(folder, name);
  mkdirSync(own);
  return own;
}

async function prepared(more: Partial<SetUpOptions>) {
  const told: string[] = [];
  const set = await setUp({ eve: [], rules: [], demo: false, ...more }, (message) => told.push(message));
  return { set, told };
}

function started(t: TestContext, set: SetUp) {
  const { engine, stop } = set.createEngine();
  let running = true;
  const end = async () => {
    if (running) await stop();
    running = false;
  };
  t.after(end);
  return { engine, stop: end, notices: () => engine.health().notices.map(({ text }) => text) };
}

/** What a person is told who starts it so. */
async function refusal(more: Partial<SetUpOptions>): Promise<string[]> {
  try {
    const { set } = await prepared(more);
    const { stop } = set.createEngine();
    await stop();
  } catch (error) {
    assert.ok(error instanceof UsageError, String(error));
    return [...error.problems.map(formatProblem), error.message];
  }
  return [];
}

test('with nobody at the keyboard a broken config falls back to the last good one, and the glass says so', async (t) => {
  const own = folderFor('fall-back');
  const dataDir = path.join(own, 'data');
  const config = path.join(own, 'vigil.yml');
  writeFileSync(config, 'sources: [{ type: eve, path: feed.json, name: edge }]\n');
  const unattended = { config, dataDir };
  await started(t, (await prepared(unattended)).set).stop();
  const kept = readdirSync(dataDir).find((name) => name.startsWith('config-')) ?? '';
  assert.equal(statSync(path.join(dataDir, kept)).mode & 0o777, 0o600);

  const last = 'the last good config, of \\d{4}-[\\dT:.-]+Z, is in force';
  writeFileSync(config, 'sources: [{ type: eve, path: other.json, name: edge }]\nwal: {}\n');
  const broken = `${config}:2:1 unknown key wal; did you mean wall?`;
  const { set, told } = await prepared(unattended);
  assert.deepEqual(
    set.config.sources.map((source) => 'path' in source && source.path),
    [path.join(own, 'feed.json')],
  );
  assert.ok(told.includes(broken), told.join('\n'));
  const wall = started(t, set);
  assert.ok(wall.notices()[0]?.includes(`${config} has a mistake (${broken}): `), wall.notices()[0]);
  assert.match(wall.notices()[0] ?? '', new RegExp(last));
  await wall.stop();

  rmSync(config);
  const gone = await prepared(unattended);
  assert.match(gone.told.join('\n'), new RegExp(`can't be read: ENOENT.*: ${last}`));

  writeFileSync(config, 'rules: [gone]\n');
  const named = await prepared(unattended);
  assert.match(named.told.join('\n'), /vigil\.yml:1:9 rules\[0\]: ENOENT/);
  assert.equal(named.set.config.sources.length, 1);
});

test('a person who starts it is told what is wrong instead; so is who has no last good config', async () => {
  const own = folderFor('attended');
  const dataDir = path.join(own, 'data');
  const config = path.join(own, 'vigil.yml');
  writeFileSync(config, 'wall: {}\n');
  assert.deepEqual(await refusal({ config, dataDir }), []);
  writeFileSync(config, 'wal: {}\n');
  const told = [`${config}:1:1 unknown key wal; did you mean wall?`, `${config} has a mistake`];
  assert.deepEqual(await refusal({ config, dataDir, attended: true }), told);
  assert.deepEqual(await refusal({ config }), told);
  const other = path.join(own, 'other.yml');
  cpSync(config, other);
  assert.deepEqual(await refusal({ config: other, dataDir }), [
    `${other}:1:1 unknown key wal; did you mean wall?`,
    `${other} has a mistake`,
  ]);
  const attended = path.join(own, 'attended');
  writeFileSync(config, 'wall: {}\n');
  assert.deepEqual(await refusal({ config, dataDir: attended, attended: true }), []);
  assert.deepEqual(
    readdirSync(attended).filter((name) => name.startsWith('config-')),
    [],
  );
});

test('what the data folder can not do is told in words', { timeout: 30_000 }, async (t) => {
  const own = folderFor('data-folder');
  const file = path.join(own, 'file');
  writeFileSync(file, '');
  for (const dataDir of [file, path.join(file, 'below')]) {
    assert.match((await refusal({ dataDir })).join('\n'), /^The data folder .* can't be used: E/);
  }
  const dataDir = path.join(own, 'data');
  started(t, (await prepared({ dataDir })).set);
  assert.deepEqual(await refusal({ dataDir }), [`Another Vigil is using ${dataDir}`]);
  assert.equal(statSync(dataDir).mode & 0o777, 0o700);
});

const RULE = 'title: x\nlogsource: { product: a }\ndetection: { sel: { a: 1 }, condition: sel }\n';

test('a wall without a rule says so, from the start and after a change', async (t) => {
  const own = folderFor('rules');
  const rules = folderFor('rules/own');
  const config = path.join(own, 'vigil.yml');
  writeFileSync(config, 'rules: [own]\n');
  const rule = path.join(rules, 'a.yml');
  writeFileSync(rule, 'title: x\n');
  const without = started(t, (await prepared({ config })).set);
  assert.match(without.notices()[0] ?? '', /^No rule is in force: none could be loaded from .*own$/);
  await without.stop();
  writeFileSync(rule, RULE);
  const wall = started(t, (await prepared({ config })).set);
  assert.ok(!wall.notices().join().includes('No rule'));
  rmSync(rule);
  const none = () => wall.notices()[0]?.startsWith('No rule is in force') === true;
  await until('the notice', none, 20_000);
  writeFileSync(rule, RULE);
  await until('its end', () => !none(), 20_000);
});

test('viewers beside tenants are told of on the glass', async (t) => {
  const config = path.join(folderFor('viewer'), 'vigil.yml');
  const tokens = '[{ name: kim, token: 0123456789abcdef, role: viewer }]';
  writeFileSync(config, `tenants: [{ name: A, observers: [x] }]\nserver: { tokens: ${tokens} }\n`);
  const { set, told } = await prepared({ config });
  assert.ok(told.some((line) => line.startsWith(`${config}:2:64 the viewer kim sees`)));
  assert.match(started(t, set).notices().join('\n'), /the viewer kim sees the events of every tenant/);
});

test('after damage the state goes on from its copy: every event is counted once', async (t) => {
  const own = folderFor('damage');
  const feed = path.join(own, 'eve.json');
  let written = 0;
  const write = (count: number) => {
    for (const end = written + count; written < end; written++)
      appendFileSync(feed, `${eve({ flow_id: written })}\n`);
  };
  const start = async (dataDir: string) => {
    const { set, told } = await prepared({ eve: [feed], dataDir });
    const wall = started(t, set);
    const events = () => wall.engine.metrics().feeds[0]?.events ?? 0;
    return { ...wall, events, told };
  };
  const dataDir = path.join(own, 'data');
  write(100);
  const first = await start(dataDir);
  await until('the first events', () => first.events() === 100);
  await first.stop();
  const second = await start(dataDir);
  write(50);
  await until('more events', () => second.events() === 150);
  // Longer than between two commits; then as a kill leaves it.
  await new Promise((resolve) => setTimeout(resolve, 600));
  const killed = path.join(own, 'killed');
  cpSync(dataDir, killed, { recursive: true });
  await second.stop();
  write(25);
  writeFileSync(path.join(killed, 'state.db'), 'rubbish'.repeat(2_000));
  const third = await start(killed);
  assert.match(third.notices().join('\n'), /is damaged: .* State goes on from its copy of \d{4}-/);
  assert.match(third.told.join('\n'), /is damaged: .* State goes on from its copy of \d{4}-/);
  await until('all events', () => third.events() >= 175);
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(third.events(), 175);
});
