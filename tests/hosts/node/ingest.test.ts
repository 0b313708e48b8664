import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { systemClock } from '#core/base/clock.ts';
import { HttpIngestSource } from '#core/sources/http-ingest.ts';
import { createAccess } from '#hosts/node/access.ts';
import { createHttpServer } from '#hosts/node/http.ts';
import { createEngine } from '#tests/support/engine.ts';
import { INGEST_TOKEN, postIngest } from '#tests/support/ingest.ts';
import { listenLocally } from '#tests/support/listen.ts';
import { eve } from '#tests/support/scripted-source.ts';
import { until } from '#tests/support/serve.ts';
import { Taking } from '#tests/support/take.ts';

const MEGABYTE = 1024 * 1024;

/** The host's own server around one source, whose consumer the test can hold up. */
async function start(t: TestContext, { queueRecords = 10, bodyMs = 10_000 } = {}) {
  const source = new HttpIngestSource({
    name: 'agents',
    clock: systemClock,
    token: INGEST_TOKEN,
    maxBytes: MEGABYTE,
    queueRecords,
  });
  const taking = new Taking(t, source);
  const engine = createEngine();
  t.after(() => engine.stop());
  const server = createHttpServer(engine, {
    ingest: new Map([[source.name, source]]),
    ingestBodyMs: bodyMs,
    files: new Map(),
    access: createAccess({ host: '127.0.0.1', tokens: [], encrypted: false }),
    tls: undefined,
    report: assert.ifError,
  });
  const port = await listenLocally(server);
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  await until('the source', () => source.condition().state !== 'connecting' && !source.full);
  const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
    postIngest(port, body, headers);
  return { source, taking, port, post };
}

const HEAD = `POST /ingest/agents HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${INGEST_TOKEN}\r\n`;

/** A sender that writes what it likes; `answer` is all that came back once the connection has ended. */
function sender(t: TestContext, port: number) {
  const socket = connect(port, '127.0.0.1');
  t.after(() => socket.destroy());
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk;
  });
  const answer = new Promise<string>((resolve) => {
    socket.on('error', () => undefined).on('close', () => resolve(text));
  });
  return { socket, answer };
}

test('one record alone, with and without its newline, after a mark of byte order, in an array', async (t) => {
  const { taking, post } = await start(t);
  const record = eve();
  const bodies = [record, `${record}\n`, `\n${record}\r\n\n`, `[${record}]`, ` [${record}]\n`];
  for (const body of bodies.flatMap((one) => [one, `\ufeff${one}`])) {
    const answer = await post(body);
    assert.deepEqual([answer.status, await answer.json()], [200, { accepted: 1, malformed: 0 }], body);
    assert.equal(taking.records.at(-1)?.trim(), record);
  }
  assert.deepEqual(await (await post('')).json(), { accepted: 0, malformed: 0 });
});

const lines = (count: number) => Array.from({ length: count }, (_, n) => eve({ flow_id: n }));

test('429 with Retry-After while the queue is full; what was accepted arrives once, what was refused not', async (t) => {
  const { source, taking, post } = await start(t);
  const gate = Promise.withResolvers<void>();
  taking.hold = gate.promise;
  const first = post(lines(1).join('\n'));
  await until('the consumer to be busy', () => taking.records.length === 1);
  const waiting = post(lines(6).join('\n'));
  await until('a full queue', () => source.full);
  for (const body of [eve(), 'x'.repeat(MEGABYTE - 1)]) {
    const refused = await post(body);
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('retry-after'), '1');
    assert.equal(refused.headers.get('connection'), 'close');
    assert.deepEqual(await refused.json(), { error: { message: 'Too much at once' } });
  }
  gate.resolve();
  taking.hold = undefined;
  for (const [answer, accepted] of [
    [await first, 1],
    [await waiting, 6],
    [await post(lines(2).join('\n')), 2],
  ] as const) {
    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), { accepted, malformed: 0 });
  }
  assert.equal(taking.records.length, 9);
  assert.deepEqual(source.condition().drops, []);
});

test('a body of more records than the queue holds: what was dropped of it is told and counted', async (t) => {
  const { source, taking, post } = await start(t);
  const answer = await post(lines(200).join('\n'));
  const { accepted, dropped } = (await answer.json()) as { accepted: number; dropped: number };
  assert.deepEqual([answer.status, accepted + dropped], [200, 200]);
  assert.equal(taking.records.length, accepted);
  assert.deepEqual(source.condition().drops, [{ reason: 'queue full', count: dropped }]);
});

test('408 for bodies that never end, plain and zipped; their place is free again and nothing of them went in', async (t) => {
  const { taking, port, post } = await start(t, { bodyMs: 300 });
  const slow = Array.from({ length: 32 }, (_, n) => {
    const one = sender(t, port);
    const zipped = n % 2 === 0;
    const body = zipped ? gzipSync(lines(50).join('\n')) : Buffer.from(`${eve()}\n`.repeat(50));
    one.socket.write(
      `${HEAD}Content-Length: ${body.length}\r\n${zipped ? 'Content-Encoding: gzip\r\n' : ''}\r\n`,
    );
    one.socket.write(body.subarray(0, -20));
    return one;
  });
  await until('no place left', async () => (await post(eve())).status === 429);
  for (const { answer } of slow) assert.match(await answer, /^HTTP\/1\.1 408 .*\r\nconnection: close\r\n/is);
  const before = taking.records.length;
  assert.equal((await post(eve())).status, 200);
  assert.equal(taking.records.length, before + 1);
  assert.ok(before < 50, 'only what was posted before the places were taken');
});

test('a sender that goes in the middle of its body gives up its place; nothing of it goes in', async (t) => {
  const { taking, port, post } = await start(t);
  for (let n = 0; n < 40; n++) {
    const { socket, answer } = sender(t, port);
    socket.write(`${HEAD}Content-Length: 5000\r\n\r\n${eve()}\n`, () => socket.destroy());
    await answer;
  }
  await until('a place', async () => (await post(eve())).status === 200);
  assert.equal(taking.records.length, 1);
});

test('413: told by its length, in chunks, or by what it inflates to; a bomb of 1 GiB costs no memory', async (t) => {
  const { taking, port, post } = await start(t);
  const told = sender(t, port);
  told.socket.write(`${HEAD}Content-Length: 999999999\r\n\r\n`);
  assert.match(await told.answer, /^HTTP\/1\.1 413 /);
  const chunked = sender(t, port);
  chunked.socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`);
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  while (chunked.socket.writable && chunked.socket.bytesWritten < 8 * MEGABYTE) {
    chunked.socket.write(chunk);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.match(await chunked.answer, /^HTTP\/1\.1 413 /);

  const zipped = { 'content-encoding': 'gzip' };
  // Members of a gzip file follow one another; these inflate to a thousand times their size.
  const bomb = Buffer.concat(Array<Buffer>(64).fill(gzipSync(Buffer.alloc(16 * MEGABYTE))));
  assert.ok(bomb.length > 900_000 && bomb.length < MEGABYTE);
  const before = process.memoryUsage().rss;
  for (const body of [bomb, gzipSync(gzipSync(Buffer.alloc(64 * MEGABYTE)))]) {
    const { status } = await post(body, zipped);
    assert.equal(status, body.length > 10_000 ? 413 : 200);
  }
  assert.ok(process.memoryUsage().rss - before < 128 * MEGABYTE);
  assert.equal((await post(gzipSync(eve()).subarray(0, -9), zipped)).status, 400);
  assert.equal((await post(Buffer.concat([gzipSync(eve()), Buffer.from('rest')]), zipped)).status, 400);
  const good = eve();
  assert.equal((await post(gzipSync(good), zipped)).status, 200);
  assert.equal(taking.records.at(-1), good);
});

test('401 before a byte of the body is read, whatever the header looks like', async (t) => {
  const { taking, port, post } = await start(t);
  for (const authorization of [
    '',
    'Bearer',
    `Basic ${INGEST_TOKEN}`,
    `Bearer ${INGEST_TOKEN}x`,
    `Bearer ${INGEST_TOKEN} x`,
    INGEST_TOKEN,
  ]) {
    const answer = await post(eve(), { authorization });
    assert.equal(answer.status, 401, authorization);
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
  }
  const none = sender(t, port);
  none.socket.write('POST /ingest/agents HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\n');
  assert.match(await none.answer, /^HTTP\/1\.1 401 /);
  assert.deepEqual(taking.records, []);
});
