import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { io } from 'socket.io-client';
import type { HealthReport } from '#hosts/node/health-report.ts';
import { INGEST_TOKEN as TOKEN, postIngest } from '../../support/ingest.ts';
import { eve } from '../../support/scripted-source.ts';
import { run, type Serving, serve, until, VIGIL } from '../../support/serve.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'vigil-sources-'));
after(() => rmSync(folder, { recursive: true }));

async function serving(t: TestContext, name: string, config: object): Promise<Serving> {
  const file = path.join(folder, `${name}.yaml`);
  writeFileSync(file, JSON.stringify({ dataDir: `${name}-state`, ...config }));
  const vigil = await serve(['--config', file]);
  t.after(() => vigil.kill());
  return vigil;
}

const HTTP = { type: 'http', name: 'agents', token: TOKEN, maxBodyMegabytes: 1 };

async function post(
  vigil: Serving,
  body: string | Buffer,
  headers: Record<string, string> = {},
  name = 'agents',
) {
  const response = await postIngest(new URL(vigil.url).port, body, headers, name);
  return [response.status, await response.json()] as const;
}

const lines = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => eve({ flow_id: from + n }));

test('POST /ingest: lines, an array, gzip; what is wrong is told, and nothing goes in by the way', async (t) => {
  // Before the first post: on a busy machine the host gives an idle connection up in that time.
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
  const vigil = await serving(t, 'http', { sources: [HTTP] });
  assert.deepEqual(await post(vigil, lines(3).join('\n')), [200, { accepted: 3, malformed: 0 }]);
  assert.deepEqual(await post(vigil, `[${lines(2).join(',')}, 7]`), [200, { accepted: 2, malformed: 1 }]);
  assert.deepEqual(await post(vigil, `${eve()}\n{"half":\n\n`), [200, { accepted: 1, malformed: 1 }]);
  const zipped = { 'content-encoding': 'gzip' };
  assert.deepEqual(await post(vigil, gzipSync(lines(400).join('\n')), zipped), [
    200,
    { accepted: 400, malformed: 0 },
  ]);

  const status = async (...args: Parameters<typeof post> extends [unknown, ...infer R] ? R : never) =>
    (await post(vigil, ...args))[0];
  assert.equal(await status(bomb, zipped), 413);
  assert.equal(await status('x'.repeat(1_100_000)), 413);
  assert.equal(await status('not gzip', zipped), 400);
  assert.equal(await status('x', { 'content-encoding': 'br' }), 415);
  assert.equal(await status('x', { authorization: 'Bearer wrong' }), 401);
  assert.equal(await status('x', {}, 'others'), 404);
  assert.equal(
    (await fetch(`${vigil.url}ingest/agents`, { headers: { authorization: `Bearer ${TOKEN}` } })).status,
    405,
  );

  assert.equal(await vigil.metric('vigil_events_total'), 406);
  assert.equal(await vigil.metric('vigil_events_malformed_total'), 2);
  const kept = path.join(folder, 'http-state', 'quarantine.jsonl');
  await until('the quarantine file', () => existsSync(kept));
  const quarantined = readFileSync(kept, 'utf8').trimEnd().split('\n');
  assert.deepEqual(
    quarantined.map((line) => (JSON.parse(line) as { source: string; record: string }).record),
    ['7', '{"half":'],
  );
  assert.equal(await vigil.stop(), 0);
});

test('one Vigil reads another; killed in between, it counts every event once', async (t) => {
  const hub = await serving(t, 'hub', {
    sources: [HTTP],
    server: { tokens: [{ name: 'down', token: TOKEN, role: 'analyst' }] },
  });
  const config = { sources: [{ type: 'socketio', name: 'up', url: hub.url, token: TOKEN }] };
  let down = await serving(t, 'down', config);
  await until('a reader', async () => (await healthOf(down)).sources[0]?.state === 'idle');
  for (let round = 0; round < 20; round++) {
    assert.equal((await post(hub, lines(200, round * 200).join('\n')))[0], 200);
    if (round !== 7 && round !== 13) continue;
    await until('some of it', async () => (await down.metric('vigil_events_total')) > 0);
    await down.kill();
    down = await serving(t, 'down', config);
  }
  await until('all of it', async () => (await down.metric('vigil_events_total')) >= 4_000);
  assert.equal(await down.metric('vigil_events_total'), 4_000);
  assert.equal(await down.metric('vigil_events_dropped_total'), 0);
  assert.equal(await down.metric('vigil_events_malformed_total'), 0);

  const refused = io(new URL('/stream', hub.url).href, { transports: ['websocket'], auth: { token: 'x' } });
  t.after(() => refused.close());
  const error = await new Promise<Error>((resolve) => {
    refused.once('connect_error', resolve);
  });
  assert.equal(error.message, 'unauthorized');
});

async function healthOf(vigil: Serving): Promise<HealthReport> {
  return (await (await fetch(`${vigil.url}healthz`)).json()) as HealthReport;
}

test('syslog into a whole Vigil; a source that fails, fails alone', async (t) => {
  const port = 20_000 + (process.pid % 20_000);
  const vigil = await serving(t, 'syslog', {
    sources: [
      { type: 'syslog', transport: 'tcp', port, name: 'tcp' },
      { type: 'recording', path: 'nowhere.jsonl', name: 'gone' },
    ],
  });
  await until('listening', async () => (await healthOf(vigil)).sources[0]?.state === 'idle');
  const socket = connect(port, '127.0.0.1');
  socket.end(
    '<36>1 2026-11-24T12:00:00Z fw sshd 1 - - Failed password for root from 198.51.100.7 port 22 ssh2\n',
  );
  await until('the event', async () => (await vigil.metric('vigil_events_total')) === 1);
  const { healthy, sources, reasons } = await healthOf(vigil);
  assert.deepEqual(
    sources.map(({ name, state }) => [name, state]),
    [
      ['tcp', 'live'],
      ['gone', 'failing'],
    ],
  );
  assert.equal(healthy, false);
  assert.match(reasons[0] ?? '', /^gone is failing: ENOENT/);
});

test('check --schema tells every type of source; check --config every mistake', async () => {
  const { code, stdout } = await run(process.execPath, [VIGIL, 'check', '--schema']);
  assert.equal(code, 0);
  for (const type of ['eve', 'file', 'eve-socket', 'socketio', 'syslog', 'http', 'recording']) {
    assert.ok(stdout.includes(`"const": "${type}"`), type);
  }
  const file = path.join(folder, 'wrong.yaml');
  writeFileSync(
    file,
    `sources:
  - { type: syslog, transport: tls }
  - { type: socketio, url: 'ftp://x' }
  - { type: http, name: 'a/b', token: short }
  - { type: recording, path: x, sped: 2 }
  - { type: file, path: y, format: nonesuch, timeZone: Mars }
  - { type: carrier-pigeon }
`,
  );
  const wrong = await run(process.execPath, [VIGIL, 'check', '--config', file]);
  assert.equal(wrong.code, 1);
  const told = wrong.stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(file.length + 1));
  for (const expected of [
    /^3:\d+ sources\[1\]\.url: not an address/,
    /^4:\d+ sources\[2\]\.name: a name of letters/,
    /^4:\d+ sources\[2\]\.token: a token has at least 16/,
    /^5:\d+ sources\[3\]: unknown key sped; did you mean speed\?/,
    /^6:\d+ sources\[4\]\.format: no such format/,
    /^6:\d+ sources\[4\]\.timeZone: not a time zone/,
    /^7:\d+ sources\[5\]\.type: /,
  ]) {
    assert.ok(
      told.some((line) => expected.test(line)),
      `${expected} in\n${told.join('\n')}`,
    );
  }
});
