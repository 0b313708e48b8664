import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SocEvent } from '#contract/event.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { expectFields, normalised, RECEIVED } from '#tests/support/text-lines.ts';

test('RFC 5424: priority, time with its zone, host, program, structured data', () => {
  const event = expectFields(
    '<165>1 2026-03-01T22:14:15.003+09:00 fw1.example.net evntslog 8710 ID47 [ex@32473 iut="3" note="a \\"b\\" \\] c"][o@1 x="1"] \ufeffAn event',
    {
      time: '2026-03-01T13:14:15.003Z',
      'host.name': 'fw1.example.net',
      'process.name': 'evntslog',
      'process.pid': 8710,
      'event.severity': 5,
      severity: 0,
      message: 'An event',
    },
  );
  assert.deepEqual(JSON.parse(JSON.stringify(event.record)), {
    'ex@32473': { iut: '3', note: 'a "b" ] c' },
    'o@1': { x: '1' },
  });
});

test('RFC 5424 with nothing in it', () => {
  expectFields('<11>1 - - - - - -', {
    time: new Date(RECEIVED).toISOString(),
    'host.name': undefined,
    'process.name': undefined,
    'event.severity': 3,
    severity: 2,
    message: '',
  });
});

test('RFC 3164: the year is the newest that is no more than a day ahead', () => {
  expectFields('<34>Mar  1 22:14:15 mymachine su[12]: all is well', {
    time: '2026-03-01T22:14:15.000Z',
    'host.name': 'mymachine',
    'process.name': 'su',
    'process.pid': 12,
    severity: 4,
    message: 'all is well',
  });
  expectFields('<34>Mar  3 08:00:00 h a: x', { time: '2026-03-03T08:00:00.000Z' });
  expectFields('<34>Mar  3 10:00:00 h a: x', { time: '2025-03-03T10:00:00.000Z' });
  expectFields('<34>Feb 29 10:00:00 h a: x', { time: '2024-02-29T10:00:00.000Z' });
  const event = new SocEvent();
  event.received = Date.UTC(2026, 0, 1, 0, 5);
  assert.equal(normaliseLine('<34>Dec 31 23:59:59 h a: x', event), undefined);
  assert.equal(event['@timestamp'], Date.UTC(2025, 11, 31, 23, 59, 59));
});

test('times without a zone are of the source', () => {
  const seoul = { timeZone: 'Asia/Seoul' };
  expectFields('<34>Mar  1 22:14:15 h a: x', { time: '2026-03-01T13:14:15.000Z' }, seoul);
  // Before and after the night on which clocks go back, and in summer.
  const berlin = { timeZone: 'Europe/Berlin' };
  expectFields('<34>Oct 26 2025 01:30:00 h a: x', { time: '2025-10-25T23:30:00.000Z' }, berlin);
  expectFields('<34>Oct 26 2025 04:30:00 h a: x', { time: '2025-10-26T03:30:00.000Z' }, berlin);
  expectFields('<34>Oct 26 2025 04:30:00 UTC h a: x', { time: '2025-10-26T04:30:00.000Z' }, berlin);
  expectFields('<34>2025-07-01T12:00:00Z h a: x', { time: '2025-07-01T12:00:00.000Z' }, berlin);
  expectFields('<34>2025-07-01T12:00:00 h a: x', { time: '2025-07-01T10:00:00.000Z' }, berlin);
});

test('headers as devices write them', () => {
  expectFields('<166>Mar 01 2026 10:00:00 asa1 : x', { 'host.name': 'asa1', message: 'x' });
  expectFields('<189>45: *Mar  1 2026 10:00:00.123: %SYS-5-CONFIG_I: done', {
    time: '2026-03-01T10:00:00.123Z',
    'host.name': undefined,
  });
  expectFields('<13>just text', {
    time: new Date(RECEIVED).toISOString(),
    message: 'just text',
    severity: 0,
  });
  expectFields('<12>prog[7]: text', {
    'process.name': 'prog',
    'process.pid': 7,
    message: 'text',
    severity: 1,
  });
  expectFields('Mar  1 10:00:00 192.0.2.7 prog: text', { 'host.ip': '192.0.2.7', 'process.name': 'prog' });
  // A relay's header before the sender's own.
  expectFields('<13>Mar  1 10:00:05 relay fwd[1]: 2026-03-01 10:00:00.5+01:00 h2 prog[9]: text', {
    time: '2026-03-01T09:00:00.500Z',
    'host.name': 'h2',
    'process.name': 'prog',
    message: 'text',
  });
});

test('JSON behind a header takes its time and host where it has none', () => {
  expectFields('<13>Mar  1 10:00:05 h1 app[1]: {"msg":"hello","level":"error"}', {
    time: '2026-03-01T10:00:05.000Z',
    'host.name': 'h1',
    message: 'hello',
    severity: 2,
  });
  expectFields('<13>Mar  1 10:00:05 h1 a: {"timestamp":"2026-03-01T09:59:59.25Z","msg":"x"}', {
    time: '2026-03-01T09:59:59.250Z',
  });
});

test('unknown text has a time of its own, a header, or is refused', () => {
  expectFields('2026/03/01 10:00:00 something: ERROR: it broke', {
    time: '2026-03-01T10:00:00.000Z',
    severity: 2,
  });
  expectFields('Sat May  7 03:17:27 CDT 2011 /bin/x', { time: '2011-05-07T08:17:27.000Z' });
  for (const line of ['not json', 'hello', '{"half":', '[1]']) {
    const event = new SocEvent();
    event.received = RECEIVED;
    assert.notEqual(normaliseLine(line, event), undefined, line);
  }
  expectFields(
    'not json',
    { message: 'not json', time: new Date(RECEIVED).toISOString() },
    { format: 'syslog' },
  );
  assert.equal(normaliseLine('<13>just text', new SocEvent()), 'No readable time');
});

test('a named format is the only one asked', () => {
  assert.equal(normalised('src=192.0.2.1', { format: 'key-value' })['source.ip'], '192.0.2.1');
  assert.notEqual(normaliseLine('hello', new SocEvent(), { format: 'cef' }), undefined);
  assert.match(normaliseLine('{}', new SocEvent(), { format: 'nix' }) ?? '', /Unknown format nix/);
});

test('times in digits keep their milliseconds', () => {
  for (const [digits, time] of [
    ['1772359200', '2026-03-01T10:00:00.000Z'],
    ['1772359200.001', '2026-03-01T10:00:00.001Z'],
    ['1772359200.25', '2026-03-01T10:00:00.250Z'],
    ['1772359200250', '2026-03-01T10:00:00.250Z'],
    ['1772359200250999', '2026-03-01T10:00:00.250Z'],
    ['1772359200250000000', '2026-03-01T10:00:00.250Z'],
  ] as const) {
    expectFields(`CEF:0|V|P|1|2|N|1|rt=${digits}`, { time });
  }
});
