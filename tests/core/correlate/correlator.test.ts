import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Detection } from '#contract/detection.ts';
import { eventId } from '#core/base/event-id.ts';
import { Correlator } from '#core/correlate/correlator.ts';
import { heapBytes } from '#tests/support/heap.ts';
import { completedAt, detect, loadAll, plainEvent } from './sigma-cases.ts';

const START = Date.UTC(2026, 0, 15, 10);

/** A rule for each name, matching events whose act it is. */
function actRules(...names: string[]): string {
  return names
    .map(
      (name) =>
        `title: ${name}\nname: ${name}\nlogsource: { category: test }\ndetection:\n  sel: { act: ${name} }\n  condition: sel\n`,
    )
    .join('---\n');
}

function correlation(type: string, rules: string, condition: string, name = 'C', more = ''): string {
  return `---\ntitle: ${name}\nname: ${name}\ncorrelation:\n  type: ${type}\n  rules: [${rules}]\n  group-by: [ip]\n  timespan: 10s\n${condition === '' ? '' : `  condition: ${condition}\n`}${more}`;
}

function at(seconds: number, act: string, sequence: number, more: Record<string, unknown> = {}) {
  return plainEvent(
    { '@timestamp': new Date(START + seconds * 1000).toISOString(), act, ip: '10.0.0.1', ...more },
    sequence,
  );
}

function holding(detections: readonly Detection[], title = 'C'): number[] {
  return detections.filter((detection) => detection.rule.title === title).map(completedAt);
}

const COUNT = actRules('a') + correlation('event_count', 'a', '{ gte: 3 }');

test('a detection says why: matched fields, the events, the group, the first event', () => {
  const rules = loadAll(COUNT);
  const events = [at(0, 'a', 0), at(1, 'a', 1), at(2, 'a', 2)];
  const [found] = detect(rules, events).filter(({ kind }) => kind === 'correlation');
  assert.ok(found);
  assert.deepEqual(found.matched, [{ field: 'act', value: 'a' }]);
  assert.deepEqual(found.group, { ip: '10.0.0.1' });
  assert.equal(found.count, 3);
  assert.equal(found.time, START + 2000);
  assert.deepEqual(
    found.events.map(({ sequence }) => sequence),
    [0, 1, 2],
  );
  assert.equal(found.first.id, eventId(events[0]?.raw ?? ''));
  assert.equal(found.event, events[2]);
});

test('an episode is told once, updated as it grows, and anew after it has lapsed', () => {
  const rules = loadAll(COUNT);
  const times = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 1.5, 60, 60.1, 60.2];
  const told = detect(
    rules,
    times.map((time, i) => at(time, 'a', i)),
  ).filter(({ kind }) => kind === 'correlation');
  assert.deepEqual(
    told.map((detection) => [completedAt(detection), detection.update, detection.count]),
    [
      [2, false, 3],
      [5, true, 6],
      [6, true, 7],
      [9, false, 3],
    ],
  );
  assert.equal(new Set(told.slice(0, 3).map(({ first }) => first.id)).size, 1);
  const quiet = detect(
    rules,
    times.map((time, i) => at(time, 'a', i)),
    { updates: false },
  );
  assert.deepEqual(holding(quiet), [2, 9]);
});

test('a gap longer than the timespan ends an episode even where the condition holds again at once', () => {
  const rules = loadAll(actRules('a', 'b') + correlation('temporal', 'a, b', 'a or b'));
  assert.deepEqual(
    holding(detect(rules, [at(0, 'a', 0), at(5, 'b', 1), at(40, 'a', 2)], { updates: false })),
    [0, 2],
  );
});

test('a late event is put in its place, its own window and those after it are evaluated', () => {
  const rules = loadAll(COUNT);
  const events = [at(0, 'a', 0), at(8, 'a', 1), at(4, 'a', 2)];
  const correlator = new Correlator(rules, { every: true });
  const told = events.flatMap((event) => [...correlator.accept(event)]);
  // The window that ends at second 8 has three events once the one of second 4 is there.
  assert.deepEqual(told.map(completedAt), [1]);
  assert.equal(told[0]?.time, START + 8000);
  assert.equal(correlator.stats().late, 1);
});

test('order is that of event time', () => {
  const rules = loadAll(actRules('a', 'b') + correlation('temporal_ordered', 'a, b', ''));
  const hits = (...events: ReturnType<typeof at>[]): number[] =>
    holding(detect(rules, events, { every: true }));
  assert.deepEqual(hits(at(0, 'b', 0), at(1, 'a', 1)), []);
  assert.deepEqual(hits(at(1, 'b', 0), at(0, 'a', 1)), [0], 'arrived the other way round');
  assert.deepEqual(hits(at(0, 'a', 0), at(0, 'b', 1)), [1], 'ties go by arrival');
  assert.deepEqual(hits(at(0, 'b', 0), at(0, 'a', 1)), []);
});

test('one event is one step of an ordered chain, and counts once however many rules it matches', () => {
  const both = `${actRules('a')}---\n${actRules('a').replaceAll('title: a\nname: a', 'title: x\nname: x')}`;
  const ordered = loadAll(both + correlation('temporal_ordered', 'a, x', ''));
  assert.deepEqual(holding(detect(ordered, [at(0, 'a', 0)], { every: true })), []);
  assert.deepEqual(holding(detect(ordered, [at(0, 'a', 0), at(1, 'a', 1)], { every: true })), [1]);
  const counted = loadAll(both + correlation('event_count', 'a, x', '{ gte: 2 }'));
  assert.deepEqual(holding(detect(counted, [at(0, 'a', 0), at(1, 'a', 1)], { every: true })), [1]);
  const present = loadAll(both + correlation('temporal', 'a, x', ''));
  assert.deepEqual(holding(detect(present, [at(0, 'a', 0)], { every: true })), [0]);
});

test('later than the timespan: detected, counted, not correlated, and live state stays', () => {
  const rules = loadAll(COUNT);
  const correlator = new Correlator(rules, { every: true, tellUnsaid: true });
  const told = [
    at(100, 'a', 0),
    at(101, 'a', 1),
    at(80, 'a', 2),
    at(81, 'a', 3),
    at(82, 'a', 4),
    at(102, 'a', 5),
  ].flatMap((event) => [...correlator.accept(event)]);
  assert.equal(told.filter(({ kind }) => kind === 'rule').length, 6);
  assert.deepEqual(holding(told), [5]);
  assert.equal(correlator.stats().tooLate, 3);
});

test('a time too far ahead of receipt is clamped and counted', () => {
  const correlator = new Correlator(loadAll(actRules('a')));
  const event = at(60, 'a', 0);
  event.received = START;
  const [told] = correlator.accept(event);
  assert.equal(told?.time, START + 5000);
  assert.equal(correlator.stats().clamped, 1);
});

test('events without a group field do not correlate; an empty text is a value', () => {
  const rules = loadAll(COUNT);
  const group = (ip: unknown): number[] =>
    holding(
      detect(
        rules,
        [0, 1, 2].map((i) => at(i, 'a', i, { ip })),
        { every: true },
      ),
    );
  assert.deepEqual(group(undefined), []);
  assert.deepEqual(group(null), []);
  assert.deepEqual(group(''), [2]);
  assert.deepEqual(group(7), [2]);
});

test('group keys cannot collide', () => {
  const rules = loadAll(COUNT.replace('[ip]', '[ip, user]'));
  const pairs = fc.tuple(
    fc.string({ unit: fc.constantFrom('1', ':', 'a', ','), maxLength: 5 }),
    fc.string({ unit: fc.constantFrom('1', ':', 'a', ','), maxLength: 5 }),
  );
  fc.assert(
    fc.property(pairs, pairs, ([ip, user], [otherIp, otherUser]) => {
      if (ip === otherIp && user === otherUser) return;
      const events = [
        at(0, 'a', 0, { ip, user }),
        at(1, 'a', 1, { ip, user }),
        at(2, 'a', 2, { ip: otherIp, user: otherUser }),
      ];
      assert.deepEqual(holding(detect(rules, events, { every: true })), []);
    }),
  );
});

test('a chain groups by what the correlation below had in its group or in its event', () => {
  const text =
    COUNT +
    correlation('temporal_ordered', 'C, b', '', 'D').replace('[ip]', '[user]') +
    `---\n${actRules('b')}`;
  const rules = loadAll(text);
  const run = (user: string): number[] =>
    holding(
      detect(rules, [at(0, 'a', 0), at(1, 'a', 1), at(2, 'a', 2, { user: 'eve' }), at(3, 'b', 3, { user })], {
        every: true,
      }),
      'D',
    );
  assert.deepEqual(run('eve'), [3]);
  assert.deepEqual(run('bob'), []);
  const chain = detect(rules, [
    at(0, 'a', 0),
    at(1, 'a', 1),
    at(2, 'a', 2, { user: 'eve' }),
    at(3, 'b', 3, { user: 'eve' }),
  ]).find(({ rule }) => rule.title === 'D');
  assert.deepEqual(
    chain?.events.map(({ sequence }) => sequence),
    [0, 1, 2, 3],
    'with the events behind it',
  );
});

const kinds = (generate: string, tellUnsaid: boolean): string[] =>
  detect(loadAll(COUNT + generate), [at(0, 'a', 0)], { tellUnsaid }).map(({ kind }) => kind);

test('rules that correlations refer to are silent unless one of them generates', () => {
  assert.deepEqual(kinds('', false), []);
  assert.deepEqual(kinds('', true), ['rule']);
  assert.deepEqual(kinds('  generate: true\n', false), ['rule']);
  assert.deepEqual(kinds('  generate: false\n', true), []);
});

test('sums, averages, medians and percentiles', () => {
  const values = [10, 20, 60, '30', 'x', undefined];
  const run = (type: string, condition: string): number[] =>
    holding(
      detect(
        loadAll(actRules('a') + correlation(type, 'a', condition)),
        values.map((n, i) => at(i, 'a', i, { n })),
        { every: true },
      ),
    );
  assert.deepEqual(run('value_sum', '{ field: n, gte: 90 }'), [2, 3, 4, 5]);
  assert.deepEqual(run('value_avg', '{ field: n, gt: 15, lt: 30.5 }'), [2, 3, 4, 5]);
  assert.deepEqual(run('value_median', '{ field: n, eq: 20 }'), [2]);
  assert.deepEqual(run('value_median', '{ field: n, eq: 25 }'), [3, 4, 5]);
  assert.deepEqual(run('value_percentile', '{ field: n, percentile: 100, eq: 60 }'), [2, 3, 4, 5]);
});

test('groups and entries are bounded, the stalest go first, and all are accounted for', () => {
  const rules = loadAll(COUNT);
  const correlator = new Correlator(rules, { maxGroupsPerRule: 10, maxEntriesPerGroup: 5, maxEntries: 20 });
  for (let i = 0; i < 1000; i++) correlator.accept(at(i / 1000, 'a', i, { ip: `10.0.0.${i % 50}` }));
  let stats = correlator.stats();
  assert.equal(stats.groups, 10);
  assert.equal(stats.groups + stats.evictedGroups, 1000, 'each came back after it had been dropped');
  for (let i = 0; i < 1000; i++)
    correlator.accept(at(2 + i / 1000, 'a', 1000 + i, { ip: `10.0.1.${i % 3}` }));
  stats = correlator.stats();
  assert.ok(stats.entries <= 20);
  assert.ok(stats.evictedEntries > 900);
});

test('groups that nothing touches expire', () => {
  const correlator = new Correlator(loadAll(COUNT));
  for (let i = 0; i < 500; i++) correlator.accept(at(0, 'a', i, { ip: `10.1.${i >> 8}.${i & 255}` }));
  for (let i = 0; i < 3000; i++) correlator.accept(at(100 + i / 100, 'a', 500 + i));
  assert.equal(correlator.stats().groups, 1);
  assert.equal(correlator.stats().expiredGroups, 500);
});

test('a window counts on after a swap where the rule means the same, and begins anew where it does not', () => {
  const first = [at(0, 'a', 0), at(1, 'a', 1)];
  const run = (text: string): number[] => {
    const correlator = new Correlator(loadAll(COUNT), { every: true });
    for (const event of first) correlator.accept(event);
    correlator.swap(loadAll(text));
    return holding([...correlator.accept(at(2, 'a', 2))]);
  };
  assert.deepEqual(
    run(`# a comment\n${actRules('z')}---\n${COUNT}`),
    [2],
    'in another place of another file',
  );
  assert.deepEqual(run(COUNT.replace('10s', '11s')), []);
  assert.deepEqual(run(COUNT.replace('act: a', 'act|contains: a')), [], 'what it refers to changed');
});

test('what is left of a swapped-out rule is gone from the counts', () => {
  const correlator = new Correlator(loadAll(COUNT));
  correlator.accept(at(0, 'a', 0));
  assert.equal(correlator.stats().entries, 1);
  correlator.swap(loadAll(actRules('a')));
  assert.deepEqual(
    [correlator.stats().entries, correlator.stats().groups, correlator.stats().rules],
    [0, 0, 1],
  );
});

const DISTINCT =
  actRules('a') +
  correlation('value_count', 'a', '{ gte: 3, field: url }', 'C').replace(
    'group-by: [ip]',
    'group-by: [host]',
  );

const longUrl = (end: string) => `/${'x'.repeat(20_000)}${end}`;

test('long values count as themselves, whatever they have in common', () => {
  const rules = loadAll(DISTINCT);
  const events = ['a', 'b', 'b', 'a', '\ud800', 'b'].map((end, i) =>
    at(i / 10, 'a', i, { url: longUrl(end), host: `${'h'.repeat(9_000)}1` }),
  );
  assert.deepEqual(holding(detect(rules, events)), [4]);
  const surrogates = ['\ud800', '\ud801', '\udc00'].map((end, i) =>
    at(i, 'a', i, { url: longUrl(end), host: 'h' }),
  );
  assert.deepEqual(holding(detect(rules, surrogates)), [2]);
  const hosts = ['1', '2', '3'].map((end, i) =>
    at(i, 'a', i, { url: `/${i}`, host: `${'h'.repeat(9_000)}${end}` }),
  );
  assert.deepEqual(holding(detect(rules, hosts)), []);
});

test('a long group is told by its beginning, and by the same words on every station', () => {
  const host = 'h'.repeat(9_000);
  const found = () =>
    detect(
      loadAll(DISTINCT),
      [0, 1, 2].map((i) => at(i, 'a', i, { url: `/${i}`, host })),
    ).find(({ kind }) => kind === 'correlation')?.group['host'] ?? '';
  assert.match(found(), /^h{200,}…[\w-]{22}$/);
  assert.equal(found(), found());
  assert.equal(found().length, 257);
});

test('what a window keeps of an event is bounded, however long its values are', () => {
  const correlator = new Correlator(
    loadAll(DISTINCT.replace('gte: 3,', 'gte: 100000,').replaceAll('10s', '1h')),
  );
  const feed = (from: number, to: number) => {
    for (let i = from; i < to; i++) {
      const url = `/${i}/${'u'.repeat(6_000)}`;
      correlator.accept(at(0, 'a', i, { url, host: `${'h'.repeat(6_000)}${i % 9}` }));
    }
  };
  feed(0, 100);
  const before = heapBytes();
  feed(100, 8_100);
  const each = (heapBytes() - before) / 8_000;
  assert.equal(correlator.stats().entries, 8_100);
  assert.ok(each < 1_000, `${each} bytes an entry`);
});
