import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test, type TestContext } from 'node:test';
import { Server, type Socket } from 'socket.io';
import { systemClock } from '#core/base/clock.ts';
import { SocketIoSource } from '#core/sources/socketio.ts';
import { listenLocally } from '../../support/listen.ts';
import { until } from '../../support/serve.ts';
import { Taking } from '../../support/take.ts';

/** A hub of its own making: what it is asked for, and what it is told. */
async function hub(t: TestContext, onReader: (socket: Socket) => void, port = 0, options = {}) {
  const http = createServer();
  const io = new Server(http, { ...options });
  io.of('/stream').on('connection', onReader);
  const own = await listenLocally(http, port);
  const close = async () => {
    await io.close();
    http.closeAllConnections();
  };
  t.after(close);
  return { io, port: own, close };
}

const client = (port: number, more = {}) =>
  new SocketIoSource({
    name: 'hub',
    clock: systemClock,
    url: `http://127.0.0.1:${port}`,
    token: 'secret',
    ...more,
  });

const numbers = (taking: Taking) => taking.records.map((line) => (JSON.parse(line) as { n: number }).n);

test('a hub that is killed and comes back: asked for what is missing, nothing twice', async (t) => {
  const asked: unknown[] = [];
  const acknowledged: number[] = [];
  const send = (socket: Socket, seq: number) =>
    socket.emit('events', [{ n: seq }], { seq, epoch: 'e' }, () => acknowledged.push(seq));
  const first = await hub(t, (socket) => {
    asked.push(socket.handshake.auth);
    for (const seq of [1, 2, 3]) send(socket, seq);
  });
  const source = client(first.port);
  const taking = new Taking(t, source);
  await until('three acknowledged', () => acknowledged.length === 3);
  await first.close();
  await until('failing', () => source.condition().state === 'failing');
  assert.match(source.condition().detail, /next try in/);
  const second = await hub(
    t,
    (socket) => {
      asked.push(socket.handshake.auth);
      for (const seq of [2, 3, 4, 6]) send(socket, seq);
      socket.emit('events', [{ n: 9 }], { seq: 9, epoch: 'e', dropped: 40 }, () => acknowledged.push(9));
    },
    first.port,
  );
  await until('what is new', () => acknowledged.includes(9));
  assert.deepEqual(numbers(taking), [1, 2, 3, 4, 6, 9]);
  assert.deepEqual(asked, [
    { token: 'secret', numbers: true },
    { token: 'secret', numbers: true, since: 3, epoch: 'e' },
  ]);
  assert.deepEqual(source.condition().drops, [
    { reason: 'batch missing', count: 1 },
    { reason: 'hub', count: 40 },
  ]);
  assert.deepEqual(taking.position, { seq: 9, epoch: 'e' });
  await taking.stop();
  new Taking(t, client(second.port), taking.position);
  await until('a third connection', () => asked.length === 3);
  assert.deepEqual(asked[2], { token: 'secret', numbers: true, since: 9, epoch: 'e' });
});

test('a batch is acknowledged when the core has taken it, not before', async (t) => {
  let acknowledged = 0;
  const { port } = await hub(t, (socket) => {
    for (let n = 0; n < 3; n++) socket.emit('events', [{ n }], () => acknowledged++);
  });
  const taking = new Taking(t, client(port));
  const gate = Promise.withResolvers<void>();
  taking.hold = gate.promise;
  await until('a batch', () => taking.records.length > 0);
  const before = acknowledged;
  assert.ok(before < 3);
  taking.hold = undefined;
  gate.resolve();
  await until('all acknowledged', () => acknowledged === 3);
});

test('Socket.IO’s own state recovery is used where the hub has it', async (t) => {
  let recovered = false;
  const sockets: Socket[] = [];
  const { io, port } = await hub(
    t,
    (socket) => {
      sockets.push(socket);
      recovered = socket.recovered;
    },
    0,
    { connectionStateRecovery: { maxDisconnectionDuration: 60_000 } },
  );
  const taking = new Taking(t, client(port));
  await until('connected', () => sockets.length === 1);
  io.of('/stream').emit('events', [{ n: 1 }]);
  await until('one', () => taking.records.length === 1);
  sockets[0]?.conn.close();
  await until('gone', () => sockets[0]?.disconnected === true);
  io.of('/stream').emit('events', [{ n: 2 }]);
  await until('back', () => recovered);
  await until('what was missed', () => taking.records.length === 2);
  assert.deepEqual(numbers(taking), [1, 2]);
});

test('a refused token and hostile batches', async (t) => {
  const { io, port } = await hub(t, (socket) => {
    socket.emit('events', 'no array');
    socket.emit('events', { length: 3 }, { seq: -1 });
    socket.emit('events', [null, 5, 'text', { ['__proto__']: 1 }, [[[]]]], { seq: Number.MAX_SAFE_INTEGER });
    socket.emit('events');
    socket.emit('events', Array(60_000).fill(0));
  });
  io.of('/stream').use((socket, next) =>
    next(socket.handshake.auth['token'] === 'secret' ? undefined : new Error('unauthorized')),
  );
  const refused = client(port, { token: 'wrong' });
  const none = new Taking(t, refused);
  await until('failing', () => refused.condition().state === 'failing');
  assert.match(refused.condition().detail, /unauthorized/);
  const source = client(port);
  const taking = new Taking(t, source);
  await until('the long one', () => (source.condition().drops?.[0]?.count ?? 0) === 60_000);
  await until('the damaged ones', () => taking.damaged.length === 3);
  assert.deepEqual(taking.records, ['null', '5', 'text', '{"__proto__":1}', '[[[]]]']);
  assert.deepEqual(none.records, []);
});
