import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { endianness, tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { systemClock } from '#core/base/clock.ts';
import { dropsIn, placeOf } from '#core/sources/syslog/kernel-drops.ts';
import { SyslogSource, type SyslogOptions } from '#core/sources/syslog.ts';
import { peer } from '../../peers.ts';
import { run, until } from '../../support/serve.ts';
import { Taking } from '../../support/take.ts';

async function listening(t: TestContext, options: Partial<SyslogOptions>) {
  const source = new SyslogSource({
    name: 's',
    clock: systemClock,
    transport: 'tcp',
    host: '127.0.0.1',
    port: 0,
    ...options,
  });
  const taking = new Taking(t, source);
  await until('listening', () => source.port > 0);
  return { source, taking };
}

async function dial(t: TestContext, port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  t.after(() => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

const logger = peer('logger');

for (const format of ['--rfc3164', '--rfc5424']) {
  for (const [transport, flags] of [
    ['udp', ['--udp']],
    ['tcp', ['--tcp']],
    ['tcp', ['--tcp', '--octet-count']],
  ] as const) {
    test(`logger ${format} ${flags.join(' ')}`, { skip: logger.skip }, async (t) => {
      const { source, taking } = await listening(t, { transport });
      const args = [
        '-n',
        '127.0.0.1',
        '-P',
        String(source.port),
        ...flags,
        format,
        '-p',
        'auth.warning',
        '-t',
        'sshd',
      ];
      const { code, stderr } = await run(logger.path, [
        ...args,
        'Failed password for root from 198.51.100.7',
      ]);
      assert.equal(code, 0, stderr);
      await until('the message', () => taking.records.length === 1);
      assert.match(taking.records[0] ?? '', /^<36>.*sshd.*Failed password for root from 198\.51\.100\.7$/);
      assert.deepEqual(taking.damaged, []);
    });
  }
}

const openssl = peer('openssl');

test('TLS: openssl s_client is a sender; plain bytes are refused and the rest goes on', {
  skip: openssl.skip,
}, async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigil-tls-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const made = await run(openssl.path, [
    ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost'.split(
      ' ',
    ),
    '-keyout',
    key,
    '-out',
    cert,
    '-addext',
    'subjectAltName=IP:127.0.0.1',
  ]);
  assert.equal(made.code, 0, made.stderr);
  const tls = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  const { source, taking } = await listening(t, { transport: 'tls', tls });
  const plain = await dial(t, source.port);
  plain.write('<13>not encrypted\n');
  await once(plain, 'close');
  const client = spawn(openssl.path, [
    ...'s_client -quiet -verify_return_error -connect'.split(' '),
    `127.0.0.1:${source.port}`,
    '-CAfile',
    cert,
  ]);
  t.after(() => client.kill());
  client.stdin.write('11 <13>1 hello12 <14>1 world!');
  await until('both', () => taking.records.length === 2);
  assert.deepEqual(taking.records, ['<13>1 hello', '<14>1 world!']);
  assert.match(taking.damaged[0]?.reason ?? '', /^TLS: /);
});

test('TCP is slowed, not dropped, while the core is busy', async (t) => {
  const { source, taking } = await listening(t, { queueBytes: 200_000 });
  const gate = Promise.withResolvers<void>();
  taking.hold = gate.promise;
  const socket = await dial(t, source.port);
  const count = 60_000;
  const text = Array.from({ length: count }, (_, i) => `<13>${i} ${'x'.repeat(200)}\n`).join('');
  socket.end(text);
  await until('a full queue', () => source.condition().backlogBytes > 100_000);
  assert.ok(source.condition().backlogBytes <= 200_000);
  taking.hold = undefined;
  gate.resolve();
  await until('all of it', () => taking.records.length === count);
  assert.deepEqual(source.condition().drops, []);
  assert.ok(taking.records.every((record, i) => record.startsWith(`<13>${i} `)));
});

test('UDP drops the oldest under load, severe ones last, and counts them', async (t) => {
  const { source, taking } = await listening(t, { transport: 'udp', queueRecords: 50 });
  const gate = Promise.withResolvers<void>();
  taking.hold = gate.promise;
  const { createSocket } = await import('node:dgram');
  const socket = createSocket('udp4');
  t.after(() => socket.close());
  const send = (text: string) =>
    new Promise<void>((resolve) => {
      socket.send(text, source.port, '127.0.0.1', () => resolve());
    });
  await send('<14>first');
  await until('the consumer to be busy', () => taking.records.length === 1);
  await send('<10>critical');
  for (let n = 0; n < 200; n++) await send(`<14>${n}`);
  const dropped = () => source.condition().drops?.find(({ reason }) => reason === 'queue full')?.count ?? 0;
  await until('drops', () => dropped() === 151);
  taking.hold = undefined;
  gate.resolve();
  await until('what was kept', () => taking.records.length === 51);
  assert.equal(taking.records[1], '<10>critical');
  assert.equal(taking.records.at(-1), '<14>199');
});

/** Sends as fast as it can and ends; argv: port, address, count, bytes. */
const FLOOD = `
const [port, address, count, bytes] = process.argv.slice(1);
const socket = require('dgram').createSocket(address.includes(':') ? 'udp6' : 'udp4');
let left = Number(count);
const text = '<14>' + 'x'.repeat(Number(bytes) - 4);
const send = () => socket.send(text, Number(port), address, (error) => {
  if (error) throw error;
  if (--left === 0) socket.close();
  else send();
});
send();`;

for (const host of ['127.0.0.1', '::1']) {
  test(`what the kernel drops of ${host} while the core stands still is counted, each datagram once`, {
    skip: process.platform === 'linux' ? false : 'only Linux tells what the kernel drops',
  }, async (t) => {
    const { source, taking } = await listening(t, { transport: 'udp', host });
    assert.match(source.condition().detail, /, receive buffer \d+ KiB$/);
    const count = 30_000;
    // The event loop stands still until the sender is done: the buffer must overflow.
    const { status, stderr } = spawnSync(process.execPath, [
      '-e',
      FLOOD,
      ...[source.port, host, count, 2_000].map(String),
    ]);
    assert.equal(status, 0, String(stderr));
    const lost = () =>
      source.condition().drops?.find(({ reason }) => reason === 'receive buffer full')?.count ?? 0;
    await until('every datagram in one count or the other', () => taking.records.length + lost() === count);
    assert.ok(lost() > 0 && taking.records.length > 500, `${lost()} lost`);
  });
}

test('a place in the kernel’s table', () => {
  const table = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  311: 0100007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 2201 2 00000000f6b1d6a1 12
  790: 00000000:0202 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 2202 2 00000000f6b1d6a2 -3
  791: 00000000:0203 rubbish
`;
  assert.equal(dropsIn(table, '0100007F:0035'), 12);
  assert.equal(dropsIn(table, '00000000:0202'), -3);
  assert.equal(dropsIn(table, '00000000:0203'), undefined);
  assert.equal(dropsIn(table, '0100007F:0202'), undefined);
  if (endianness() === 'BE') return;
  assert.equal(placeOf('127.0.0.1', 53), '0100007F:0035');
  assert.equal(placeOf('::1', 65_535), '00000000000000000000000001000000:FFFF');
  assert.equal(placeOf('2001:db8::5', 514), 'B80D0120000000000000000005000000:0202');
});

test('hostile senders: bad counts, 5 MB lines, too slow', async (t) => {
  const { source, taking } = await listening(t, {
    maxMessageBytes: 65_536,
    idleSeconds: 0.2,
  });
  const bad = await dial(t, source.port);
  bad.write('5 <1>ab-7 <1>c');
  await once(bad, 'close');
  assert.deepEqual(taking.records, ['<1>ab']);
  const long = await dial(t, source.port);
  long.end(`<13>${'y'.repeat(5_000_000)}\n<13>after\n`);
  await until('what came after', () => taking.records.includes('<13>after'));
  const slow = await dial(t, source.port);
  slow.write('99 <13>h');
  await once(slow, 'close');
  await until('three told', () => taking.damaged.length === 3);
  assert.deepEqual(
    taking.damaged.map(({ reason }) => reason.replace(/\d+/, 'N')),
    ['bad octet count', 'message of more than N bytes is too long', 'the connection was silent too long'],
  );
});

test('more connections than are allowed are turned away and counted', async (t) => {
  const { source } = await listening(t, { maxConnections: 3 });
  const many = await Promise.all([1, 2, 3, 4, 5].map(() => dial(t, source.port)));
  await until('two turned away', () => (source.condition().drops?.[0]?.count ?? 0) === 2);
  assert.equal(source.condition().drops?.[0]?.reason, 'too many connections');
  for (const one of many) one.destroy();
});

test('a port that is taken: failing with the reason, and on when it is free', async (t) => {
  const { source: holder, taking } = await listening(t, {});
  const second = new SyslogSource({
    name: 'b',
    clock: systemClock,
    transport: 'tcp',
    host: '127.0.0.1',
    port: holder.port,
  });
  const waiting = new Taking(t, second);
  await until('failing', () => second.condition().state === 'failing');
  assert.match(second.condition().detail, /EADDRINUSE.*next try/);
  await taking.stop();
  await until('listening', () => second.port > 0);
  const socket = await dial(t, second.port);
  socket.write('<1>x\n');
  await until('a record', () => waiting.records.length === 1);
});
