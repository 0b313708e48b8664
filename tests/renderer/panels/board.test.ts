import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clocksOf, isNight } from '#renderer/panels/clocks/select.ts';
import { filterOf, filterWords, NO_FILTER } from '#renderer/panels/filter.ts';
import { noticesOf } from '#renderer/panels/notices/select.ts';
import { NoticesSettings } from '#renderer/panels/notices/settings.ts';
import { pictureOf } from '#renderer/panels/picture/select.ts';
import { registry } from '#renderer/panels/registry.ts';
import { rosterOf, weekMinute } from '#renderer/panels/roster/select.ts';
import type { Shift } from '#renderer/panels/roster/settings.ts';
import { lapSeconds, newsOf, stillNews } from '#renderer/panels/ticker/select.ts';
import { tickerFilter, TickerSettings } from '#renderer/panels/ticker/settings.ts';
import { PNG } from '../../wall/panel-scenes.ts';
import { alertRows, health, incidentRows, PLACES } from '../../wall/synthetic.ts';

const NOW = 1_800_000_000_000;
const places = new Map(PLACES.map((place) => [place.id, place]));

test('filter: every kind that names something has to match, whatever the case', () => {
  const [first] = alertRows(NOW, 1);
  const row = { ...first!, sensors: [first!.sensor], categories: [first!.category] };
  const passes = (filter: Partial<typeof NO_FILTER>) => filterOf({ ...NO_FILTER, ...filter }, places)(row);
  assert.ok(passes({}));
  assert.ok(passes({ tenants: ['daon energy', 'x'], sites: ['SEOUL DC'], sensors: ['suri-seoul-1'] }));
  assert.ok(!passes({ tenants: ['daon energy'], sensors: ['other'] }));
  assert.ok(!passes({ sites: ['Frankfurt'] }));
  assert.ok(!passes({ sites: ['Netherlands'] }), 'a country is no site');
  assert.ok(!passes({ categories: ['Misc'] }));
  assert.ok(passes({ from: 4 }));
});

test('filter: says what it leaves in', () => {
  assert.equal(filterWords(NO_FILTER), '');
  assert.equal(filterWords({ ...NO_FILTER, from: 3, tenants: ['A', 'B'] }), 'high and up · A, B');
});

test('clocks: cities unless labelled, a wrong zone says so', () => {
  const clocks = clocksOf(
    [
      { zone: 'Asia/Seoul', label: '' },
      { zone: 'Mars/Base', label: 'Base' },
    ],
    (zone) => zone.split('/')[1] ?? zone,
  );
  assert.deepEqual(
    clocks.map(({ label, known }) => [label, known]),
    [
      ['Seoul', true],
      ['Base', false],
    ],
  );
  assert.deepEqual(['05:59:59', '06:00:00', '17:59:00', '18:00:00'].map(isNight), [true, false, false, true]);
});

test('notices: people first, the core’s newest first, old and past ones gone, repeats counted', () => {
  const known = {
    ...health(NOW),
    notices: [
      { at: NOW - 1_000, text: 'Rule refused', stands: true },
      { at: NOW - 9_000, text: 'Rule refused', stands: true },
      { at: NOW - 99_000_000, text: 'old', stands: false },
    ],
  };
  const banners = [
    { id: 'b1', text: 'Freeze', until: 0 },
    { id: 'b2', text: 'past', until: NOW - 1 },
  ];
  const settings = NoticesSettings.parse({});
  assert.deepEqual(
    noticesOf(known, banners, NOW, settings).map(({ text, count }) => [text, count]),
    [
      ['Freeze', 1],
      ['Rule refused', 2],
    ],
  );
  assert.deepEqual(noticesOf(known, banners, NOW, { ...settings, core: false, messages: false }), []);
  assert.deepEqual(noticesOf(undefined, [], NOW, settings), []);
});

const NEWS = { incidents: incidentRows(NOW), alerts: alertRows(NOW, 30), notices: [], places };

test('ticker: leaves out what its filter does, and counts it', () => {
  const settings = TickerSettings.parse({ from: 0, items: 30 });
  const told = (filter: object) => newsOf(NEWS, { ...settings, ...filter });
  const bank = NEWS.incidents.filter(({ organization }) => organization === 'Hanbit Bank').length;
  const { news, left } = told({ tenants: ['hanbit bank'], kinds: ['incidents'] });
  assert.deepEqual([news.length, left], [bank, NEWS.incidents.length - bank]);
  assert.deepEqual(told({ tenants: ['Nobody'] }), { news: [], left: 37 });
  assert.equal(told({ sensors: ['suri-fra-1'], kinds: ['alerts'] }).left, 15);
  assert.equal(told({ sites: ['Seoul DC'], kinds: ['alerts'] }).left, 15);
  const notices = [{ at: NOW, text: 'A notice is the core’s', stands: false }];
  const own = newsOf({ ...NEWS, notices }, { ...settings, kinds: ['notices'], tenants: ['Nobody'] });
  assert.deepEqual([own.news.length, own.left], [1, 0]);
  assert.equal(filterWords(tickerFilter({ ...settings, kinds: ['notices'], from: 3 })), '');
});

test('ticker: newest first, bounded, from a severity; still it shows one at a time', () => {
  const known = { ...NEWS, notices: [{ at: NOW, text: 'n', stands: false }] };
  const settings = TickerSettings.parse({ kinds: ['incidents', 'alerts', 'notices'], items: 5, from: 3 });
  const { news, left } = newsOf(known, settings);
  assert.equal(news.length, 5);
  assert.equal(left, 4 + 30 - known.alerts.filter(({ severity }) => severity >= 3).length);
  assert.equal(news[0]?.text, 'n');
  assert.ok(news.every(({ severity }) => severity === undefined || severity >= 3));
  assert.ok(lapSeconds(news, 10) >= 8);
  const seen = new Set([0, 6, 12, 18, 24].map((second) => stillNews(news, second, 10)?.key));
  assert.equal(seen.size, 5);
  assert.equal(stillNews([], 3, 8), undefined);
});

function problem(url: string): string {
  const picture = pictureOf(url);
  return picture.ok ? '' : picture.problem;
}

test('picture: only what is a picture of its kind and of a bearable size', () => {
  assert.deepEqual(pictureOf(PNG), { ok: true, type: 'image/png', width: 16, height: 16 });
  assert.equal(problem(''), 'none');
  assert.equal(problem('https://example.org/x.png'), 'kind');
  assert.equal(problem('data:image/svg+xml;base64,PHN2Zz4='), 'kind');
  assert.equal(problem('data:image/png;base64,%%%'), 'damaged');
  assert.equal(problem('data:image/jpeg;base64,/9j/4AAC'), 'damaged');
  assert.equal(problem(PNG.replace('image/png', 'image/webp')), 'damaged');
  const header = Buffer.from(PNG.slice(PNG.indexOf(',') + 1), 'base64');
  header.writeUInt32BE(30_000, 16);
  assert.equal(problem(`data:image/png;base64,${header.toString('base64')}`), 'large');
  const jpeg = Buffer.from('ffd8ffe00004aaaaffc0000b080010002001', 'hex');
  assert.deepEqual(pictureOf(`data:image/jpeg;base64,${jpeg.toString('base64')}`), {
    ok: true,
    type: 'image/jpeg',
    width: 32,
    height: 16,
  });
});

const shift = (name: string, from: string, to: string, weekdays: number[] = []): Shift => ({
  name,
  role: '',
  contact: '',
  from,
  to,
  weekdays,
});

test('roster: who is on, over midnight and over the week’s end, and who comes next', () => {
  const shifts = [
    shift('day', '07:00', '19:00'),
    shift('night', '19:00', '07:00'),
    shift('saturday night', '22:00', '06:00', [6]),
    shift('always', '08:00', '08:00'),
  ];
  const sundayTwo = 2 * 60;
  const { now, next } = rosterOf(shifts, sundayTwo);
  assert.deepEqual(
    now.map(({ shift: { name }, minutes }) => [name, minutes]),
    [
      ['night', 300],
      ['saturday night', 240],
      ['always', 360],
    ],
  );
  assert.deepEqual(
    next.map(({ shift: { name }, minutes }) => [name, minutes]),
    [['day', 300]],
  );
});

test('roster: minutes of the week in a zone', () => {
  // 2026-11-24 is a Tuesday.
  const noon = Date.UTC(2026, 10, 24, 12, 5);
  assert.equal(weekMinute(noon, 'UTC'), 2 * 1440 + 12 * 60 + 5);
  assert.equal(weekMinute(noon, 'Asia/Seoul'), 2 * 1440 + 21 * 60 + 5);
  assert.equal(weekMinute(noon, 'Mars/Base'), undefined);
});

test('every panel’s settings have defaults, and every setting says what it is', () => {
  for (const [id, { settings }] of registry) {
    assert.ok(settings.safeParse({}).success, id);
    const shape = 'shape' in settings ? (settings.shape as Record<string, { description?: string }>) : {};
    for (const [name, field] of Object.entries(shape)) assert.ok(field.description, `${id}.${name}`);
  }
});
