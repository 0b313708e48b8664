import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { StateStore } from '#core/state/state-store.ts';
import { run } from '#tests/support/serve.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'vigil-start-'));
after(() => rmSync(folder, { recursive: true }));

const MAIN = new URL('../../../electron/hosts/node/main.ts', import.meta.url).href;
const CACHE = fileURLToPath(new URL('../../../dist/compile-cache', import.meta.url));
const CODE = `import { enableCompileCache } from 'node:module';
enableCompileCache(${JSON.stringify(CACHE)});
const { main } = await import('${MAIN}'); process.exit(await main(process.argv.slice(1)));`;

/** The command line without its launcher, which might build the page. */
const vigil = (...args: readonly string[]) =>
  run(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    '--input-type=module',
    '-e',
    CODE,
    '--',
    ...args,
  ]);

function file(name: string, text: string): string {
  const place = path.join(folder, name);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, text);
  return place;
}

const GOOD = 'title: x\nlogsource: { product: a }\ndetection: { sel: { a: 1 }, condition: sel }\n';
const BAD = 'title: x\nlogsource: { product: a }\ndetection: { sel: { a|nope: 1 }, condition: sel }\n';
const KEY = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

test('serve tells in words what has to be mended, and exits with 2', { timeout: 120_000 }, async (t) => {
  const held = path.join(folder, 'held');
  const store = new StateStore(held);
  t.after(() => store.close());
  const plain = file('plain', '');
  const bad = file('bad.yml', BAD);
  mkdirSync(path.join(folder, 'empty'));
  const pem = file('key.pem', KEY);
  const tls = (key: string, cert: string) =>
    file(`tls-${path.basename(key)}.yml`, `server: { tls: { key: ${key}, cert: ${cert} } }\n`);
  for (const [args, words] of [
    [['--data-dir', plain], /^The data folder .*plain can't be used: E/],
    [['--data-dir', held], /^Another Vigil is using .*held$/],
    [['--config', tls('none.pem', pem)], /^server\.tls: ENOENT: .*none\.pem/],
    [['--config', tls(pem, plain)], /^server\.tls: .*key\.pem and .*plain can't be used: /],
    [['--config', file('proxy.yml', 'server: { proxy: true }\n')], /proxy\.yml:1:18 .*needs server\.tokens/],
    [['--rules', bad], /bad\.yml:3:21 unknown modifier 'nope'\nRules named on the command line are refused$/],
    [['--rules', path.join(folder, 'empty')], /^There is no rule in .*empty$/],
    [['--rules', file('all-bad/a.yml', BAD).replace(/.a\.yml$/, '')], /a\.yml:3:21 .*\nThere is no rule in /],
  ] as const) {
    const { code, stdout, stderr } = await vigil('serve', '--port', '0', ...args);
    assert.deepEqual([code, stdout], [2, ''], `${args.join(' ')}\n${stderr}`);
    const told = stderr
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('{'))
      .join('\n');
    assert.match(told, words, args.join(' '));
    assert.doesNotMatch(stderr, /"stack"|^ +at /m);
  }
});

test('check looks at everything that a config names, and tells it where it is named', async () => {
  file('named/rules/good.yml', GOOD);
  file('named/rules/bad.yml', BAD);
  file('named/pipe.yml', 'transformations:\n  - type: nonesuch\n');
  file('named/junk', 'junk');
  file('named/key.pem', KEY);
  file('named/list.txt', '\n');
  const config = file(
    'named/vigil.yml',
    `rules: [rules, gone]
pipelines:
  - pipe.yml
  - no-pipe.yml
enrich: { city: junk, asn: none.mmdb }
threatLists:
  - { name: a, path: list.txt }
  - { name: b, path: none.txt }
sources:
  - { type: eve, path: to-come/eve.json }
  - { type: file, path: rules, name: x }
  - { type: recording, path: none.jsonl }
  - { type: eve-socket, path: junk, name: y }
  - { type: socketio, url: 'https://x.example', ca: junk }
  - { type: syslog, transport: tls, tls: { key: key.pem, cert: junk } }
tenants: [{ name: T, observers: [o] }]
dataDir: junk
server:
  tls: { key: none.pem, cert: junk }
  tokens: [{ name: kim, role: viewer, token: 0123456789abcdef }]
`,
  );
  const { code, stdout, stderr } = await vigil('check', '--config', config);
  assert.equal(code, 1, stderr);
  const lines = stdout.trimEnd().split('\n');
  const expected = [
    /vigil\.yml:1:16 rules\[1\]: ENOENT/,
    /vigil\.yml:4:5 pipelines\[1\]: ENOENT/,
    /vigil\.yml:5:17 enrich\.city: .*junk is no MaxMind-format database/,
    /vigil\.yml:5:28 enrich\.asn: ENOENT/,
    /vigil\.yml:7:22 threatLists\[0\]\.path: there is not one indicator in it/,
    /vigil\.yml:8:22 threatLists\[1\]\.path: ENOENT/,
    /vigil\.yml:11:25 sources\[1\]\.path: .*rules is a folder/,
    /vigil\.yml:12:30 sources\[2\]\.path: ENOENT/,
    /vigil\.yml:13:31 sources\[3\]\.path: .*junk is there already and is no socket/,
    /vigil\.yml:14:53 sources\[4\]\.ca: /,
    /vigil\.yml:15:42 sources\[5\]\.tls: .*key\.pem and .*junk can't be used/,
    /vigil\.yml:17:10 dataDir: .*junk is no folder/,
    /vigil\.yml:19:15 server\.tls\.key: ENOENT/,
    /pipe\.yml:2:11 unknown transformation 'nonesuch'/,
    /rules\/bad\.yml:3:21 unknown modifier 'nope'/,
  ];
  for (const [i, line] of expected.entries()) assert.match(lines[i] ?? '', line, stdout);
  assert.equal(lines.length, expected.length, stdout);
  assert.match(stderr, /^\S+vigil\.yml:20:31 the viewer kim sees the events of every tenant/);
});

test('check passes what serve starts with; rules and pipelines without a config too', async () => {
  file('fine/rules/good.yml', GOOD);
  const pipe = file('fine/pipe.yml', 'name: x\npriority: 10\ntransformations: []\n');
  const config = file('fine/vigil.yml', 'rules: [rules]\npipelines: [pipe.yml]\ndataDir: to-come\n');
  for (const args of [
    ['--config', config, '--pipeline', pipe],
    ['--rules', path.join(folder, 'fine', 'rules'), '--pipeline', pipe],
  ]) {
    assert.deepEqual(await vigil('check', ...args), { code: 0, stdout: '', stderr: '' }, args.join(' '));
  }
  const bad = file('fine/bad-pipe.yml', 'transformations: 1\n');
  const rules = file('fine/bad.yml', BAD);
  const { code, stdout } = await vigil('check', '--config', config, '--rules', rules, '--pipeline', bad);
  assert.equal(code, 1);
  assert.match(stdout, /^\S+bad-pipe\.yml:1:18 .*\n\S+bad\.yml:3:21 /);
  assert.equal((await vigil('check', '--config', path.join(folder, 'none.yml'))).code, 2);
});
