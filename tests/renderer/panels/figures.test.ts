import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hyphenated } from '#renderer/panels/attack-matrix/hyphens.ts';
import { groupsOf, matrixOf } from '#renderer/panels/attack-matrix/select.ts';
import { AttackMatrixSettings } from '#renderer/panels/attack-matrix/settings.ts';
import { TACTIC_ORDER } from '#renderer/panels/attack-matrix/techniques.ts';
import { endOf, focusOf, orderAssets, roomFor, timelineOf } from '#renderer/panels/focus/select.ts';
import { alertRate, openCounts, ratePoints } from '#renderer/panels/kpi/select.ts';
import { atLeast } from '#renderer/panels/rate/select.ts';
import { inTrouble, passingRows, sensorRows } from '#renderer/panels/sensors/select.ts';
import { SensorsSettings } from '#renderer/panels/sensors/settings.ts';
import { deltaOf, splitUrl } from '#renderer/panels/talkers/select.ts';
import { RateRing } from '#renderer/store/rate-history.ts';
import { attack, sensors } from '../../wall/synthetic-figures.ts';
import { alarmOf, health, incidentDetail, incidentRows } from '../../wall/synthetic.ts';

const NOW = 1_800_000_000_000;
const SECOND = NOW / 1000;

function ring(): RateRing {
  const rate = new RateRing();
  rate.put(
    { seconds: Uint32Array.of(SECOND - 2, SECOND - 1), counts: Uint32Array.of(8, 0, 2, 0, 0, 4, 0, 0, 0, 1) },
    SECOND,
  );
  return rate;
}

const slightCell = (technique: string) => ({ technique, name: '', count: 1, severity: 1 as const, heat: 1 });

test('where columns are too narrow the matrix is a list that cuts each tactic alike', () => {
  const columns = [
    { tactic: 'a', cells: ['1', '2', '3', '4'].map(slightCell), count: 4 },
    { tactic: 'b', cells: [], count: 0 },
    { tactic: 'c', cells: ['5'].map(slightCell), count: 1 },
    { tactic: 'd', cells: [], count: 2 },
  ];
  const shown = (lines: number) =>
    groupsOf(columns, lines).map((group) => [group.column.tactic, group.shown.length]);
  assert.deepEqual(shown(8), [
    ['a', 4],
    ['c', 1],
    ['d', 0],
  ]);
  assert.deepEqual(shown(6)[0], ['a', 2]);
  // A heading alone is the first to go, and the line that says so takes one.
  assert.deepEqual(shown(5), [
    ['a', 1],
    ['c', 1],
    ['d', 0],
  ]);
  assert.deepEqual(shown(4), [['a', 3]]);
  assert.deepEqual(shown(1), [['a', 1]]);
});

test('alert rate: the last whole minute against the median of those before, unless there were none', () => {
  assert.deepEqual(alertRate([2, 4, 6, 9, 1]), { lastMinute: 9, usual: 4, minutes: [2, 4, 6, 9] });
  assert.equal(alertRate([0, 0, 0, 0, 9, 1]).usual, 0, 'quiet minutes');
  assert.equal(alertRate([0, 0, 0, 0, 9, 1], 2).usual, undefined, 'minutes that nobody saw');
  assert.equal(alertRate([0, 0, 3, 5, 7, 9, 1], 1).usual, 5, 'read again after a restart');
  assert.deepEqual(alertRate([]), { lastMinute: 0, usual: undefined, minutes: [] });
});

test('rate points are means, and a least severity leaves the rest out', () => {
  assert.deepEqual(ratePoints(ring(), SECOND, 4, 2), [0, 7.5]);
  const grave = atLeast(ring(), 2);
  assert.deepEqual([grave.total(SECOND - 2), grave.total(SECOND - 1), grave.count(SECOND - 2, 0)], [2, 1, 0]);
  assert.equal(grave.newest, SECOND - 1);
});

test('open incidents by severity, gravest first', () => {
  assert.deepEqual(
    openCounts([9, 1, 2, 0, 4], 2).map(({ severity, count }) => [severity, count]),
    [
      [4, 4],
      [3, 0],
      [2, 2],
    ],
  );
});

const MATRIX = AttackMatrixSettings.parse({});
const cellsOf = (columns: ReturnType<typeof matrixOf>, tactic: string) =>
  columns.find((column) => column.tactic === tactic)?.cells.map(({ technique, count }) => [technique, count]);

test('matrix: every tactic in order, sub-techniques with their technique unless asked for', () => {
  const columns = matrixOf(attack(NOW), MATRIX);
  assert.deepEqual(
    columns.map(({ tactic }) => tactic),
    [...TACTIC_ORDER],
  );
  assert.deepEqual(cellsOf(columns, 'TA0006'), [['T1110', 2075]]);
  const apart = matrixOf(attack(NOW), { ...MATRIX, subtechniques: true });
  assert.deepEqual(cellsOf(apart, 'TA0006'), [
    ['T1110', 2044],
    ['T1110.003', 31],
  ]);
});

test('matrix: a technique whose rule names no tactic stands once, where ATT&CK has it first', () => {
  const columns = matrixOf(attack(NOW), MATRIX);
  const holders = columns.filter(({ cells }) => cells.some(({ technique }) => technique === 'T1078'));
  assert.deepEqual(
    holders.map(({ tactic }) => tactic),
    ['TA0001'],
  );
});

test('matrix: the span leaves cells out and has its own severity; unknown techniques have a place', () => {
  const cell = {
    technique: 'T8888',
    tactics: [],
    counts: [0, 2, 5],
    severities: [0 as const, 1 as const, 4 as const],
    last: NOW,
  };
  const told = { cells: [cell], more: 0, tactics: [] };
  assert.deepEqual(cellsOf(matrixOf(told, MATRIX), ''), [['T8888', 5]]);
  assert.equal(cellsOf(matrixOf(told, { ...MATRIX, span: '15m' }), ''), undefined);
  const severities = (['1h', '24h'] as const).map(
    (span) => matrixOf(told, { ...MATRIX, span }).at(-1)?.cells[0]?.severity,
  );
  assert.deepEqual(severities, [1, 4]);
});

const twoTactics = (technique: string) => ({
  technique,
  tactics: ['TA0001', 'TA0006'],
  counts: [1, 1, 1],
  severities: [2 as const, 2 as const, 2 as const],
  last: NOW,
});

test('matrix: two techniques and two tactics of one rule are paired as ATT&CK pairs them', () => {
  const columns = matrixOf(
    { cells: [twoTactics('T1190'), twoTactics('T1110')], more: 0, tactics: [] },
    MATRIX,
  );
  assert.deepEqual(cellsOf(columns, 'TA0001'), [['T1190', 1]]);
  assert.deepEqual(cellsOf(columns, 'TA0006'), [['T1110', 1]]);
});

test('matrix: a long word of a name breaks where it may, and reads the same without the break', () => {
  assert.equal(hyphenated('Reconnaissance'), 'Recon\u00adnaissance');
  assert.equal(hyphenated('Exfiltration Over Web Service'), 'Exfil\u00adtration Over Web Service');
  assert.equal(hyphenated('Brute Force'), 'Brute Force');
  assert.equal(hyphenated('정찰'), '정찰');
});

const evasion = (technique: string) => ({ ...twoTactics(technique), tactics: ['TA0005'] });

test('matrix: what a rule calls defense evasion stands where ATT&CK has it since v19', () => {
  const columns = matrixOf(
    { cells: [evasion('T1562'), evasion('T1036'), evasion('T1059')], more: 0, tactics: [] },
    MATRIX,
  );
  assert.deepEqual(cellsOf(columns, 'TA0112'), [['T1562', 1]]);
  assert.deepEqual(cellsOf(columns, 'TA0005'), [
    ['T1036', 1],
    ['T1059', 1],
  ]);
  assert.deepEqual(cellsOf(columns, 'TA0002'), []);
});

test('sensors: what is silent, late or failing comes first', () => {
  const rows = sensorRows(health(NOW), sensors(NOW), NOW, SensorsSettings.parse({}));
  assert.deepEqual(
    rows.map(({ name, state }) => [name, state]),
    [
      ['fw-gangnam', 'silent'],
      ['dc01.corp.example', 'late'],
      ['suri-fra-1', 'live'],
      ['suri-seoul-1', 'live'],
      ['suri-seoul-2', 'live'],
    ],
  );
  assert.equal(rows.filter(inTrouble).length, 2);
});

test('sensors: a source that names none is its own sensor, one that fails takes its sensors with it', () => {
  const known = health(NOW);
  const [seoul, frankfurt] = known.sources;
  const told = { ...known, sources: [{ ...seoul!, state: 'failing' as const }, frankfurt!] };
  const none = { rows: [], more: 0, untold: 0 };
  assert.deepEqual(
    sensorRows(told, none, NOW, SensorsSettings.parse({})).map(({ name, state }) => [name, state]),
    [
      ['eve-seoul', 'failing'],
      ['eve-frankfurt', 'live'],
    ],
  );
  assert.deepEqual(sensorRows(undefined, undefined, NOW, SensorsSettings.parse({})), []);
});

test('sensors: losing while records go, not ever after, and late is seen again', () => {
  const known = health(NOW);
  const [seoul, frankfurt] = known.sources;
  const dropped = { dropped: 9, lastDropAt: NOW - 60_000 };
  const told = { ...known, sources: [{ ...seoul!, ...dropped, lagMs: 90_000 }, frankfurt!] };
  const statesAt = (now: number) => {
    const sources = told.sources.map((source) => ({ ...source, lastEventAt: now }));
    return sensorRows({ ...told, sources }, undefined, now, SensorsSettings.parse({}));
  };
  assert.deepEqual(
    statesAt(NOW).map(({ state }) => state),
    ['losing', 'live'],
  );
  const later = statesAt(NOW + 300_000);
  assert.deepEqual(
    later.map(({ state, dropped: total }) => [state, total]),
    [
      ['late', 9],
      ['live', 0],
    ],
  );
});

test('sensors: a filter names them by their own name or their source’s', () => {
  const rows = sensorRows(health(NOW), sensors(NOW), NOW, SensorsSettings.parse({ order: 'name' }));
  const passing = (...names: string[]) => passingRows(rows, { sensors: names }).map(({ name }) => name);
  assert.deepEqual(passing('SURI-Seoul-1'), ['suri-seoul-1']);
  assert.deepEqual(passing('eve-frankfurt', 'fw-gangnam'), ['suri-fra-1', 'fw-gangnam']);
  assert.deepEqual(passing('nothing'), []);
  assert.equal(passing().length, 5);
});

test('focus: of the tenants that it is set to, unless it is asked for one', () => {
  const rows = incidentRows(NOW);
  const settings = { incident: '', from: 0, tenants: ['hanbit bank'] };
  const chosen = focusOf(rows, [], undefined, settings);
  assert.deepEqual([chosen?.id, chosen?.asked], ['incident-2', false]);
  assert.equal(focusOf(rows, [], undefined, { ...settings, tenants: ['Nobody'] }), undefined);
  const named = focusOf(rows, [], undefined, { ...settings, incident: 'incident-0' });
  assert.deepEqual([named?.id, named?.asked], ['incident-0', true]);
});

test('focus: by name, else a takeover’s, else the gravest open', () => {
  const rows = incidentRows(NOW);
  const settings = { incident: '', from: 2, tenants: [] };
  assert.equal(focusOf(rows.toReversed(), [], undefined, settings)?.id, 'incident-0');
  assert.equal(focusOf(rows, [], 'incident-3', settings)?.id, 'incident-3');
  const named = focusOf(rows, [], 'incident-3', { ...settings, incident: 'gone' });
  assert.deepEqual([named?.id, named?.row], ['gone', undefined]);
  assert.equal(focusOf(rows.slice(4), [], undefined, settings), undefined, 'quiet ones are not open');
  const waiting = [alarmOf(rows[2]!, 'unacknowledged', NOW)];
  assert.equal(focusOf(rows.slice(1), waiting, undefined, settings)?.id, 'incident-2');
});

test('focus: lanes in order of appearance; without room the gravest stay', () => {
  const { detections } = incidentDetail(NOW);
  const { lanes, hidden } = timelineOf(detections, 9);
  assert.deepEqual(
    lanes.map(({ severity }) => severity),
    [2, 4, 3, 4],
  );
  assert.deepEqual([lanes[0]?.start, lanes[2]?.end, hidden], [0, 1, 0]);
  const few = timelineOf(detections, 2);
  assert.deepEqual([few.lanes.map(({ severity }) => severity), few.hidden], [[4, 4], 2]);
  assert.deepEqual(timelineOf([], 3).lanes, []);
});

test('focus: where an event went, as one writes it', () => {
  const end = { destination: '10.0.0.5', port: 8080, transport: 'tcp' };
  assert.equal(endOf(end), '10.0.0.5:8080/tcp');
  assert.equal(endOf({ ...end, destination: '2001:db8::1' }), '[2001:db8::1]:8080/tcp');
  assert.equal(endOf({ ...end, port: 0, transport: 'icmp' }), '10.0.0.5/icmp');
  assert.equal(endOf({ destination: '', port: 0, transport: '' }), '?');
});

const asset = (name: string, criticality: 'low' | 'high' | 'critical') => ({
  name,
  criticality,
  address: '',
  owner: '',
});

test('focus: the most critical assets first; a low panel says who has it before all else', () => {
  const assets = [asset('a', 'low'), asset('b', 'critical'), asset('c', 'high'), asset('d', 'critical')];
  assert.deepEqual(
    orderAssets(assets)
      .map(({ name }) => name)
      .join(''),
    'bdca',
  );
  assert.deepEqual(roomFor(14, true), { lines: 2, hosts: true, timeline: true, events: true, assets: 4 });
  const low = { lines: 1, hosts: false, timeline: false, events: false, assets: 0 };
  assert.deepEqual(roomFor(4, false), low);
  assert.deepEqual(roomFor(4, true), { ...low, hosts: true });
});

test('talkers: what changed against the span before', () => {
  assert.deepEqual(deltaOf({ count: 9, before: 0 }), { kind: 'new' });
  assert.deepEqual(deltaOf({ count: 10, before: 4 }), { kind: 'times', factor: 2.5 });
  assert.deepEqual(deltaOf({ count: 50, before: 100 }), { kind: 'share', change: -0.5 });
  assert.deepEqual(deltaOf({ count: 102, before: 100 }), { kind: 'same' });
  assert.deepEqual(splitUrl('shop.example/a/very/long/way', 6), ['shop.example/a/very/lo', 'ng/way']);
  assert.deepEqual(splitUrl('/short', 6), ['/short', '']);
});
