import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TakeoverRules } from '#contract/control.ts';
import { TakeoverMachine } from '#core/displays/takeover.ts';

const RULES: TakeoverRules = {
  enabled: true,
  minSeverity: 3,
  tenants: [],
  displays: [],
  minSeconds: 10,
  maxSeconds: 60,
};
const T = Date.parse('2026-11-24T12:00:00Z');
const one = (id: string, severity = 4, organization = '') => ({ id, severity, organization });
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

test('one at a time: a graver one waits for the minimum, an equal one for the end', () => {
  const machine = new TakeoverMachine();
  machine.offer(one('high', 3), RULES, T);
  machine.offer(one('critical', 4), RULES, T + 1_000);
  assert.equal(shown(machine), 'high');
  machine.tick(RULES, T + 10_000, open);
  assert.equal(shown(machine), 'critical');
  machine.offer(one('critical-too', 4), RULES, T + 30_000);
  assert.equal(shown(machine), 'critical');
  machine.tick(RULES, T + 70_000, open);
  assert.equal(shown(machine), 'critical-too');
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
