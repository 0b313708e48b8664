import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TakeoverRules } from '#contract/control.ts';
import { MAX_WAITING, TakeoverMachine, type TakeoverNews } from '#core/displays/takeover.ts';

const RULES: TakeoverRules = {
  enabled: true,
  minSeverity: 3,
  tenants: [],
  displays: [],
  minSeconds: 10,
  maxSeconds: 60,
};
const T = Date.parse('2026-11-24T12:00:00Z');
const one = (id: string, severity = 4, organization = '') => ({ id, title: id, severity, organization });
const open = () => true;
const shown = (machine: TakeoverMachine) => machine.current()?.incident;

test('an incident is shown up to the maximum time, then the former scene', () => {
  const machine = new TakeoverMachine();
  machine.offer(one('a'), RULES, T);
  assert.equal(shown(machine), 'a');
  machine.tick(RULES, T + 59_999, open);
  assert.equal(shown(machine), 'a');
  machine.tick(RULES, T + 60_000, open);
  assert.equal(shown(machine), undefined);
});

test('closed before the minimum time it stays until then', () => {
  const machine = new TakeoverMachine();
  machine.offer(one('a'), RULES, T);
  machine.tick(RULES, T + 9_999, () => false);
  assert.equal(shown(machine), 'a');
  machine.tick(RULES, T + 10_000, () => false);
  assert.equal(shown(machine), undefined);
});

test('one at a time: one as grave or graver waits for the minimum, a slighter one for the end', () => {
  const machine = new TakeoverMachine();
  machine.offer(one('high', 3), RULES, T);
  machine.offer(one('critical', 4), RULES, T + 1_000);
  assert.equal(shown(machine), 'high');
  machine.tick(RULES, T + 10_000, open);
  assert.equal(shown(machine), 'critical');
  machine.offer(one('critical-too', 4), RULES, T + 12_000);
  machine.tick(RULES, T + 19_999, open);
  assert.equal(shown(machine), 'critical');
  machine.tick(RULES, T + 20_000, open);
  assert.equal(shown(machine), 'critical-too');
  machine.offer(one('slighter', 3), RULES, T + 30_000);
  machine.tick(RULES, T + 79_999, open);
  assert.equal(shown(machine), 'critical-too');
  machine.tick(RULES, T + 80_000, open);
  assert.equal(shown(machine), 'slighter');
});

test('one that is over by the time its turn comes is left out', () => {
  const machine = new TakeoverMachine();
  machine.offer(one('a'), RULES, T);
  machine.offer(one('b'), RULES, T + 1);
  machine.tick(RULES, T + 60_000, (id) => id === 'a');
  assert.equal(shown(machine), undefined);
});

test('rules: off, too slight, another tenant, quiet hours', () => {
  const quiet = { timeZone: 'UTC', when: { from: '11:00', to: '13:00' } };
  const cases: [TakeoverRules, ReturnType<typeof one>][] = [
    [{ ...RULES, enabled: false }, one('a')],
    [RULES, one('a', 2)],
    [{ ...RULES, tenants: ['ours'] }, one('a', 4, 'theirs')],
    [{ ...RULES, quiet }, one('a')],
  ];
  for (const [rules, candidate] of cases) {
    const machine = new TakeoverMachine();
    machine.offer(candidate, rules, T);
    assert.equal(shown(machine), undefined, JSON.stringify(rules));
  }
  const machine = new TakeoverMachine();
  machine.offer(one('a', 4, 'Ours'), { ...RULES, tenants: ['other', 'ours'] }, T);
  assert.equal(shown(machine), 'a', 'whatever its case');
});

test('ended by hand, switched off, or a clock set back: the displays are free', () => {
  for (const free of [
    (machine: TakeoverMachine) => machine.end(),
    (machine: TakeoverMachine) => machine.tick({ ...RULES, enabled: false }, T + 1, open),
    (machine: TakeoverMachine) => machine.tick(RULES, T - 3_600_000, open),
  ]) {
    const machine = new TakeoverMachine();
    machine.offer(one('a'), RULES, T);
    free(machine);
    assert.equal(shown(machine), undefined);
  }
});

const QUIET = { timeZone: 'UTC', when: { from: '12:01', to: '13:00' } };

/** Whose turn it was, one after the other, until nobody's. */
function turns(machine: TakeoverMachine, rules: TakeoverRules, from: number): (string | undefined)[] {
  const seen: (string | undefined)[] = [];
  for (let now = from; shown(machine) !== undefined; now += 1_000) {
    if (seen.at(-1) !== shown(machine)) seen.push(shown(machine));
    machine.tick(rules, now, open);
  }
  return seen;
}

test('whoever comes during a takeover has a turn: the gravest first, then the oldest, each once', () => {
  const machine = new TakeoverMachine();
  for (const id of ['a', 'b', 'c']) machine.offer(one(id, 4), RULES, T);
  machine.offer(one('slight', 3), RULES, T);
  for (const id of ['a', 'b', 'slight']) machine.offer(one(id, 3), RULES, T);
  machine.offer(one('c', 4), RULES, T);
  assert.deepEqual(turns(machine, RULES, T), ['a', 'b', 'c']);
  machine.offer(one('slight', 3), RULES, T + 600_000);
  assert.equal(shown(machine), undefined, 'it waited for too long, and that was told');
  machine.offer(one('slight', 4), RULES, T + 600_000);
  assert.equal(shown(machine), 'slight', 'graver, it is news');
});

test('one that waits moves up when it becomes graver; the one that is shown is then as grave', () => {
  const machine = new TakeoverMachine();
  for (const id of ['a', 'b', 'c']) machine.offer(one(id, 3), RULES, T);
  machine.offer(one('c', 4), RULES, T);
  machine.offer(one('a', 4), RULES, T);
  machine.tick(RULES, T + 9_999, open);
  assert.equal(shown(machine), 'a', 'an equal one waits for the minimum');
  assert.deepEqual(turns(machine, RULES, T), ['a', 'c', 'b']);
});

test('the rules are asked again when the turn comes, and end what they no longer allow', () => {
  const ours = { ...RULES, tenants: ['ours'] };
  const machine = new TakeoverMachine();
  for (const [id, tenant] of [
    ['a', 'ours'],
    ['b', 'theirs'],
    ['c', 'ours'],
  ] as const) {
    machine.offer(one(id, 4, tenant), RULES, T);
  }
  machine.tick(ours, T + 60_000, open);
  assert.equal(shown(machine), 'c');
  machine.offer(one('d', 4, 'ours'), ours, T + 60_000);
  machine.tick({ ...ours, quiet: QUIET }, T + 61_000, open);
  assert.equal(shown(machine), undefined, 'quiet hours have begun');
  machine.tick(ours, T + 62_000, open);
  assert.equal(shown(machine), undefined, 'what waited for them is not kept for the morning');
});

test('the queue is bounded: the least grave and newest has no turn, and that is told', () => {
  const news: TakeoverNews[] = [];
  const machine = new TakeoverMachine((told) => news.push(told));
  for (let n = 0; n <= MAX_WAITING; n++) machine.offer(one(`i${n}`, n === 9 ? 3 : 4), RULES, T);
  assert.equal(news.length, 1);
  machine.offer(one('late'), RULES, T);
  const dropped = () => news.flatMap((told) => (told.what === 'dropped' ? [told.candidate.id] : []));
  assert.deepEqual(dropped(), ['i9']);
  // A storm gives the displays back: who waited for a whole turn of both lengths is no news any more.
  assert.deepEqual(turns(machine, RULES, T), ['i0', 'i1', 'i2', 'i3', 'i4', 'i5', 'i6', 'i7']);
  assert.equal(dropped().length, MAX_WAITING + 2 - 8);
});

test('it tells what began and why it ended', () => {
  const told: string[] = [];
  const tell = (news: TakeoverNews) => {
    if (news.what === 'dropped') return;
    told.push(`${news.what} ${news.takeover.incident}${news.what === 'over' ? ` ${news.why}` : ''}`);
  };
  const machine = new TakeoverMachine(tell);
  machine.offer(one('a', 3), RULES, T);
  machine.offer(one('b', 4), RULES, T);
  machine.tick(RULES, T + 10_000, open);
  machine.tick(RULES, T + 20_000, () => false);
  machine.offer(one('c'), RULES, T + 20_000);
  machine.tick(RULES, T + 80_000, open);
  machine.offer(one('d'), RULES, T + 80_000);
  machine.tick({ ...RULES, minSeverity: 4, enabled: false }, T + 81_000, open);
  assert.deepEqual(told, [
    'begin a',
    'over a graver',
    'begin b',
    'over b closed',
    'begin c',
    'over c time',
    'begin d',
    'over d rules',
  ]);
});

test('after a restart it goes on where it was, and nobody has a second turn', () => {
  const before = new TakeoverMachine();
  for (const id of ['a', 'b', 'c']) before.offer(one(id), RULES, T);
  before.tick(RULES, T + 10_000, open);
  const machine = new TakeoverMachine();
  machine.restore(JSON.parse(JSON.stringify(before.memory())));
  assert.equal(shown(machine), 'b');
  for (const id of ['a', 'b', 'c']) machine.offer(one(id), RULES, T + 11_000);
  machine.tick(RULES, T + 19_999, open);
  assert.equal(shown(machine), 'b', 'for the rest of its time');
  assert.deepEqual(turns(machine, RULES, T + 20_000), ['b', 'c']);
});

test('what waits when a supervisor ends it does not come back', () => {
  const machine = new TakeoverMachine();
  for (const id of ['a', 'b']) machine.offer(one(id), RULES, T);
  assert.equal(machine.end()?.incident, 'a');
  machine.offer(one('b'), RULES, T + 1_000);
  machine.tick(RULES, T + 1_000, open);
  assert.equal(shown(machine), undefined);
});
