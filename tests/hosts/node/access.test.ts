import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { createAccess, hostAllowed, refuseToListen, type AccessOptions } from '#hosts/node/access.ts';
import { createHttpServer } from '#hosts/node/http.ts';
import { createEngine } from '#tests/support/engine.ts';
import { listenLocally } from '#tests/support/listen.ts';

const TOKENS = [{ name: 'kim', token: 'a-token-of-twenty-four-chars', role: 'analyst' }] as const;

const allows = (options: Partial<AccessOptions>) => {
  const access = createAccess({ host: '127.0.0.1', tokens: [], encrypted: false, ...options });
  return (host: string | undefined, origin?: string) =>
    hostAllowed(access, { headers: { host, origin } } as Parameters<typeof hostAllowed>[1]);
};

test('on loopback only its own names are answered, and pages of theirs', () => {
  const allowed = allows({});
  for (const host of ['127.0.0.1:8844', '127.1.2.3', 'localhost:1', 'LOCALHOST', '[::1]:8844']) {
    assert.ok(allowed(host), host);
    assert.ok(allowed(host, `http://${host}`), `page of ${host}`);
  }
  for (const host of ['evil.example', '127.0.0.1.evil.example:8844', 'localhost.evil.example', '', undefined])
    assert.ok(!allowed(host), host);
  for (const origin of ['http://evil.example', 'http://127.0.0.1:9', 'http://localhost', 'null', '', 'x y'])
    assert.ok(!allowed('127.0.0.1:8844', origin), origin);
});

test('declared names are answered, and their pages whatever a proxy made of Host', () => {
  const allowed = allows({ names: ['SOC.example'] });
  for (const host of ['soc.example', 'Soc.Example:8443']) {
    assert.ok(allowed(host), host);
    assert.ok(allowed(host, `https://${host}`), host);
  }
  assert.ok(allowed('127.0.0.1:8844', 'https://soc.example'));
  assert.ok(allowed('127.0.0.1:8844', 'https://soc.example:8443'));
  for (const host of ['x.soc.example', 'soc.example.evil']) assert.ok(!allowed(host), host);
  assert.ok(!allowed('soc.example', 'https://evil.example'));
  assert.ok(!allowed('127.0.0.1:8844', 'https://soc.example.evil'));
});

test('off loopback any name is answered, but only for its own pages and declared ones', () => {
  const allowed = allows({ host: '0.0.0.0', tokens: TOKENS, encrypted: true, names: ['soc.example'] });
  assert.ok(allowed('192.0.2.1:8844') && allowed('wall:8844', 'https://wall:8844'));
  assert.ok(allowed('192.0.2.1:8844', 'https://soc.example'));
  assert.ok(!allowed('192.0.2.1:8844', 'https://evil.example'));
});

const refuses = (options: Partial<AccessOptions>) =>
  refuseToListen({ host: '127.0.0.1', tokens: [], encrypted: false, ...options });

test('nothing listens where a stranger would be a supervisor', () => {
  assert.equal(refuses({}), undefined);
  assert.match(refuses({ proxy: true, encrypted: true }) ?? '', /proxy: true needs server\.tokens/);
  assert.equal(refuses({ proxy: true, encrypted: true, tokens: TOKENS }), undefined);
  assert.match(refuses({ host: '0.0.0.0', tokens: TOKENS }) ?? '', /needs server\.tls/);
  assert.match(refuses({ host: '0.0.0.0', encrypted: true }) ?? '', /needs server\.tokens/);
  assert.equal(refuses({ host: '0.0.0.0', encrypted: true, tokens: TOKENS }), undefined);
});

test('without tokens everyone is local; with them only who has one', () => {
  const open = createAccess({ host: '127.0.0.1', tokens: [], encrypted: false });
  assert.deepEqual(open.identify(undefined), { role: 'supervisor', name: 'local' });
  const closed = createAccess({ host: '127.0.0.1', tokens: TOKENS, encrypted: false });
  assert.equal(closed.identify(undefined), undefined);
  assert.equal(closed.identify('a-token-of-twenty-four-charz'), undefined);
  assert.deepEqual(closed.identify(TOKENS[0].token), { role: 'analyst', name: 'kim' });
});

/** The first line of an answer to what no client would write. */
async function statusOf(port: number, target: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk;
  });
  socket.write(`GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
  await new Promise((resolve) => socket.on('close', resolve));
  return text.split('\r\n')[0] ?? '';
}

test('what is no address is a bad request, not a failure', async (t) => {
  const engine = createEngine();
  t.after(() => engine.stop());
  const server = createHttpServer(engine, {
    ingest: new Map(),
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
  for (const target of ['//', '///', '//:0', 'http://[', '//a:x'])
    assert.equal(await statusOf(port, target), 'HTTP/1.1 400 Bad Request', target);
  assert.equal(await statusOf(port, '/none'), 'HTTP/1.1 404 Not Found');
});
