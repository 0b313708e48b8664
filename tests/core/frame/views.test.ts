import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { SocEvent } from '#contract/event.ts';
import { decodeFrame, type FlowColumns, type RateColumns } from '#contract/frame.ts';
import type { Highlight } from '#contract/highlight.ts';
import type { Severity } from '#contract/severity.ts';
import type { Place } from '#contract/place.ts';
import { ViewQuery, viewKey } from '#contract/view.ts';
import { FrameBuilder, NOTHING_POINTED } from '#core/frame/frame-builder.ts';
import type { View } from '#core/frame/view.ts';
import { MAX_VIEWS, Views } from '#core/frame/views.ts';
import { detection, event } from '#tests/support/events.ts';
import { QUIET_INPUTS } from '#tests/support/frame-inputs.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;

const place = (id: number, kind: Place['kind'], name: string): Place => ({
  id,
  kind,
  name,
  code: '',
  latitude: 0,
  longitude: 0,
});
const PLACES = [place(1, 'country', 'Seoul'), place(7, 'site', 'Seoul'), place(8, 'site', 'Busan')];
const query = (part: Partial<ViewQuery>): ViewQuery => ViewQuery.parse(part);

function create(places: () => { version: number; list: Place[] } = () => ({ version: 1, list: PLACES })) {
  return new Views({ places, highlights: () => ({ version: 0, list: [] }) });
}

function watch(views: Views, part: Partial<ViewQuery>, now = NOW): View {
  const view = views.watch(query(part), now);
  assert.ok(view.ok);
  return view.value;
}

const sumOf = (counts: Iterable<number>) => [...counts].reduce((sum, count) => sum + count, 0);
const counted = (view: View) => sumOf(view.counts.rate.all(NOW).counts);
const at = (fields: Partial<SocEvent>) => event({ '@timestamp': NOW, ...fields });

function passing(part: Partial<ViewQuery>, events: readonly Partial<SocEvent>[]): number[] {
  return events.flatMap((fields, i) => {
    const views = create();
    const view = watch(views, part);
    views.addEvent(at(fields), NOW, NOW, true);
    return counted(view) === 1 ? [i] : [];
  });
}

test('an event has to satisfy every kind that names something, whatever the case', () => {
  const tenants = [{ 'organization.name': 'ACME' }, { 'organization.name': 'Acme Ltd' }, {}];
  assert.deepEqual(passing({ tenants: ['acme'] }, tenants), [0]);
  assert.deepEqual(passing({ tenants: ['Acme', 'acme ltd'] }, tenants), [0, 1]);
  const severities: Partial<SocEvent>[] = [{ severity: 1 }, { severity: 2 }, { severity: 4 }];
  assert.deepEqual(passing({ from: 2 }, severities), [1, 2]);
  const both = [{ 'organization.name': 'acme', severity: 3 as const }, { 'organization.name': 'acme' }];
  assert.deepEqual(passing({ tenants: ['acme'], from: 3 }, both), [0]);
  assert.deepEqual(passing({}, [{}]), [0]);
});

test('a site is where either end is; a country of its name is none', () => {
  const events = [{ sourcePlace: 7 }, { destinationPlace: 7 }, { sourcePlace: 1 }, { sourcePlace: 8 }];
  assert.deepEqual(passing({ sites: ['SEOUL'] }, events), [0, 1]);
  assert.deepEqual(passing({ sites: ['Atlantis'] }, events), []);
});

test('a sensor is its own name, or its source where it says none', () => {
  const events = [
    { feed: 'edge', 'observer.name': 'ids-1' },
    { feed: 'edge' },
    { feed: 'ids-1', 'observer.name': 'x' },
  ];
  assert.deepEqual(passing({ sensors: ['IDS-1'] }, events), [0]);
  assert.deepEqual(passing({ sensors: ['Edge'] }, events), [1]);
});

test("an alert's category is its rule's; another event's are those of ECS and its dataset", () => {
  const events: Partial<SocEvent>[] = [
    { 'event.kind': 'alert', 'rule.category': 'Web Attack', 'event.category': ['network'] },
    { 'event.category': ['network', 'web'], 'event.dataset': 'suricata.http' },
    {},
  ];
  assert.deepEqual(passing({ categories: ['web attack'] }, events), [0]);
  assert.deepEqual(passing({ categories: ['network'] }, events), [1]);
  assert.deepEqual(passing({ categories: ['Suricata.HTTP'] }, events), [1]);
  const views = create();
  const view = watch(views, { categories: ['network'] });
  views.addDetection(
    detection({ event: at(events[1] ?? {}) }),
    { eventId: 'e', cause: 'c', highlightedUntil: 0 },
    NOW,
    '',
  );
  assert.equal(sumOf(view.counts.alertMinutes.list(NOW)), 0, 'a row of the Alerts panel would not pass');
});

test('sites are looked up again when places have other ids', () => {
  let places = { version: 1, list: PLACES };
  const views = create(() => places);
  const view = watch(views, { sites: ['busan'] });
  views.tick(NOW);
  places = { version: 2, list: [place(9, 'site', 'Busan')] };
  views.tick(NOW + 50);
  views.addEvent(at({ sourcePlace: 8 }), NOW, NOW, true);
  views.addEvent(at({ sourcePlace: 9 }), NOW, NOW, true);
  assert.equal(counted(view), 1);
});

test('queries that count the same are one view', () => {
  const views = create();
  const view = watch(views, { tenants: ['B', 'a', 'A '] });
  assert.equal(watch(views, { tenants: ['a', 'b'] }), view);
  assert.deepEqual([views.size, view.watchers], [1, 2]);
  assert.notEqual(viewKey(query({ tenants: ['a'] })), viewKey(query({ sites: ['a'] })));
  assert.notEqual(viewKey(query({})), viewKey(query({ span: 15 })));
});

test('an unwatched view counts on for half an hour, and its watcher finds what came meanwhile', () => {
  const views = create();
  const view = watch(views, { tenants: ['a'] });
  views.leave(view, NOW);
  views.tick(NOW + 29 * MINUTE);
  views.addEvent(at({ 'organization.name': 'a' }), NOW, NOW, true);
  assert.equal(watch(views, { tenants: ['a'] }, NOW + 29 * MINUTE), view);
  assert.equal(counted(view), 1);
  views.leave(view, NOW + 29 * MINUTE);
  views.tick(NOW + 58 * MINUTE);
  assert.equal(views.size, 1);
  views.tick(NOW + 60 * MINUTE);
  assert.equal(views.size, 0);
});

test('with all of them watched one more is refused; the one unwatched for longest gives way', () => {
  const views = create();
  const all = Array.from({ length: MAX_VIEWS }, (_, i) => watch(views, { tenants: [`t${i}`] }));
  const refused = views.watch(query({ tenants: ['more'] }), NOW);
  assert.ok(!refused.ok);
  assert.equal(views.refused, 1);
  const [first, second] = all as [View, View];
  views.leave(second, NOW + 1);
  views.leave(first, NOW + 2);
  watch(views, { tenants: ['more'] }, NOW + 3);
  assert.equal(views.get(second.query), undefined);
  assert.equal(views.get(first.query), first);
});

test('what waited to fly when the last watcher left does not fly for the next', () => {
  const views = create();
  const view = watch(views, {});
  const arc = at({ 'source.ip': '203.0.113.9', sourcePlace: 1, destinationPlace: 7 });
  views.addEvent(arc, NOW, NOW, true);
  views.leave(view, NOW);
  views.addEvent(arc, NOW, NOW, true);
  watch(views, {});
  const frame = view.tick(NOW);
  assert.ok(frame);
  assert.equal(decodeFrame(frame).arcsSeen, 0);
  assert.equal(sumOf(decodeFrame(view.snapshot(NOW)).flows?.count ?? []), 2);
});

test('a view of an earlier run counts what is read again, and says from when', () => {
  const views = create();
  views.restore(query({ tenants: ['a'] }), NOW);
  views.restore(query({ tenants: ['b'] }), NOW);
  assert.deepEqual(views.watched(), []);
  const old = event({ '@timestamp': NOW - 10 * MINUTE, 'organization.name': 'a' });
  views.addEvent(old, NOW - 10 * MINUTE, NOW, false);
  const [a, b] = ['a', 'b'].map((tenant) => watch(views, { tenants: [tenant] }, NOW)) as [View, View];
  assert.equal(counted(a), 1);
  assert.deepEqual(
    [a, b].map((view) => NOW - views.sinceOf(view, NOW)),
    [10 * MINUTE, 10 * MINUTE],
  );
  views.saved();
  const fresh = watch(views, { tenants: ['c'] }, NOW);
  assert.equal(views.sinceOf(fresh, NOW + 5), NOW);
  assert.deepEqual([...views.unsaved()], [fresh.key]);
});

test('only its own incidents are pointed at, and their arcs fly', () => {
  const lit = (id: string): Highlight => ({
    id,
    severity: 4,
    title: id,
    sourcePlace: 1,
    destinationPlace: 7,
    until: NOW + 10_000,
  });
  let highlights = { version: 1, list: [lit('ours'), lit('theirs')] };
  const frame = new FrameBuilder({ ...QUIET_INPUTS, highlights: () => highlights });
  const view = frame.views.watch(query({ tenants: ['a'] }), NOW);
  assert.ok(view.ok);
  view.value.tick(NOW - 1_000);
  for (const [id, tenant] of [
    ['ours', 'a'],
    ['theirs', 'b'],
  ] as const) {
    const found = detection({ event: at({ 'organization.name': tenant, sourcePlace: 1 }), level: 4 });
    frame.addDetection(found, id, id, { incident: id, until: NOW + 10_000 }, NOW);
  }
  const told = view.value.tick(NOW);
  assert.ok(told);
  const { changes, arcs } = decodeFrame(told);
  assert.deepEqual(
    changes.highlights?.map(({ id }) => id),
    ['ours'],
  );
  assert.equal(arcs.weight.length, 1);
  assert.equal(changes.alerts?.total, 1);
  assert.deepEqual(
    changes.alerts?.rows.map((row) => row.event),
    ['ours'],
  );
  highlights = { version: 2, list: [] };
  const ended = view.value.tick(NOW + 50);
  assert.ok(ended);
  assert.deepEqual(decodeFrame(ended).changes.highlights, []);
});

const TENANTS = ['Acme', 'Globex', 'Initech'];
const Drawn = fc.record({
  tenant: fc.constantFrom(...TENANTS, 'ACME', 'globex'),
  second: fc.integer({ min: 0, max: 50 }),
  severity: fc.integer({ min: 0, max: 4 }),
  host: fc.integer({ min: 1, max: 6 }),
  from: fc.integer({ min: 0, max: 3 }),
  to: fc.integer({ min: 0, max: 3 }),
  internal: fc.boolean(),
  alert: fc.boolean(),
});

test('the views of all tenants add up to what is counted of all events', () => {
  fc.assert(
    fc.property(fc.array(Drawn, { maxLength: 120 }), (drawn) => {
      const frame = new FrameBuilder(QUIET_INPUTS);
      const views = TENANTS.map((tenant) => {
        const view = frame.views.watch(query({ tenants: [tenant] }), NOW);
        assert.ok(view.ok);
        return view.value;
      });
      for (const { tenant, second, severity, host, from, to, internal, alert } of drawn) {
        const time = NOW + second * 1_000;
        const one = event({
          '@timestamp': time,
          severity: severity as Severity,
          'event.kind': alert ? 'alert' : 'event',
          'organization.name': tenant,
          'source.ip': `198.51.100.${host}`,
          'network.direction': internal ? 'internal' : 'inbound',
          sourcePlace: from,
          destinationPlace: to,
        });
        frame.addEvent(one, time, NOW + 51_000, true);
        if (!alert) continue;
        const found = detection({ event: one, time, level: one.severity, techniques: [`T${host}`] });
        frame.addDetection(found, 'e', 'c', NOTHING_POINTED, time);
      }
      const end = NOW + 51_000;
      const whole = frame.counts;
      const parts = views.map(({ counts }) => counts);
      assert.deepEqual(
        added(parts.map(({ rate }) => rateTable(rate.all(end)))),
        added([rateTable(whole.rate.all(end))]),
      );
      assert.deepEqual(
        added(parts.map(({ flows }) => flowTable(flows.columns(end)))),
        added([flowTable(whole.flows.columns(end))]),
      );
      for (const pick of [
        (counts: typeof whole) => counts.talkers.lists(end).sources.entries,
        (counts: typeof whole) => counts.talkers.lists(end).internal.sources.entries,
      ]) {
        assert.deepEqual(
          added(parts.map((counts) => pick(counts).map(({ key, count }) => [key, count]))),
          added([pick(whole).map(({ key, count }) => [key, count])]),
        );
      }
      assert.deepEqual(
        added(
          parts.map(({ attack }) =>
            attack.list(end).cells.map((cell) => [cell.technique, cell.counts[0] ?? 0]),
          ),
        ),
        added([whole.attack.list(end).cells.map((cell) => [cell.technique, cell.counts[0] ?? 0])]),
      );
      assert.deepEqual(
        added(parts.map(({ alertMinutes }) => [...alertMinutes.list(end).entries()])),
        added([[...whole.alertMinutes.list(end).entries()]]),
      );
    }),
    { numRuns: 60 },
  );
});

type Table = (readonly [string | number, number])[];

function added(tables: readonly Table[]): Table {
  const sums = new Map<string | number, number>();
  for (const table of tables) {
    for (const [key, count] of table) if (count > 0) sums.set(key, (sums.get(key) ?? 0) + count);
  }
  return [...sums].toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
}

function rateTable({ seconds, counts }: RateColumns): Table {
  return [...counts].map((count, i) => [`${seconds[Math.floor(i / 5)]}/${i % 5}`, count]);
}

function flowTable({ count, source, target, severity, flags }: FlowColumns): Table {
  return [...count].map((n, i) => [`${source[i]}-${target[i]} ${severity[i]} ${flags[i]}`, n]);
}
