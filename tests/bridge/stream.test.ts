import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test, type TestContext } from 'node:test';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { serveStream } from '#bridge/stream.ts';
import { systemClock } from '#core/base/clock.ts';
import { Relay } from '#core/relay/relay.ts';
import { SocketIoSource } from '#core/sources/socketio.ts';
import { listenLocally } from '../support/listen.ts';
import { until } from '../support/serve.ts';
import { Taking } from '../support/take.ts';

/** A hub that has only its stream. */
async function hub(t: TestContext) {
  const http = createServer();
  const server = new Server(http, { transports: ['websocket'] });
  const relay = new Relay();
  serveStream(
    server.of('/stream'),
    { relay: (reader) => relay.subscribe(reader) },
    { authenticate: (token) => (token === 'secret' ? { role: 'analyst', name: 'reader' } : undefined) },
  );
  const port = await listenLocally(http);
  t.after(async () => {
    await server.close();
    http.closeAllConnections();
  });
  let n = 0;
  const send = (): void => {
    relay.add(JSON.stringify({ n: n++ }));
    relay.flush();
  };
  return { url: `http://127.0.0.1:${port}`, relay, send };
}

type Reader = (...args: unknown[]) => void;

/** Someone else's client. */
async function read(t: TestContext, url: string, auth: object, onEvents: Reader): Promise<void> {
  const socket = io(`${url}/stream`, { transports: ['websocket'], auth, forceNew: true });
  t.after(() => socket.close());
  socket.on('events', onEvents);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
}

test('whoever was written to the contract gets the records and a way to acknowledge', async (t) => {
  const { url, send } = await hub(t);
  const got: unknown[] = [];
  const waiting: (() => void)[] = [];
  await read(t, url, { token: 'secret' }, (records, acknowledge, ...more) => {
    assert.deepEqual(more, []);
    assert.ok(Array.isArray(records) && typeof acknowledge === 'function');
    got.push(...(records as unknown[]));
    waiting.push(() => void Reflect.apply(acknowledge, undefined, []));
  });
  for (let i = 0; i < 12; i++) send();
  await until('what may be on the way', () => got.length === 4);
  waiting.shift()?.();
  await until('one more', () => got.length === 5);
  assert.deepEqual(got, [{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
  await until('all of it, as it is acknowledged', () => {
    for (const acknowledge of waiting.splice(0)) acknowledge();
    return got.length === 12;
  });
});

test('whoever asks for numbers gets them between the two', async (t) => {
  const { url, relay, send } = await hub(t);
  for (const asks of [{ numbers: true }, { since: 0, epoch: relay.epoch }]) {
    const got: unknown[] = [];
    await read(t, url, { token: 'secret', ...asks }, (_, meta, acknowledge) => {
      assert.equal(typeof acknowledge, 'function');
      got.push(meta);
    });
    send();
    await until('a batch', () => got.length > 0);
    assert.deepEqual(got[0], { seq: 1, epoch: relay.epoch, dropped: 0 });
  }
});

test('another Vigil goes on by them', async (t) => {
  const { url, relay, send } = await hub(t);
  const client = () => new SocketIoSource({ name: 'hub', clock: systemClock, url, token: 'secret' });
  const source = client();
  const taking = new Taking(t, source);
  await until('connected', () => source.condition().state === 'idle');
  send();
  send();
  await until('both', () => taking.records.length === 2);
  await until(
    'their place',
    () => JSON.stringify(taking.position) === JSON.stringify({ seq: 2, epoch: relay.epoch }),
  );
  await taking.stop();
  send();
  const again = new Taking(t, client(), taking.position);
  await until('what came meanwhile', () => again.records.length === 1);
  assert.deepEqual(again.records, ['{"n":2}']);
});
