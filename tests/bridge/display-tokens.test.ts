import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import type { CallReply } from '#contract/api.ts';
import { serveSocketIo } from '#bridge/socketio.ts';
import { serveStream } from '#bridge/stream.ts';
import { createAccess } from '#hosts/node/access.ts';
import { createEngine } from '#tests/support/engine.ts';

const TOKENS = [
  { name: 'north wall', token: 'token-of-the-north', role: 'analyst', displays: ['north', 'north 2'] },
  { name: 'any wall', token: 'token-of-any-display', role: 'wall' },
] as const;
const [NORTH, ANY] = TOKENS;

const http = createServer();
const server = new Server(http, { transports: ['websocket'] });
const engine = createEngine();
const sockets: Socket[] = [];

before(async () => {
  const { identify } = createAccess({ host: '127.0.0.1', tokens: TOKENS, encrypted: false });
  serveSocketIo(server.of('/wall'), engine, { build: 'b', authenticate: identify, report: assert.ifError });
  serveStream(server.of('/stream'), engine, { authenticate: identify });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
});
after(async () => {
  for (const socket of sockets) socket.close();
  await server.close();
  await engine.stop();
});

/** @returns the socket, or why it was turned away */
async function join(auth: { token: string; display?: string }, namespace = 'wall'): Promise<Socket | string> {
  const { port } = http.address() as AddressInfo;
  const options = { transports: ['websocket'], auth, forceNew: true };
  const socket = io(`http://127.0.0.1:${port}/${namespace}`, options);
  sockets.push(socket);
  return new Promise((resolve) => {
    socket.on('connect', () => resolve(socket));
    socket.on('connect_error', ({ message }) => resolve(message));
  });
}

async function call(socket: Socket | string, name: string, input: object): Promise<CallReply> {
  assert.ok(typeof socket !== 'string', 'turned away');
  return (await socket.timeout(5_000).emitWithAck('call', name, input)) as CallReply;
}

test('a display’s token is none but its displays, and no supervisor’s page', async () => {
  const { token } = NORTH;
  for (const display of NORTH.displays) assert.ok(typeof (await join({ token, display })) !== 'string');
  for (const auth of [{ display: 'south' }, { display: 'North' }, { display: '' }, {}]) {
    assert.equal(await join({ token, ...auth }), 'this token is for north, north 2 alone');
  }
  const known = engine.handlers['display.list']({}, { role: 'viewer', name: '', client: '' });
  assert.deepEqual((await known).map(({ name }) => name).sort(), ['north', 'north 2']);
});

test('it speaks and asks for its own display alone, and orders nothing', async () => {
  const north = await join({ token: NORTH.token, display: 'north' });
  assert.ok((await call(north, 'scene.get', { display: 'north' })).ok);
  assert.ok((await call(north, 'display.report', { display: 'north', draw: 'drawing' })).ok);
  for (const [name, input, words] of [
    ['scene.get', { display: 'south' }, /not for south/],
    ['display.report', { display: 'north 2', draw: 'blank' }, /this connection is not north 2/],
    ['display.show', { target: { display: 'north' }, scene: 'triage' }, /needs the role supervisor/],
    ['display.mute', { target: { all: true }, on: true }, /needs the role supervisor/],
  ] as const) {
    const reply = await call(north, name, input);
    assert.ok(!reply.ok, name);
    assert.match(reply.error.message, words);
  }
});

test('whole events are not for it, whatever its role', async () => {
  assert.equal(await join({ token: NORTH.token }, 'stream'), 'unauthorized');
});

test('a token without displays joins under any name', async () => {
  for (const display of ['south', 'north', '']) {
    assert.ok(typeof (await join({ token: ANY.token, display })) !== 'string');
  }
});
