import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { SocEvent } from '#contract/event.ts';
import { Enricher } from '#core/enrich/enricher.ts';
import type { ListCount } from '#core/enrich/indicator-values.ts';
import { ListPacker, unpackList } from '#core/enrich/list-pack.ts';
import { parsePattern } from '#core/enrich/stix.ts';
import { ThreatIndex } from '#core/enrich/threat-index.ts';
import { readThreatList } from '#core/enrich/threat-list.ts';
import { event } from '#tests/support/events.ts';

const NOW = Date.UTC(2026, 5, 1);

/** As the worker reads it and the core takes it in. */
function read(text: string, index = new ThreatIndex(), feed = 'list'): ListCount {
  const packer = new ListPacker();
  const filling = unpackList(packer.pack(readThreatList(text, packer)), feed, NOW, index);
  let step = filling.next();
  while (!step.done) step = filling.next();
  return step.value;
}

/** What an event with these fields is marked with: type, name, field and list. */
function marks(text: string, fields: Partial<SocEvent>): unknown[] {
  const threats = new ThreatIndex();
  read(text, threats);
  const marked = event({ received: NOW, ...fields });
  new Enricher({ sites: [], references: { threats } }).enrich(marked);
  return [
    marked['threat.indicator.type'],
    marked['threat.indicator.name'],
    marked['threat.indicator.matched.field'],
    marked['threat.feed.name'],
  ];
}

const NOTHING = [undefined, undefined, undefined, undefined];

const TEXT = `\uFEFF# a comment
; another
// and another

198.51.100.7
203.0.113.0/24, botnet, 2026-01-01
"2001:db8:bad::/48","quoted"
192.0.2.8:8080
Bad.Example.
*.worse.example
0.0.0.0 hosts-file.example # blocked
https://evil.example/a?b=1
D41D8CD98F00B204E9800998ECF8427E
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855;empty file
ip,first_seen
0.0.0.0/0
nonsense
`;

test('a text list: every kind of entry, what is not understood is counted', () => {
  assert.deepEqual(read(TEXT), { entries: 10, notUnderstood: 3, expired: 0, leftOut: 0 });
  assert.deepEqual(read(TEXT.replaceAll('\n', '\r\n')).entries, 10);
});

test('addresses and networks mark the event, the destination first', () => {
  const listed = { 'source.ip': '203.0.113.200', 'destination.ip': '198.51.100.7' };
  assert.deepEqual(marks(TEXT, listed), ['ipv4-addr', '198.51.100.7', 'destination.ip', 'list']);
  assert.deepEqual(marks(TEXT, { 'source.ip': '203.0.113.200' }), [
    'ipv4-addr',
    '203.0.113.200',
    'source.ip',
    'list',
  ]);
  assert.equal(marks(TEXT, { 'destination.ip': '2001:db8:bad::1' })[0], 'ipv6-addr');
  assert.equal(marks(TEXT, { 'destination.ip': '192.0.2.8' })[0], 'ipv4-addr');
  assert.deepEqual(marks(TEXT, { 'destination.ip': '198.51.100.8' }), NOTHING);
  assert.deepEqual(marks('10.0.0.0/8', { 'source.ip': '10.1.1.1' }), NOTHING, 'what is inside is ours');
});

test('domains: the name itself, and what is below where the list says so', () => {
  const asked = (name: string) => marks(TEXT, { 'dns.question.name': name });
  assert.deepEqual(asked('BAD.example'), ['domain-name', 'BAD.example', 'dns.question.name', 'list']);
  assert.equal(asked('bad.example.')[0], 'domain-name');
  assert.deepEqual(asked('www.bad.example'), NOTHING);
  assert.equal(asked('a.b.worse.example')[0], 'domain-name');
  assert.equal(asked('worse.example')[0], 'domain-name');
  assert.deepEqual(asked('notworse.example'), NOTHING);
  assert.equal(marks(TEXT, { 'tls.client.server_name': 'hosts-file.example' })[0], 'domain-name');
  assert.deepEqual(asked('.'.repeat(300)), NOTHING);
});

test('URLs, whole or from host and path, and hashes in either case', () => {
  assert.equal(marks(TEXT, { 'url.original': 'HTTPS://Evil.example/a?b=1#top' })[0], 'url');
  assert.deepEqual(marks(TEXT, { 'url.original': '/a?b=1', 'url.domain': 'evil.example' }), [
    'url',
    'https://evil.example/a?b=1',
    'url.original',
    'list',
  ]);
  assert.deepEqual(marks(TEXT, { 'url.original': '/A?b=1', 'url.domain': 'evil.example' }), NOTHING);
  assert.equal(marks(TEXT, { 'file.hash.md5': 'd41d8cd98f00b204e9800998ecf8427e' })[0], 'file');
});

function bundle(...indicators: object[]): string {
  const objects = indicators.map((indicator) => ({ type: 'indicator', pattern_type: 'stix', ...indicator }));
  return JSON.stringify({ type: 'bundle', objects: [{ type: 'malware' }, null, 7, ...objects] });
}

test('a STIX bundle: what holds, what no longer does, what no single event can say', () => {
  const text = bundle(
    { name: 'C2', pattern: "[ipv4-addr:value = '198.51.100.7']", valid_until: '2027-01-01T00:00:00Z' },
    { pattern: "[domain-name:value = 'bad.example' OR url:value = 'http://x.example/']" },
    { pattern: "[file:hashes.'SHA-256' = 'not a hash'] OR [ipv4-addr:value ISSUBSET '203.0.113.0/24']" },
    { pattern: "[file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e']" },
    { pattern: "[ipv4-addr:value = '198.51.100.9']", valid_until: '2026-01-01T00:00:00Z' },
    { pattern: "[ipv4-addr:value = '198.51.100.10']", revoked: true },
    { pattern: "[ipv4-addr:value = '198.51.100.11' AND domain-name:value = 'x.example']" },
    { pattern: "[ipv4-addr:value = '198.51.100.12'] FOLLOWEDBY [ipv4-addr:value = '198.51.100.13']" },
    { pattern: 'alert tcp any any', pattern_type: 'snort' },
    { pattern: 7 },
    { pattern: "[ipv4-addr:value = '198.51.100.14']", valid_until: 'soon' },
  );
  assert.deepEqual(read(text), { entries: 5, notUnderstood: 5, expired: 2, leftOut: 0 });
  assert.deepEqual(marks(text, { 'destination.ip': '198.51.100.7' }).slice(0, 2), ['ipv4-addr', 'C2']);
  assert.equal(marks(text, { 'destination.ip': '203.0.113.77' })[0], 'ipv4-addr');
  assert.equal(marks(text, { 'url.original': '/', 'url.domain': 'x.example' })[0], 'url');
  for (const last of [9, 10, 11, 12, 14]) {
    assert.deepEqual(marks(text, { 'destination.ip': `198.51.100.${last}` }), NOTHING);
  }
});

test('an indicator ends while it is loaded', () => {
  const until = { pattern: "[ipv4-addr:value = '198.51.100.7']", valid_until: '2026-06-02T00:00:00Z' };
  const at = (received: number) => marks(bundle(until), { 'destination.ip': '198.51.100.7', received })[0];
  assert.equal(at(Date.UTC(2026, 5, 1, 23)), 'ipv4-addr');
  assert.equal(at(Date.UTC(2026, 5, 2)), undefined);
});

test('a pattern: spaces, escapes, and nothing behind it', () => {
  assert.deepEqual(parsePattern(" [ url:value='http://x/\\'\\\\' ] "), [
    { path: 'url:value', operator: '=', value: "http://x/'\\" },
  ]);
  for (const text of [
    '',
    '[]',
    "[a = 'b'",
    '[a = b]',
    "[a = 'b'] x",
    "[ = 'b']",
    "[a.'b = 'c']",
    "[a = 'b\\",
  ]) {
    assert.equal(parsePattern(text), undefined, text);
  }
});

test('what is no list is an error, with its reason', () => {
  assert.throws(() => read('{"type":"report"}'), /not a STIX bundle/);
  assert.throws(() => read('{"type":'), SyntaxError);
  assert.throws(() => read('\0\x01'), /not a text file/);
});

test('the bound holds over all lists, and what is left out is counted', () => {
  const index = new ThreatIndex(3);
  read('198.51.100.1\n198.51.100.2', index);
  assert.deepEqual(read('198.51.100.3\na.example\nb.example', index), {
    entries: 1,
    notUnderstood: 0,
    expired: 0,
    leftOut: 2,
  });
  assert.equal(index.size, 3);
});

test('nothing in a list throws past its reader but that it is no list, and each line is counted once', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '__proto__',
      '*.',
      '.',
      '..',
      '#',
      ';',
      ',',
      '"',
      '0.0.0.0',
      '://',
      '::',
      '::/0',
      '1.2.3.4:',
    ),
    fc.ipV4(),
    fc.ipV6(),
    fc.domain(),
    fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll(/[\0\n{]/g, '')),
  );
  fc.assert(
    fc.property(fc.array(fc.array(piece, { maxLength: 4 }).map((parts) => parts.join(''))), (lines) => {
      const { entries, notUnderstood } = read(lines.join('\n'));
      assert.ok(entries + notUnderstood <= lines.length);
    }),
    { numRuns: 2000 },
  );
});

test('no STIX pattern throws, and a good one is read back', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('[', ']', '=', "'", '\\', ' ', 'O', 'R', '.', ':', 'a', 'é', '-'),
        maxLength: 60,
      }),
      (text) => {
        parsePattern(text);
      },
    ),
    { numRuns: 5000 },
  );
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (values) => {
      const quoted = values.map((value) => `'${value.replaceAll(/[\\']/g, '\\$&')}'`);
      const pattern = `[${quoted.map((value) => `domain-name:value = ${value}`).join(' OR ')}]`;
      assert.deepEqual(
        parsePattern(pattern)?.map(({ value }) => value),
        values,
      );
    }),
  );
});

test('a pattern without an end costs time in step with its length', () => {
  assert.equal(parsePattern(`[a = '${'\\'.repeat(60_000)}`), undefined);
  assert.equal(parsePattern("[a = 'b' OR ".repeat(5_000)), undefined);
});
