import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Server, type Socket as ServerSocket } from 'socket.io';
import { SocEvent } from '#contract/event.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { runHunt } from '#hosts/node/hunting.ts';
import { run, until, VIGIL } from '#tests/support/serve.ts';
import {
  BAD,
  GOOD_COUNT,
  good,
  goodIn,
  goodSyslog,
  joined,
  mixed,
  ODD,
  pieces,
  REFUSED,
} from './hostile/corpus.ts';
import { type Attacked, attacked, INGEST_TOKEN } from './hostile/vigil.ts';

const REFUSED_COUNT = Object.keys(REFUSED).length;
const ODD_COUNT = Object.keys(ODD).length;
/** A prime: no two pieces end at the same place of a line. */
const PIECE = 65_521;
const TOO_LONG = Buffer.alloc(9 * 1024 * 1024, 'y');

const read = (bytes: Buffer): string | SocEvent => {
  const event = new SocEvent();
  event.received = Date.now();
  return normaliseLine(bytes.toString(), event) ?? event;
};

test('the corpus is what it says it is', () => {
  for (const [name, bytes] of Object.entries(REFUSED)) assert.equal(typeof read(bytes), 'string', name);
  for (const [name, bytes] of Object.entries(ODD)) assert.ok(read(bytes) instanceof SocEvent, name);
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
});

/** Alive, and nothing was thrown past a source. */
async function unharmed({ vigil, get }: Attacked): Promise<void> {
  assert.equal(vigil.process.exitCode, null, vigil.log());
  const health = await get('healthz');
  assert.match(health, /"sources"/);
  assert.doesNotMatch(health, /ended:|Maximum call stack|TypeError|RangeError/);
  assert.doesNotMatch(vigil.log(), /unhandled|uncaught|TypeError|RangeError/i);
}

/** Where a record is a line, all of it is known: what is read, what is refused, and what is too long for any line. */
async function countsOfLines(under: Attacked, source: string, tooLong = 0): Promise<void> {
  const malformed = () => under.metric('vigil_events_malformed_total', source);
  await until('every bad record counted', async () => (await malformed()) >= REFUSED_COUNT + tooLong);
  assert.equal(await malformed(), REFUSED_COUNT + tooLong);
  assert.equal(await under.metric('vigil_events_total', source), GOOD_COUNT + ODD_COUNT);
  assert.equal(await under.metric('vigil_events_dropped_total', source), 0);
  await until('reasons in the quarantine file', () => under.reasons(source).length > 0);
  assert.ok(under.reasons(source).every((reason) => reason.length > 0 && reason.length <= 160));
}

async function write(socket: Socket, bytes: Buffer, size = PIECE): Promise<void> {
  for (const piece of pieces(bytes, size)) if (!socket.write(piece)) await once(socket, 'drain');
}

async function dial(t: TestContext, to: string | number): Promise<Socket> {
  const socket = typeof to === 'string' ? connect(to) : connect(to, '127.0.0.1');
  socket.on('error', () => undefined);
  t.after(() => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

const syslogOf = (whose: string): Buffer[] => mixed((n) => goodSyslog(whose, n));
const lines = (whose: string): Buffer =>
  joined(
    mixed((n) => good(whose, n)),
    '\n',
  );

test('a followed file, through a rotation in the middle of it', async (t) => {
  const under = await attacked(t, (folder) => [{ type: 'file', name: 'log', path: `${folder}/eve.json` }]);
  const log = under.file('eve.json');
  const all = Buffer.concat([TOO_LONG, Buffer.from('\n'), lines('log')]);
  const cut = all.indexOf('\n', all.length >> 1) + 1;
  for (const piece of pieces(all.subarray(0, cut), PIECE)) appendFileSync(log, piece);
  renameSync(log, `${log}.1`);
  for (const piece of pieces(all.subarray(cut), PIECE)) appendFileSync(log, piece);
  await under.allGood('log', GOOD_COUNT);
  await countsOfLines(under, 'log', 1);
  await unharmed(under);
});

test('a Unix stream socket', async (t) => {
  const under = await attacked(t, (folder) => [
    { type: 'eve-socket', name: 'socket', path: `${folder}/eve.sock` },
  ]);
  const socket = await dial(t, under.file('eve.sock'));
  await write(socket, Buffer.concat([TOO_LONG, Buffer.from('\n'), lines('socket')]));
  socket.end();
  await under.allGood('socket', GOOD_COUNT);
  await countsOfLines(under, 'socket', 1);
  await unharmed(under);
});

test('a recording, and one that is not whole', async (t) => {
  const under = await attacked(t, (folder) => [
    { type: 'recording', name: 'tape', path: `${folder}/tape.jsonl`, speed: 'max' },
    { type: 'recording', name: 'zipped', path: `${folder}/tape.jsonl.gz`, speed: 'max' },
    { type: 'recording', name: 'cut', path: `${folder}/cut.jsonl.gz`, speed: 'max' },
  ]);
  for (const [name, bytes] of [
    ['tape.jsonl', Buffer.concat([TOO_LONG, Buffer.from('\n'), lines('tape')])],
    ['tape.jsonl.gz', gzipSync(lines('zipped'))],
    ['cut.jsonl.gz', gzipSync(lines('cut')).subarray(0, 3_000)],
  ] as const) {
    // It must come whole into its place.
    writeFileSync(under.file(`${name}.new`), bytes);
    renameSync(under.file(`${name}.new`), under.file(name));
  }
  await under.allGood('tape', GOOD_COUNT);
  await under.allGood('zipped', GOOD_COUNT);
  await countsOfLines(under, 'tape', 1);
  await countsOfLines(under, 'zipped');
  await unharmed(under);
});

test('HTTP ingest: lines, arrays, gzip, and what only looks like one of them', async (t) => {
  const under = await attacked(t, () => [
    { type: 'http', name: 'post', token: INGEST_TOKEN, maxBodyMegabytes: 32 },
  ]);
  const post = (body: Buffer, headers: Record<string, string> = {}) =>
    fetch(`${under.vigil.url}ingest/post`, {
      method: 'POST',
      headers: { authorization: `Bearer ${INGEST_TOKEN}`, ...headers },
      body: new Uint8Array(body),
    });
  const [answer, zipped] = [
    await post(lines('post')),
    await post(gzipSync(lines('zipped')), { 'content-encoding': 'gzip' }),
  ];
  for (const response of [answer, zipped]) {
    assert.equal(response.status, 200);
    const told = (await response.json()) as { accepted: number; malformed: number };
    assert.deepEqual(told, { accepted: GOOD_COUNT + ODD_COUNT, malformed: REFUSED_COUNT });
  }
  await under.allGood('post', GOOD_COUNT);
  await under.allGood('zipped', GOOD_COUNT);
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  const objects = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
  const array = `[${good('array', 0)},null,7,"text",${deep},${objects},{"__proto__":{"polluted":1}},[],1e999,${good('array', 1)}]`;
  for (const body of [array, `[${good('half', 0)}`, deep, '['.repeat(20_000), `[${objects}]`, '[]', '\0']) {
    assert.equal((await post(Buffer.from(body))).status, 200, body.slice(0, 40));
  }
  assert.equal((await post(Buffer.from(good('after', 0)))).status, 200);
  await under.allGood('array', 2);
  await under.allGood('after', 1);
  await unharmed(under);
});

/** Whatever a framing makes of a bad record: something of it is counted, with its reason. */
async function countedSomething(under: Attacked, source: string): Promise<void> {
  assert.ok((await under.metric('vigil_events_malformed_total', source)) > 0);
  await until('reasons in the quarantine file', () => under.reasons(source).length > 0);
  await unharmed(under);
}

const PORT = 20_000 + (process.pid % 20_000);

test('syslog over UDP', async (t) => {
  const under = await attacked(t, () => [{ type: 'syslog', transport: 'udp', name: 'udp', port: PORT }]);
  const socket = createSocket('udp4');
  t.after(() => socket.close());
  // What does not fit into a datagram can't be sent.
  const datagrams = mixed((n) => goodSyslog('udp', n)).filter(({ length }) => length < 60_000);
  const sent = datagrams.filter((bytes) => bytes.includes('<good udp')).length;
  assert.equal(sent, GOOD_COUNT);
  for (const [n, bytes] of datagrams.entries()) {
    await new Promise<void>((resolve, reject) => {
      socket.send(bytes, PORT, '127.0.0.1', (error) => (error ? reject(error) : resolve()));
    });
    if (n % 16 !== 0) continue;
    const last = Number(/<good udp (\d+)/.exec(bytes.toString())?.[1] ?? -1);
    // Slower than the kernel's buffer fills.
    if (last >= 0)
      await until(`good record ${last}`, () => goodIn(under.through.join('\n'), 'udp').includes(last));
  }
  await under.allGood('udp', GOOD_COUNT);
  await countedSomething(under, 'udp');
});

test('syslog over TCP: counted, by newline, by NUL, and senders who can’t count', async (t) => {
  // What ends a message can stand in none: a bad record that has it is several bad records then.
  const streams = [
    Buffer.concat(syslogOf('counted').flatMap((bytes) => [Buffer.from(`${bytes.length} `), bytes])),
    joined(syslogOf('newline'), '\n'),
    joined(syslogOf('nul'), '\0'),
  ];
  const under = await attacked(t, () => [{ type: 'syslog', transport: 'tcp', name: 'tcp', port: PORT }]);
  for (const bytes of streams) {
    const socket = await dial(t, PORT);
    await write(socket, bytes, 16_381);
    socket.end();
  }
  for (const whose of ['counted', 'newline', 'nul']) await under.allGood(whose, GOOD_COUNT);

  const before = await under.metric('vigil_events_malformed_total', 'tcp');
  const bad = [
    '-5 <13>x',
    '0 <13>x',
    '007 <13>x',
    '5x <13>x',
    '999999999999 <13>x',
    '99999999 <13>x',
    '50 <13>short',
    ' <13>x',
  ];
  for (const [n, text] of bad.entries()) {
    const socket = await dial(t, PORT);
    const body = goodSyslog('miscounted', n);
    socket.end(`${Buffer.byteLength(body)} ${body}${text}`);
    await once(socket, 'close');
  }
  await under.allGood('miscounted', bad.length);
  await until(
    'each of them counted',
    async () => (await under.metric('vigil_events_malformed_total', 'tcp')) >= before + bad.length,
  );
  await countedSomething(under, 'tcp');
});

test('a Socket.IO hub that has gone mad', async (t) => {
  const http = createServer();
  const hub = new Server(http);
  t.after(async () => {
    await hub.close();
    http.closeAllConnections();
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const all = mixed((n) => good('hub', n)).map((bytes) => bytes.toString());
  const connected = once(hub.of('/stream'), 'connection') as Promise<[ServerSocket]>;
  const under = await attacked(t, () => [{ type: 'socketio', name: 'hub', url: `http://127.0.0.1:${port}` }]);
  // Only now: what is read before somebody looks through the other end is seen by nobody.
  const [socket] = await connected;
  // As lines, three a batch; and what no batch is.
  for (let from = 0; from < all.length; from += 3) socket.emit('events', all.slice(from, from + 3));
  const metas = [null, 7, 'x', [], {}, { seq: -1 }, { seq: 1e300 }, { seq: '1' }, { seq: 1.5, epoch: {} }];
  for (const [n, meta] of metas.entries()) socket.emit('events', [JSON.parse(good('meta', n))], meta);
  for (const payload of [
    null,
    'text',
    7,
    {},
    { length: 9 },
    [null],
    [[[[]]]],
    [undefined],
    [Buffer.from('x')],
  ])
    socket.emit('events', payload);
  socket.emit('events');
  socket.emit('other', 1);
  socket.emit('events', [JSON.parse('{"__proto__":{"polluted":1},"toJSON":1,"a":{"toJSON":"x"}}')]);
  socket.emit('events', [JSON.parse(good('last', 0))], {}, 'no function');
  await under.allGood('hub', GOOD_COUNT);
  await under.allGood('meta', 9);
  await under.allGood('last', 1);
  await countedSomething(under, 'hub');
});

const RULE = `title: good
id: 6d0cbd5d-9d7f-4ad6-8b41-1d2f6a2c0001
level: high
logsource: { product: suricata, service: flow }
detection:
  selection: { destination.port: 31337 }
  condition: selection
`;

test('hunting over it finds every good record, by its line', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigil-hostile-hunt-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [rule, events] = [path.join(folder, 'rule.yml'), path.join(folder, 'events.jsonl')];
  writeFileSync(rule, RULE);
  writeFileSync(events, lines('hunt'));
  let out = '';
  let err = '';
  const output = {
    out: (text: string) => (out += text),
    err: (text: string) => (err += text),
    terminal: false,
  };
  assert.equal(await runHunt(['--rules', rule, '--events', events], output), 0, err);
  const found = out.trimEnd().split('\n');
  assert.deepEqual(
    found.map((one) => (JSON.parse(one) as { at: number }).at).sort((a, b) => a - b),
    Array.from({ length: GOOD_COUNT }, (_, n) => n * 2),
  );
  assert.match(err, new RegExp(`, ${REFUSED_COUNT} malformed`));
});

test('normalise answers every line with one of its own', async () => {
  const { code, stdout, stderr } = await run(
    process.execPath,
    [VIGIL, 'normalise'],
    lines('pipe').toString(),
  );
  assert.equal(code, 0, stderr);
  const answers = stdout.trimEnd().split('\n');
  assert.equal(answers.length, GOOD_COUNT + BAD.length);
  const faults = answers.filter((one) => one.startsWith('{"error":{"message":'));
  assert.equal(faults.length, REFUSED_COUNT);
  assert.deepEqual(
    answers.filter((_, n) => n % 2 === 0).map((one) => goodIn(one, 'pipe')),
    Array.from({ length: GOOD_COUNT }, (_, n) => [n]),
  );
});
