import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { checkRules } from '#hosts/node/check-rules.ts';
import { runHunt as hunt } from '#hosts/node/hunting.ts';
import { onPath } from '../../../build/browsers.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const EVE = join(ROOT, '../shared/data/eve/');
const folder = mkdtempSync(join(tmpdir(), 'vigil-hunt-'));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

interface Found {
  readonly rule: { readonly id: string; readonly title: string; readonly level: string };
  readonly kind: string;
  readonly time: string;
  readonly at: number;
  readonly events: readonly number[];
  readonly group: Readonly<Record<string, string>>;
}

async function run(...argv: string[]): Promise<{ code: number; found: Found[]; err: string; out: string }> {
  let out = '';
  let err = '';
  const code = await hunt(argv, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    terminal: false,
  });
  const found = out.startsWith('{')
    ? out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Found)
    : [];
  return { code, found, err, out };
}

const FAIL =
  'title: Fail\nid: fail\nlogsource: { product: x }\ndetection:\n  sel: { act: fail }\n  condition: sel\nlevel: high\n';
const MANY = `${FAIL}---\ntitle: Many\ncorrelation:\n  type: event_count\n  rules: [fail]\n  group-by: [ip]\n  timespan: 1m\n  condition: { gte: 2 }\nlevel: critical\n`;
const at = (second: number, ip = '10.0.0.1', act = 'fail'): string =>
  JSON.stringify({ '@timestamp': `2026-01-15T10:00:${String(second).padStart(2, '0')}.000Z`, act, ip });

test('one JSON line a detection, in event-time order, lines counted over all files, gzip or not', async () => {
  const rules = file('many.yml', MANY);
  const plain = file('a.jsonl', `${at(1)}\n\n${at(30, '10.0.0.2')}\r\n`);
  const zipped = file('b.jsonl.gz', gzipSync(`${at(3)}\n${at(2, '10.0.0.2')}\n${at(4)}`));
  const { code, found, err } = await run(
    '--rules',
    rules,
    '--events',
    plain,
    '--events',
    zipped,
    '--format',
    'fields',
  );
  assert.equal(code, 0, err);
  const correlations = found.filter(({ kind }) => kind === 'correlation');
  assert.deepEqual(correlations[0], {
    rule: { id: 'Many', title: 'Many', level: 'critical' },
    kind: 'correlation',
    time: '2026-01-15T10:00:03.000Z',
    at: 3,
    events: [0, 3],
    group: { ip: '10.0.0.1' },
  });
  assert.deepEqual(
    correlations.map((detection) => detection.at),
    [3, 2],
    'the late one ends at line 2',
  );
  assert.deepEqual(
    found.filter(({ kind }) => kind === 'rule').map((detection) => detection.at),
    [0, 4, 3, 5, 2],
  );
  const every = await run(
    '--rules',
    rules,
    '--events',
    plain,
    '--events',
    zipped,
    '--format',
    'fields',
    '--every',
  );
  assert.deepEqual(
    every.found.filter(({ kind }) => kind === 'correlation').map((detection) => detection.at),
    [3, 5, 2],
  );
  assert.match(err, /2 rules over 5 events: 7 detections/);
});

test('lines out of order: each line tells what the recording has in its window', async () => {
  const seconds = [20, 30, 10, 25, 5];
  const events = file('mixed.jsonl', seconds.map((second) => at(second)).join('\n'));
  const told = async (...argv: string[]) => {
    const rules = file('many.yml', MANY);
    const { found } = await run('--rules', rules, '--events', events, '--format', 'fields', ...argv);
    return found
      .filter(({ kind }) => kind === 'correlation')
      .map((detection) => [detection.at, detection.events]);
  };
  assert.deepEqual(await told('--every'), [
    [2, [2, 4]],
    [0, [0, 2, 4]],
    [3, [0, 2, 3, 4]],
    [1, [0, 1, 2, 3, 4]],
  ]);
  assert.deepEqual(
    await told(),
    [[1, [0, 1, 2, 3, 4]]],
    'the episode is told where it was when it began to hold',
  );
});

test('a list that is cut short is told', async () => {
  const events = file('flood.jsonl', `${at(1)}\n`.repeat(1_001));
  const rules = file('flood.yml', MANY.replace('gte: 2', 'gte: 1001'));
  const argv = ['--rules', rules, '--events', events, '--format', 'fields'];
  const whole = await run(...argv);
  assert.deepEqual(
    whole.found.at(-1)?.events,
    Array.from({ length: 1_001 }, (_, i) => i),
  );
  assert.doesNotMatch(whole.err, /newest/);
  const every = await run(...argv, '--every');
  assert.deepEqual(
    every.found.at(-1)?.events,
    Array.from({ length: 1_000 }, (_, i) => i + 1),
  );
  assert.match(every.err, /, 1 detections list only the newest 1000 of their events$/m);
});

test('without times lines keep their order', async () => {
  const events = file('timeless.jsonl', '{"act":"fail","ip":"1"}\n{"act":"fail","ip":"1"}\n');
  const { found } = await run('--rules', file('many.yml', MANY), '--events', events, '--format', 'fields');
  assert.deepEqual(
    found.filter(({ kind }) => kind === 'correlation').map((detection) => detection.at),
    [1],
  );
});

test('a refused file that is named ends the hunt with 2; in a folder it is told and the others run', async () => {
  const events = file('one.jsonl', at(1));
  const bad = file(
    'rules/bad.yml',
    FAIL.replace('condition: sel', 'condition: nix').replace('id: fail', 'id: bad'),
  );
  file('rules/deep/good.yaml', FAIL);
  file('rules/notes.txt', 'not a rule');
  const alone = await run('--rules', bad, '--events', events, '--format', 'fields');
  assert.equal(alone.code, 2);
  assert.match(alone.err, /bad\.yml:6:14 the condition names 'nix'/);
  assert.equal(alone.out, '');
  const both = await run('--rules', join(folder, 'rules'), '--events', events, '--format', 'fields');
  assert.equal(both.code, 0);
  assert.equal(both.found.length, 1);
  assert.match(both.err, /bad\.yml:6:14/);
});

test('bad usage and bad files exit with 2 and say why', async () => {
  const rules = file('fail.yml', FAIL);
  const events = file('one.jsonl', at(1));
  const cases: readonly (readonly [RegExp, ...string[]])[] = [
    [/--rules is needed/, '--events', events],
    [/--events is needed/, '--rules', rules],
    [/unknown format 'x'/, '--rules', rules, '--events', events, '--format', 'x'],
    [/Unknown option '--nix'/, '--rules', rules, '--events', events, '--nix'],
    [/ENOENT/, '--rules', join(folder, 'none.yml'), '--events', events],
    [
      /none\.jsonl: ENOENT: no such file/,
      '--rules',
      rules,
      '--events',
      events,
      '--events',
      join(folder, 'none.jsonl'),
    ],
    [/vigil-hunt-\w+: is a folder/, '--rules', rules, '--events', folder],
    [
      /p\.yml:2:11 unknown transformation/,
      '--rules',
      rules,
      '--events',
      events,
      '--pipeline',
      file('p.yml', 'transformations:\n  - type: nix\n'),
    ],
    [/1 malformed \(line 0/, '--rules', rules, '--events', file('junk.jsonl', 'junk\n')],
    [
      /cut\.gz: broken gzip: unexpected end of file/,
      '--rules',
      rules,
      '--events',
      file('cut.gz', gzipSync(at(1).repeat(99)).subarray(0, 40)),
    ],
    [/no rule here/, '--rules', file('empty.yml', ''), '--events', events],
  ];
  for (const [message, ...argv] of cases) {
    const { code, err, out } = await run(...argv);
    assert.equal(code, 2, argv.join(' '));
    assert.match(err, message);
    assert.equal(out, '');
  }
  const help = await run('--help');
  assert.equal(help.code, 0);
  assert.match(help.out, /usage: vigil hunt/);
});

test('a mark of the byte order is no part of the first line', async () => {
  const text = `\ufeff${at(1)}\n${at(2)}\n`;
  for (const events of [
    file('bom.jsonl', text),
    file('bom.gz', gzipSync(text)),
    file('bom.short', `\ufeff${at(1)}`),
  ]) {
    const { found, err } = await run(
      '--rules',
      file('fail.yml', FAIL),
      '--events',
      events,
      '--format',
      'fields',
    );
    assert.equal(found[0]?.at, 0, err);
    assert.doesNotMatch(err, /malformed/);
  }
});

test('pipes are read as they come, gzip too', { skip: onPath('bash') ? false : 'no bash' }, () => {
  const vigil = `${process.execPath} ${join(ROOT, 'build/vigil.mjs')} hunt --rules ${file('fail.yml', FAIL)} --format fields`;
  const events = file('piped.jsonl', `${at(1)}\n`.repeat(3_000) + at(2));
  const zipped = file('piped.gz', gzipSync(`${at(1)}\n${at(2)}`));
  for (const [count, command] of [
    [3_001, `cat ${events} | ${vigil} --events /dev/stdin`],
    [3_001, `${vigil} --events /dev/stdin <${events}`],
    [2, `cat ${zipped} | ${vigil} --events /dev/stdin`],
    [2, `(head -c 1 ${zipped}; sleep 0.2; tail -c +2 ${zipped}) | ${vigil} --events /dev/stdin`],
    [3_003, `${vigil} --events <(cat ${events}) --events <(zcat ${zipped})`],
    [0, `${vigil} --events <(true)`],
  ] as const) {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
    assert.equal(status, 0, `${command}: ${stderr}`);
    assert.equal(stdout.split('\n').length - 1, count, command);
  }
  const broken = spawnSync('bash', ['-c', `head -c 20 ${zipped} | ${vigil} --events /dev/stdin`], {
    encoding: 'utf8',
  });
  assert.equal(broken.status, 2);
  assert.match(broken.stderr, /^\/dev\/stdin: broken gzip/);
});

test('malformed lines among good ones are counted, and keep their numbers', async () => {
  const events = file('some.jsonl', `${at(1)}\n{"half":\n[1]\n${at(2)}\n`);
  const { code, found, err } = await run(
    '--rules',
    file('fail.yml', FAIL),
    '--events',
    events,
    '--format',
    'fields',
  );
  assert.equal(code, 0);
  assert.deepEqual(
    found.map((detection) => detection.at),
    [0, 3],
  );
  assert.match(err, /2 malformed \(line 1: /);
});

test('lines longer than what is read at a time, and characters across its edges, come whole', async () => {
  const long = JSON.stringify({ act: 'fail', text: '🔥é'.repeat(700_000) });
  const text = `${long}\n${at(1)}\n${long}`;
  const rules = file('long.yml', FAIL.replace('act: fail', "text|endswith: 'é🔥é'"));
  for (const events of [file('long.jsonl', text), file('long.jsonl.gz', gzipSync(text))]) {
    const { found, err } = await run('--rules', rules, '--events', events, '--format', 'fields');
    assert.deepEqual(
      found.map((detection) => detection.at),
      [0, 2],
      err,
    );
  }
});

const eve = (type: string, more: object): string =>
  JSON.stringify({
    timestamp: '2026-03-02T10:00:00.000000+0000',
    event_type: type,
    src_ip: '10.0.0.1',
    dest_ip: '10.0.0.2',
    proto: 'TCP',
    ...more,
  });

const rule = (source: string, field: string): string =>
  `title: '${source} ${field}'\nlogsource: { ${source} }\ndetection:\n  sel: { ${field}|contains: evil }\n  condition: sel\n`;

test('auto: events are normalised and meet rules of their logsource only', async () => {
  const events = file(
    'eve.jsonl',
    [
      eve('http', { http: { hostname: 'a.example', url: '/x?evil=1', http_method: 'GET' } }),
      eve('dns', { dns: { type: 'query', rrname: 'evil.example', rrtype: 'A' } }),
      eve('rdp', { rdp: { event_type: 'initial_request', cookie: 'evil' } }),
    ].join('\n'),
  );
  const rules = file(
    'auto.yml',
    [
      rule('category: proxy', 'c-uri'),
      rule('category: dns', 'query'),
      rule('category: dns', 'c-uri'),
      rule('product: suricata', 'rdp.cookie'),
      rule('product: zeek', 'query'),
      rule('product: windows', 'rdp.cookie'),
    ].join('---\n'),
  );
  const { found, err } = await run('--rules', rules, '--events', events);
  assert.deepEqual(
    found.map((detection) => [detection.rule.title, detection.at]),
    [
      ['category: proxy c-uri', 0],
      ['category: dns query', 1],
      ['product: suricata rdp.cookie', 2],
    ],
    err,
  );
  const only = await run('--rules', file('dns.yml', rule('category: dns', 'query')), '--events', events);
  assert.deepEqual(
    only.found.map((detection) => detection.at),
    [1],
    'types no rule is about are skipped but counted',
  );
  assert.match(only.err, /over 3 events/);
});

const titles = async (name: string): Promise<string[]> => {
  const { found } = await run('--rules', join(ROOT, 'assets/rules'), '--events', `${EVE}${name}.jsonl.gz`);
  assert.ok(found.length < 50, `${name}: ${found.length} detections are too many to look at`);
  return found.map((detection) => detection.rule.title);
};

test('a file without any event type is read in linear time', async () => {
  const events = file('many.jsonl', `{"act":"x","n":"${'x'.repeat(20)}"}\n`.repeat(60_000));
  const before = performance.now();
  const { err } = await run('--rules', file('dns.yml', rule('category: dns', 'query')), '--events', events);
  assert.match(err, /over 60000 events/);
  assert.ok(performance.now() - before < 5000);
});

test('our own rules over real attacks', { skip: existsSync(EVE) ? false : `no ${EVE}` }, async () => {
  const ddos = await titles('ddos');
  assert.ok(ddos.includes('SYN flood from many sources') && ddos.includes('Amplification flood'));
  const attacks = await titles('mix-attacks');
  assert.ok(
    attacks.includes('Lateral movement by admin share and remote service') &&
      attacks.includes('SMB brute force'),
  );
});

test('as a process, progress stays away from a stderr that is no terminal', () => {
  const vigil = join(ROOT, 'build/vigil.mjs');
  const argv = [
    vigil,
    'hunt',
    '--rules',
    file('many.yml', MANY),
    '--events',
    file('one.jsonl', at(1)),
    '--format',
    'fields',
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  assert.equal(stdout.trimEnd().split('\n').length, 1);
  assert.ok(!stderr.includes('\r'));
});

test('check tells every problem of a folder', async () => {
  file('check/a.yml', FAIL.replace('sel: {', 'sel: ['));
  file('check/b.yml', FAIL.replace('act: fail', 'act|re: "("'));
  file('check/c.yml', FAIL);
  const found = await checkRules([join(folder, 'check')]);
  assert.deepEqual(
    found.map((problem) => problem.file.slice(-5)),
    ['a.yml', 'b.yml'],
  );
  assert.equal((await checkRules([join(folder, 'none')])).length, 1);
  assert.deepEqual(await checkRules([join(ROOT, 'assets/rules')]), []);
});
