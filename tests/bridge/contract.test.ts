import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, describe, test } from 'node:test';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import type { CallReply, Role } from '#contract/api.ts';
import type { Directive, KnownDisplay } from '#contract/control.ts';
import type { FlowDetail } from '#contract/flow.ts';
import { decodeFrame, type Frame } from '#contract/frame.ts';
import { SCENE_VERSION } from '#contract/layout.ts';
import type { ViewWatch } from '#contract/view.ts';
import { serveIpc } from '#bridge/ipc.ts';
import { serveSocketIo } from '#bridge/socketio.ts';
import type { Engine } from '#core/engine.ts';
import { MAX_VIEWS } from '#core/frame/views.ts';
import { createEngine } from '#tests/support/engine.ts';
import { listenLocally } from '#tests/support/listen.ts';
import { eve, eveAlert, ScriptedSource } from '#tests/support/scripted-source.ts';
import { channel } from './ports.ts';

/** One client, whatever carries it. */
interface Client {
  readonly hello: Promise<{ build: string; role: string }>;
  readonly frames: Frame[];
  readonly views: { readonly key: string; readonly frame: Frame }[];
  readonly directives: Directive[];
  /** Resolves with the first frame, past or to come, that fits. */
  frame(fits: (frame: Frame) => boolean): Promise<Frame>;
  /** As `frame`, of a view. */
  view(key: string, fits: (frame: Frame) => boolean): Promise<Frame>;
  call(name: unknown, input?: unknown): Promise<CallReply>;
  close(): void;
}

type Connect = (engine: Engine, role: Role) => Promise<Client>;

function collector() {
  const frames: Frame[] = [];
  const views: { key: string; frame: Frame }[] = [];
  const waiting = new Set<() => void>();
  const first = async (find: () => Frame | undefined): Promise<Frame> => {
    for (;;) {
      const found = find();
      if (found) return found;
      await new Promise<void>((resolve) => waiting.add(resolve));
    }
  };
  return {
    frames,
    views,
    take(bytes: Uint8Array) {
      frames.push(decodeFrame(bytes));
      for (const wake of waiting) wake();
    },
    takeView(key: string, bytes: Uint8Array) {
      views.push({ key, frame: decodeFrame(bytes) });
      for (const wake of waiting) wake();
    },
    frame: (fits: (frame: Frame) => boolean) => first(() => frames.find(fits)),
    view: (key: string, fits: (frame: Frame) => boolean) =>
      first(() => views.find((one) => one.key === key && fits(one.frame))?.frame),
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
  const { frames, views, frame, view, take, takeView } = collector();
  socket.on('frame', (bytes: Buffer) => take(bytes));
  socket.on('view', (key: string, bytes: Buffer) => takeView(key, bytes));
  const directives: Directive[] = [];
  socket.on('directive', (directive: Directive) => directives.push(directive));
  return {
    hello: new Promise((resolve) => socket.on('hello', resolve)),
    frames,
    views,
    directives,
    frame,
    view,
    call: (name, input) => socket.timeout(5_000).emitWithAck('call', name, input) as Promise<CallReply>,
    close: () => {
      socket.close();
      void server.close();
    },
  };
};

const overIpc: Connect = async (engine, role) => {
  const { core, page } = channel();
  const { frames, views, frame, view, take, takeView } = collector();
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
    if (message.t === 'view') {
      takeView(message.key, message.bytes);
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
    views,
    directives,
    frame,
    view,
    call: (name, input) =>
      new Promise((resolve) => {
        replies.set(++id, resolve);
        page.postMessage({ t: 'call', id, name, input });
      }),
    close: end,
  };
};

const sumOf = (counts: Iterable<number>) => [...counts].reduce((sum, count) => sum + count, 0);
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
      const scene = { version: SCENE_VERSION, id: 'x', title: 'X', panels: [] };
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

    test('a view comes to whoever watches it, with what passes alone, until it is taken back', async () => {
      const [one, two] = [await join('wall'), await join('wall')];
      const acme = `view-${transport}`;
      const reply = await one.call('view.watch', { sensors: [acme.toUpperCase()] });
      assert.ok(reply.ok);
      const { key, since } = reply.value as ViewWatch;
      assert.ok(Math.abs(since - Date.now()) < 60_000);
      const first = await one.view(key, () => true);
      assert.deepEqual([first.snapshot, sumOf(first.rate.counts)], [true, 0]);
      source.push([eve(), eve({ host: acme }), eve({ host: acme })]);
      await one.view(key, (frame) => sumOf(frame.flows?.count ?? []) === 2);
      const arcs = await one.view(key, (frame) => frame.arcs.weight.length > 0);
      assert.deepEqual([arcs.arcs.weight[0], arcs.arcsSeen], [2, 2]);
      assert.equal(two.views.length, 0);
      const flow = { source: arcs.arcs.source[0], target: arcs.arcs.target[0] };
      const all = await one.call('flow.get', flow);
      const own = await one.call('flow.get', { ...flow, view: { sensors: [acme] } });
      assert.ok(all.ok && own.ok);
      assert.equal(sumOf((own.value as FlowDetail).counts), 2);
      assert.ok(sumOf((all.value as FlowDetail).counts) > 2);
      const before = one.views.length;
      assert.ok((await one.call('frames.resync', {})).ok);
      await one.view(
        key,
        (frame) => one.views.findIndex((v) => v.frame === frame) >= before && frame.snapshot,
      );
      assert.ok((await one.call('view.unwatch', { sensors: [acme] })).ok);
      const [still, frames] = [one.views.length, one.frames.length];
      await one.frame((frame) => one.frames.indexOf(frame) > frames + 2);
      assert.equal(one.views.length, still);
    });

    test('a view that is no view, or one too many, is refused in words', async () => {
      const client = await join('wall');
      for (const broken of [{ span: 7 }, { tenants: [''] }, { from: 9 }, { sites: Array(33).fill('x') }]) {
        const reply = await client.call('view.watch', broken);
        assert.ok(!reply.ok);
        assert.equal(reply.error.code, 'bad-input');
      }
      const unknown = await client.call('flow.get', { source: 1, target: 2, view: { tenants: ['nobody'] } });
      assert.ok(!unknown.ok);
      assert.equal(unknown.error.code, 'not-found');
      const filling = await join('wall');
      const replies = await Promise.all(
        Array.from({ length: MAX_VIEWS + 1 }, (_, i) => filling.call('view.watch', { tenants: [`t${i}`] })),
      );
      const last = replies.at(-1);
      assert.ok(last && !last.ok);
      assert.match(last.error.message, /counts 12 filters at a time/);
      assert.equal(engine.metrics().views, MAX_VIEWS);
      assert.ok(engine.metrics().viewsRefused > 0);
      filling.close();
      for (;;) {
        const reply = await client.call('view.watch', { tenants: ['late'] });
        if (reply.ok) break;
      }
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
