import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, describe, test } from 'node:test';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import type { CallReply, Role } from '#contract/api.ts';
import type { Directive, KnownDisplay } from '#contract/control.ts';
import { decodeFrame, type Frame } from '#contract/frame.ts';
import { serveIpc } from '#bridge/ipc.ts';
import { serveSocketIo } from '#bridge/socketio.ts';
import type { Engine } from '#core/engine.ts';
import { createEngine } from '#tests/support/engine.ts';
import { listenLocally } from '#tests/support/listen.ts';
import { eve, eveAlert, ScriptedSource } from '#tests/support/scripted-source.ts';
import { channel } from './ports.ts';

/** One client, whatever carries it. */
interface Client {
  readonly hello: Promise<{ build: string; role: string }>;
  readonly frames: Frame[];
  readonly directives: Directive[];
  /** Resolves with the first frame, past or to come, that fits. */
  frame(fits: (frame: Frame) => boolean): Promise<Frame>;
  call(name: unknown, input?: unknown): Promise<CallReply>;
  close(): void;
}

type Connect = (engine: Engine, role: Role) => Promise<Client>;

function collector() {
  const frames: Frame[] = [];
  const waiting = new Set<() => void>();
  return {
    frames,
    take(bytes: Uint8Array) {
      frames.push(decodeFrame(bytes));
      for (const wake of waiting) wake();
    },
    async frame(fits: (frame: Frame) => boolean): Promise<Frame> {
      for (;;) {
        const found = frames.find(fits);
        if (found) return found;
        await new Promise<void>((resolve) => waiting.add(resolve));
      }
    },
  };
}

const overSocketIo: Connect = async (engine, role) => {
  const http = createServer();
  const server = new Server(http, { transports: ['websocket'] });
  serveSocketIo(server.of('/wall'), engine, {
    build: 'b1',
    authenticate: (token) => (token === 'secret' ? { role, name: 'tester' } : undefined),
    report: assert.ifError,
  });
  const url = `http://127.0.0.1:${await listenLocally(http)}/wall`;
  const socket = io(url, {
    transports: ['websocket'],
    auth: { display: 'd', token: 'secret' },
    forceNew: true,
  });
  const { frames, frame, take } = collector();
  socket.on('frame', (bytes: Buffer) => take(bytes));
  const directives: Directive[] = [];
  socket.on('directive', (directive: Directive) => directives.push(directive));
  return {
    hello: new Promise((resolve) => socket.on('hello', resolve)),
    frames,
    directives,
    frame,
    call: (name, input) => socket.timeout(5_000).emitWithAck('call', name, input) as Promise<CallReply>,
    close: () => {
      socket.close();
      void server.close();
    },
  };
};

const overIpc: Connect = async (engine, role) => {
  const { core, page } = channel();
  const { frames, frame, take } = collector();
  const directives: Directive[] = [];
  const replies = new Map<number, (reply: CallReply) => void>();
  let taken = 0;
  const { promise: hello, resolve: greet } = Promise.withResolvers<{ build: string; role: string }>();
  page.on('message', (message) => {
    if (message.t === 'hello') greet(message);
    if (message.t === 'directive') directives.push(message.directive);
    if (message.t === 'reply') replies.get(message.id)?.(message.reply);
    if (message.t === 'frame') {
      take(message.bytes);
      page.postMessage({ t: 'taken', count: ++taken });
    }
  });
  const end = serveIpc(
    engine,
    core,
    { role, name: 'tester', client: crypto.randomUUID() },
    { build: 'b1', display: 'd', report: assert.ifError },
  );
  let id = 0;
  return {
    hello,
    frames,
    directives,
    frame,
    call: (name, input) =>
      new Promise((resolve) => {
        replies.set(++id, resolve);
        page.postMessage({ t: 'call', id, name, input });
      }),
    close: end,
  };
};

const sounding = ({ changes }: Frame) => changes.alarms?.annunciation.sound === 'high';

for (const [transport, connect] of [
  ['Socket.IO', overSocketIo],
  ['a message port', overIpc],
] as const) {
  describe(`the contract over ${transport}`, () => {
    const source = new ScriptedSource();
    const engine = createEngine({ sources: [source] });
    const clients: Client[] = [];
    const join = async (role: Role) => {
      const client = await connect(engine, role);
      clients.push(client);
      return client;
    };
    after(async () => {
      for (const client of clients) client.close();
      await engine.stop();
    });

    test('says hello, then a snapshot, then what changes', async () => {
      const client = await join('wall');
      const { build, role } = await client.hello;
      assert.deepEqual([build, role], ['b1', 'wall']);
      const first = await client.frame(() => true);
      assert.ok(first.snapshot);
      assert.ok(first.changes.status && first.changes.health && first.changes.alarms);
      source.push([eve(), eve(), 'no json']);
      const counted = await client.frame(({ changes }) => changes.status?.events === 2);
      assert.equal(counted.changes.status?.malformed, 1);
      const arcs = await client.frame((frame) => frame.arcs.weight.length > 0);
      assert.equal(arcs.arcs.weight[0], 2);
      const bins = await client.frame(({ snapshot, rate }) => !snapshot && rate.seconds.length > 0);
      assert.equal(
        bins.rate.counts.reduce((sum, count) => sum + count, 0),
        2,
      );
    });

    test('an alarm reaches everyone and falls silent for everyone when one acknowledges it', async () => {
      const [one, two] = [await join('analyst'), await join('wall')];
      await one.frame(() => true);
      await two.frame(() => true);
      source.push([eveAlert(`Exploit over ${transport}`)]);
      await two.frame(sounding);
      const raised = (await one.frame(sounding)).changes.alarms?.rows ?? [];
      const reply = await one.call('alarm.acknowledge', { ids: raised.map(({ id }) => id) });
      assert.ok(reply.ok);
      const silent = await two.frame(
        ({ changes }) =>
          changes.alarms?.annunciation.sound === null && changes.alarms.rows[0]?.state === 'acknowledged',
      );
      assert.equal(silent.changes.alarms?.rows[0]?.by, 'tester');
    });

    test('an incident opens down to its raw event', async () => {
      const client = await join('analyst');
      const raw = eveAlert('Needle', 1, { src_ip: '198.51.100.7' });
      source.push([raw]);
      const frame = await client.frame(
        ({ changes }) => changes.incidents?.rows.some(({ title }) => title === 'Needle') ?? false,
      );
      const row = frame.changes.incidents?.rows.find(({ title }) => title === 'Needle');
      const reply = await client.call('incident.get', { id: row?.id });
      assert.ok(reply.ok);
      const [summary] = (reply.value as { detections: { events: string[] }[] }).detections;
      const detail = await client.call('event.get', { id: summary?.events[0] });
      assert.ok(detail.ok);
      assert.equal((detail.value as { raw: string }).raw, raw);
    });

    test('refuses what is unknown, not allowed or malformed, each in its own words', async () => {
      const client = await join('wall');
      const refused = async (name: unknown, input: unknown, code: string) => {
        const reply = await client.call(name, input);
        assert.ok(!reply.ok);
        assert.equal(reply.error.code, code);
      };
      await refused('no.such', {}, 'unknown-call');
      await refused('__proto__', {}, 'unknown-call');
      await refused('alarm.acknowledge', { ids: ['x'] }, 'forbidden');
      await refused('display.report', { display: 'd', sound: 'deafening' }, 'bad-input');
      await refused('scene.get', null, 'bad-input');
      const viewer = await join('viewer');
      const gone = await viewer.call('event.get', { id: 'nothing' });
      assert.ok(!gone.ok);
      assert.equal(gone.error.code, 'not-found');
    });

    test('a display says how its sound is, and Health tells it until it leaves', async () => {
      const client = await join('wall');
      assert.ok((await client.call('display.report', { display: 'd', sound: 'suspended' })).ok);
      assert.ok(engine.health().displays.some(({ name, sound }) => name === 'd' && sound === 'suspended'));
    });

    test('a display speaks for itself alone', async () => {
      const client = await join('wall');
      const reply = await client.call('display.report', {
        display: 'north',
        draw: 'blank',
        sound: 'suspended',
      });
      assert.ok(!reply.ok);
      assert.match(reply.error.message, /this connection is not north/);
      assert.ok(!engine.health().displays.some(({ name }) => name === 'north'));
    });

    test('an order is pushed to the display, and told to everyone in the next frame', async () => {
      const [boss, wall] = [await join('supervisor'), await join('wall')];
      await wall.frame(({ snapshot }) => snapshot);
      const [first] = wall.directives;
      assert.equal(first?.display, 'd');
      const shown = await boss.call('display.show', { target: { display: 'd' }, scene: 'triage' });
      assert.ok(shown.ok);
      const { revision, changed } = shown.value as { revision: number; changed: { by: string } };
      assert.equal(changed.by, 'tester');
      await wall.frame(({ changes }) => changes.control?.revision === revision);
      const last = wall.directives.at(-1);
      assert.deepEqual([last?.scene.id, last?.cause], ['triage', 'shown']);
      const report = { display: 'd', scene: 'triage', directive: last?.revision, draw: 'drawing' };
      assert.ok((await wall.call('display.report', report)).ok);
      const list = await boss.call('display.list', {});
      assert.ok(list.ok);
      const own = (list.value as KnownDisplay[]).find(({ name }) => name === 'd');
      assert.deepEqual([own?.scene, own?.directive, own?.online], ['triage', own?.sent, true]);
    });

    test('only a supervisor orders and changes scenes; what is broken is told with its place', async () => {
      const scene = { version: 1, id: 'x', title: 'X', panels: [] };
      for (const role of ['wall', 'viewer', 'analyst'] as const) {
        const client = await join(role);
        for (const [name, input] of [
          ['display.show', { target: { all: true }, scene: 'triage' }],
          ['scene.save', { scene }],
          ['scene.delete', { id: 'triage' }],
          ['banner.show', { target: { all: true }, text: 'x' }],
        ] as const) {
          const reply = await client.call(name, input);
          assert.ok(!reply.ok);
          assert.equal(reply.error.code, 'forbidden', `${role} ${name}`);
        }
      }
      const boss = await join('supervisor');
      const broken = await boss.call('scene.import', { text: 'scenes: [{id: a, title: A, panels: [1]}]' });
      assert.ok(!broken.ok);
      assert.equal(broken.error.code, 'bad-input');
      assert.match(broken.error.message, /scenes\[0\]\.panels\[0\]/);
      let deep: unknown = 1;
      for (let i = 0; i < 3_000; i++) deep = [deep];
      const panels = [{ id: 'p', panel: 'map', x: 0, y: 0, w: 1, h: 1, settings: { deep } }];
      const refused = await boss.call('scene.save', { scene: { ...scene, panels } });
      assert.ok(!refused.ok);
      assert.equal(refused.error.code, 'bad-input');
    });

    test('a resync brings a whole snapshot', async () => {
      const client = await join('wall');
      await client.frame(({ snapshot }) => snapshot);
      const before = client.frames.length;
      assert.ok((await client.call('frames.resync', {})).ok);
      await client.frame((frame) => client.frames.indexOf(frame) >= before && frame.snapshot);
    });
  });
}

test('over Socket.IO a wrong token is turned away', async () => {
  const http = createServer();
  const server = new Server(http, { transports: ['websocket'] });
  const engine = createEngine();
  serveSocketIo(server.of('/wall'), engine, {
    build: 'b',
    authenticate: () => undefined,
    report: assert.ifError,
  });
  const socket = io(`http://127.0.0.1:${await listenLocally(http)}/wall`, {
    transports: ['websocket'],
    auth: { token: 'wrong' },
  });
  const error = await new Promise<Error>((resolve) => socket.on('connect_error', resolve));
  assert.equal(error.message, 'unauthorized');
  socket.close();
  await server.close();
  await engine.stop();
});
