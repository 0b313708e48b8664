import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { formatProblem } from '#core/base/problem.ts';
import { loadConfig } from '#core/config/config.ts';
import { nearest } from '#core/config/nearest.ts';
import { configJsonSchema } from '#core/config/schema.ts';

function problems(text: string): string[] {
  return loadConfig(text, 'vigil.yaml').problems.map(formatProblem);
}

const FULL = `
sources:
  - { type: eve, path: /var/log/suricata/eve.json, name: edge }
sites:
  - name: Seoul HQ
    cidrs: [10.10.0.0/16, 'fd10:10::/32']
    latitude: 37.57
    longitude: 126.98
    zone: office
timeZones: [Asia/Seoul, UTC]
rules: [rules]
pipelines: [pipelines/own.yml]
dataDir: /var/lib/vigil
server:
  host: 0.0.0.0
  port: 8443
  tls: { key: key.pem, cert: cert.pem }
  tokens: [{ name: wall, token: 0123456789abcdef, role: wall, displays: [north, south] }]
wall: { staleAfterSeconds: 15 }
alarms: { acknowledgeExpiresMinutes: 10 }
demo: { seed: 1, rate: 500 }
`;

test('an empty file is the defaults', () => {
  for (const text of ['', '# nothing\n', 'sources:\nserver:\n  # port: 1\n']) {
    const { config, problems: found } = loadConfig(text, '');
    assert.deepEqual(found, []);
    assert.ok(config);
    assert.deepEqual([config.sources, config.sites, config.rules], [[], [], []]);
    assert.deepEqual(
      [config.server.host, config.server.proxy, config.server.tokens],
      ['127.0.0.1', false, []],
    );
    assert.equal(config.timeZones.length, 2);
    assert.equal(new Set(config.timeZones).size, 2);
    assert.ok(config.demo.rate > 0 && config.wall.staleAfterSeconds > 0);
  }
});

test('every key is read', () => {
  const { config, problems: found } = loadConfig(FULL, 'vigil.yaml');
  assert.deepEqual(found, []);
  assert.deepEqual(config?.sources, [{ type: 'eve', path: '/var/log/suricata/eve.json', name: 'edge' }]);
  assert.deepEqual(config?.timeZones, ['Asia/Seoul', 'UTC']);
  assert.equal(config?.sites[0]?.zone, 'office');
  assert.equal(config?.server.tokens[0]?.role, 'wall');
  assert.deepEqual(config?.server.tokens[0]?.displays, ['north', 'south']);
  assert.equal(config?.demo.rate, 500);
});

test('every mistake of one file, with its place', () => {
  assert.deepEqual(
    problems(`sources:
  - type: eve
    pth: /x
sites:
  - name: A
    cidrs: [10.0.0.0/8, 999.1/3]
    latitude: 99
    longitude: 3
timeZones: [Nowhere/City, UTC]
server:
  port: "x"
wal: {}
`),
    [
      'vigil.yaml:2:5 sources[0].path: is missing',
      'vigil.yaml:3:5 sources[0]: unknown key pth; did you mean path?',
      'vigil.yaml:6:25 sites[0].cidrs[1]: not a network: write 10.0.0.0/8, fd00::/8 or one address',
      'vigil.yaml:7:15 sites[0].latitude: Too big: expected number to be <=90',
      'vigil.yaml:9:13 timeZones[0]: not a time zone: write Asia/Seoul or UTC',
      'vigil.yaml:11:9 server.port: expected number, received string',
      'vigil.yaml:12:1 unknown key wal; did you mean wall?',
    ],
  );
});

test('unknown keys: the nearest, or what there is', () => {
  assert.deepEqual(problems('server:\n  Token: []'), [
    'vigil.yaml:2:3 server: unknown key Token; did you mean tokens?',
  ]);
  assert.match(
    problems('__proto__: 1')[0] ?? '',
    /^vigil\.yaml:1:1 unknown key __proto__; known are sources, sites/,
  );
  assert.equal(nearest('time_zones', ['timeZones', 'rules']), 'timeZones');
  assert.equal(nearest('zzzzzz', ['timeZones', 'rules']), undefined);
});

test('what one key alone cannot say', () => {
  const site = '{ name: A, cidrs: [10.0.0.0/8], latitude: 1, longitude: 1 }';
  assert.deepEqual(problems(`sites:\n  - ${site}\n  - ${site}`), [
    'vigil.yaml:3:13 a site named A is there already',
  ]);
  assert.deepEqual(problems('sources: [{ type: eve, path: a }, { type: eve, path: a }]').length, 1);
  assert.deepEqual(problems('server:\n  host: 0.0.0.0'), [
    'vigil.yaml:2:9 server.host 0.0.0.0 is off loopback: give server.tls, or server.proxy: true',
    'vigil.yaml:2:9 server.host 0.0.0.0 is off loopback: give server.tokens',
  ]);
  for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) {
    assert.deepEqual(problems(`server: { host: '${host}' }`), []);
  }
  assert.match(
    problems('server: { tokens: [{ name: a, token: short, role: wall }] }')[0] ?? '',
    /16 characters/,
  );
});

test('behind a proxy nobody is local: it takes tokens, and names by which it is reached', () => {
  const own = 'tokens: [{ name: a, token: 0123456789abcdef, role: wall }]';
  assert.deepEqual(problems('server: { proxy: true }'), [
    'vigil.yaml:1:18 server.proxy: true needs server.tokens: whoever comes through the proxy would be a supervisor',
  ]);
  assert.deepEqual(problems(`server: { proxy: true, ${own} }`), []);
  const { config } = loadConfig(`server: { names: [SOC.example, wall-1, '[fd00::1]'] }`, '');
  assert.deepEqual(config?.server.names, ['soc.example', 'wall-1', '[fd00::1]']);
  for (const name of ['https://soc.example', 'soc.example:8443', '', 'a..b', '*']) {
    assert.match(
      problems(`server: { names: ['${name}'] }`)[0] ?? '',
      /^vigil\.yaml:1:19 server\.names\[0\]: not a host name/,
      name,
    );
  }
});

test('a viewer beside tenants is warned of: it sees them all', () => {
  const viewer = 'server: { tokens: [{ name: kim, token: 0123456789abcdef, role: viewer }] }';
  assert.deepEqual(loadConfig(viewer, 'f').warnings, []);
  const { config, warnings } = loadConfig(`${viewer}\ntenants: [{ name: A, observers: [x] }]`, 'f');
  assert.ok(config);
  assert.deepEqual(warnings.map(formatProblem), [
    "f:1:64 the viewer kim sees the events of every tenant: a view of one's own is not built yet",
  ]);
  assert.match(JSON.stringify(configJsonSchema()), /every tenant included/);
});

test('whatever is found out later can be told with its place', () => {
  const { at } = loadConfig('rules:\n  - a\n  - b\nenrich: { city: c }\n', 'f');
  assert.deepEqual(
    [['rules', 1], ['enrich', 'city'], ['enrich', 'asn'], ['dataDir']].map((path) =>
      formatProblem(at(path, 'x')),
    ),
    ['f:3:5 x', 'f:4:17 x', 'f:4:9 x', 'f:1:1 x'],
  );
});

const tokens = (more: string) => `server:\n  tokens:\n    - { name: a, token: 0123456789abcdef, ${more} }`;

test('a token of displays orders nothing, and names at least one', () => {
  assert.deepEqual(problems(tokens('role: supervisor, displays: [north]')), [
    'vigil.yaml:3:49 a token of displays gives no orders: take wall, viewer or analyst',
  ]);
  assert.match(problems(tokens('role: wall, displays: []'))[0] ?? '', /^vigil\.yaml:3:65 .*displays/);
  assert.match(
    problems(tokens('role: wall, display: x'))[0] ?? '',
    /unknown key display; did you mean displays/,
  );
  assert.deepEqual(problems(tokens('role: analyst, displays: [north]')), []);
});

test('broken YAML is told with its place', () => {
  assert.match(problems('a: [1\nb: 2')[0] ?? '', /^vigil\.yaml:2:1 /);
  assert.match(problems('rules: [a]\nrules: [b]')[0] ?? '', /^vigil\.yaml:2:1 .*unique/i);
  assert.match(problems('- 1')[0] ?? '', /^vigil\.yaml:1:1 expected object/);
  assert.ok(
    problems(
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c]`,
    ).length > 0,
  );
});

test('no text throws, and there is a config or a problem, never both', () => {
  const piece = fc.constantFrom(
    'server:',
    'sites:',
    '  - name: a',
    '    cidrs: [',
    ']',
    '{',
    '}',
    'port: 1',
    ': ',
    '&a ',
    '*a',
    '!!x ',
    '\t',
    '"',
    '|',
    '? ',
    '---',
    '%YAML 9',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(piece).map((parts) => parts.join('\n')),
    fc.json(),
  );
  fc.assert(
    fc.property(text, (input) => {
      const { config, problems: found } = loadConfig(input, 'f');
      assert.equal(config === undefined, found.length > 0, input);
      assert.ok(found.every(({ line, column, message }) => line >= 1 && column >= 1 && message !== ''));
    }),
    { numRuns: 2000 },
  );
});

test('the published schema knows every key, and is plain JSON', () => {
  const schema = JSON.parse(JSON.stringify(configJsonSchema())) as {
    properties: Record<string, unknown>;
    additionalProperties: boolean;
    required?: string[];
  };
  const { config } = loadConfig(FULL, '');
  assert.deepEqual(Object.keys(schema.properties).sort(), Object.keys(config ?? {}).sort());
  assert.equal(schema.additionalProperties, false);
  assert.equal(schema.required, undefined);
});

test('assets, tenants, threat lists and the own databases, with their mistakes', () => {
  assert.deepEqual(
    problems(`sites: [{ name: HQ, cidrs: [10.0.0.0/8], latitude: 1, longitude: 2 }]
assets:
  - { name: dc1, cidrs: [10.1.0.5], criticality: critical }
  - { name: dc1, cidrs: [10.1.0.6] }
tenants:
  - { name: A, sites: [HQ, HX] }
  - { name: B }
  - { name: C, sources: [edge] }
threatLists:
  - { name: own, path: list.txt }
  - { name: own, path: other.txt }
enrich: { city: city.mmdb }
`),
    [
      'vigil.yaml:4:13 dc1 is there already',
      'vigil.yaml:11:13 own is there already',
      'vigil.yaml:6:28 there is no site named HX',
      'vigil.yaml:7:5 tenant B has no sources, observers, sites or cidrs',
      'vigil.yaml:8:26 there is no source named edge',
    ],
  );
  assert.deepEqual(
    problems(`assets:
  - { name: x, cidrs: [10.0.0.300], criticality: huge }
enrich: { asm: a.mmdb }
`),
    [
      'vigil.yaml:2:24 assets[0].cidrs[0]: not a network: write 10.0.0.0/8, fd00::/8 or one address',
      'vigil.yaml:2:50 assets[0].criticality: Invalid option: expected one of "low"|"medium"|"high"|"critical"',
      'vigil.yaml:3:11 enrich: unknown key asm; did you mean asn?',
    ],
  );
});
