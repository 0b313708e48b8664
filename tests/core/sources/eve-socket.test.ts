import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { systemClock } from '#core/base/clock.ts';
import { EveSocketSource } from '#core/sources/eve-socket.ts';
import { peer } from '../../peers.ts';
import { run, SHARED, until } from '../../support/serve.ts';
import { Taking } from '../../support/take.ts';

function scratch(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigil-eve-socket-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

function reading(t: TestContext, file: string, more = {}) {
  const source = new EveSocketSource({ name: 's', clock: systemClock, path: file, ...more });
  return { source, taking: new Taking(t, source) };
}

async function dial(t: TestContext, file: string) {
  await until('the socket', () => existsSync(file));
  const socket = connect(file);
  socket.on('error', () => undefined);
  t.after(() => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

const suricata = peer('suricata');
const PCAP = `${SHARED}data/eve/pcaps/zeek-ftp-bruteforce.pcap`;
const RULES = `${SHARED}data/eve/local-soc.rules`;
const noData =
  existsSync(PCAP) && existsSync(RULES) ? false : 'the shared captures are not beside the repository';

test('a real Suricata writes to it, and again after a restart of Vigil', {
  skip: suricata.skip || noData,
}, async (t) => {
  const folder = scratch(t);
  const file = path.join(folder, 'eve.sock');
  const config = path.join(folder, 'suricata.yaml');
  writeFileSync(
    config,
    `%YAML 1.1
---
default-log-dir: ${folder}
outputs:
  - eve-log: { enabled: yes, filetype: unix_stream, filename: ${file}, types: [alert, flow, ftp] }
  - fast: { enabled: no }
app-layer: { protocols: { ftp: { enabled: yes } } }
`,
  );
  const sniff = () =>
    run(suricata.path, [
      '-r',
      PCAP,
      '-S',
      RULES,
      '-c',
      config,
      '-l',
      folder,
      '-k',
      'none',
      '--runmode',
      'single',
    ]);
  const first = reading(t, file);
  await until('the socket', () => existsSync(file));
  const ran = await sniff();
  assert.equal(ran.code, 0, ran.stderr);
  await until('events', () => first.taking.records.length > 10);
  await first.taking.stop();
  const again = reading(t, file);
  await until('listening again', () => again.source.condition().state === 'idle');
  await sniff();
  await until('as many events', () => again.taking.records.length >= first.taking.records.length);
  const kinds = new Set(
    again.taking.records.map((line) => (JSON.parse(line) as { event_type: string }).event_type),
  );
  assert.ok(kinds.has('flow'));
  assert.deepEqual(again.taking.damaged, []);
});

test('many connections, half lines, a writer that dies within one', async (t) => {
  const file = path.join(scratch(t), 'e.sock');
  const { source, taking } = reading(t, file, { maxLineBytes: 100_000 });
  const [a, b] = [await dial(t, file), await dial(t, file)];
  a.write('{"a":');
  b.write('{"b":1}\n{"b"');
  await until('a whole line', () => taking.records.length === 1);
  a.write('1}\n');
  await until('the half', () => taking.records.length === 2);
  assert.match(source.condition().detail, /2 sensors connected/);
  b.destroy();
  await until('a loss', () => taking.damaged.length === 1);
  assert.match(taking.damaged[0]?.reason ?? '', /within a line/);
  a.write(`${'x'.repeat(5_000_000)}\n{"c":1}\n`);
  await until('the line after', () => taking.records.includes('{"c":1}'));
  assert.match(taking.damaged[1]?.reason ?? '', /too long/);
  assert.deepEqual(taking.records, ['{"b":1}', '{"a":1}', '{"c":1}']);
});

test('a stale socket is removed; another file and a live listener are left alone', async (t) => {
  const folder = scratch(t);
  const stale = path.join(folder, 'stale.sock');
  const left = `const s = require('net').createServer().listen(${JSON.stringify(stale)}, () => process.kill(process.pid, 'SIGKILL'))`;
  await run(process.execPath, ['-e', left]);
  assert.ok(existsSync(stale));
  const { taking } = reading(t, stale);
  await until('listening', () => existsSync(stale));
  let socket = connect(stale);
  socket.on('error', () => undefined);
  await until('a connection', async () => {
    if (!socket.destroyed) return socket.readyState === 'open';
    socket = connect(stale);
    socket.on('error', () => undefined);
    return false;
  });
  socket.end('{"x":1}\n');
  await until('a record', () => taking.records.length === 1);

  const plain = path.join(folder, 'plain');
  writeFileSync(plain, 'mine');
  const refused = reading(t, plain);
  await until('failing', () => refused.source.condition().state === 'failing');
  assert.match(refused.source.condition().detail, /is no socket/);
  assert.equal(readFileSync(plain, 'utf8'), 'mine');

  const taken = path.join(folder, 'taken.sock');
  const other = createServer().listen(taken);
  t.after(() => other.close());
  await once(other, 'listening');
  const second = reading(t, taken);
  await until('failing', () => second.source.condition().state === 'failing');
  assert.match(second.source.condition().detail, /another process listens/);
});
