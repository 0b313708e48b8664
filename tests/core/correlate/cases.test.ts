import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOfLogsource } from '#core/correlate/event-class.ts';
import { loadRules } from '#core/correlate/rules.ts';
import {
  completedAt,
  detect,
  loadAll,
  noSigmaData,
  plainEvent,
  readSigmaLines,
  type SigmaCase,
} from './sigma-cases.ts';

for (const file of ['cases.jsonl', 'peer-cases.jsonl', 'sigmahq/regression.jsonl']) {
  test(`shared cases: ${file}`, { skip: noSigmaData }, async (t) => {
    const cases = readSigmaLines<SigmaCase>(file);
    assert.ok(cases.length > 20, 'the file holds cases');
    for (const sigmaCase of cases) await t.test(sigmaCase.id, () => check(sigmaCase));
  });
}

function check(sigmaCase: SigmaCase): void {
  const options = {
    fields: 'as-is' as const,
    placeholders: sigmaCase.placeholders ?? {},
    pipelines: sigmaCase.pipeline === undefined ? [] : [{ path: 'pipeline.yml', text: sigmaCase.pipeline }],
  };
  if (sigmaCase.kind === 'error') {
    const { rules, problems } = loadRules([{ path: 'rule.yml', text: sigmaCase.rule }], options);
    assert.equal(rules.rules.length + rules.correlations.length, 0);
    assert.ok(problems.length > 0);
    for (const problem of problems)
      assert.ok(problem.line > 0 && problem.column > 0 && problem.message !== '');
    return;
  }
  const rules = loadAll(sigmaCase.rule, options);
  const sources = sigmaCase.event_logsource;
  const events = sigmaCase.events.map(plainEvent);
  const told = detect(rules, events, { every: true }).filter((detection) => {
    const source = sources?.[completedAt(detection)];
    const rule = rules.rules.find((candidate) => candidate.rule === detection.rule);
    if (!source || !rule) return true;
    const part = (key: string): Set<string> => new Set(source[key] === undefined ? [] : [source[key]]);
    const eventClass = { products: part('product'), categories: part('category'), services: part('service') };
    return isOfLogsource(eventClass, rule.logsource);
  });
  const hits = told.filter((detection) => detection.kind === 'rule');
  assert.deepEqual(sorted(hits.map(completedAt)), sigmaCase.expected, 'events that any rule matches');
  for (const [title, expected] of Object.entries(sigmaCase.expected_by_rule ?? {})) {
    const own = hits.filter((detection) => detection.rule.title === title);
    assert.deepEqual(sorted(own.map(completedAt)), expected, `events that ${title} matches`);
  }
  if (!sigmaCase.expected_correlations) return;
  const wanted = new Map(
    sigmaCase.expected_correlations.map(({ rule, group, holds_at }) => [keyOf(rule, group), holds_at]),
  );
  const found = new Map<string, number[]>();
  for (const detection of told) {
    if (detection.kind !== 'correlation') continue;
    const key = keyOf(detection.rule.title, detection.group);
    found.set(key, [...(found.get(key) ?? []), completedAt(detection)]);
  }
  assert.deepEqual(found, wanted, 'where correlations hold');
  const once = detect(rules, sigmaCase.events.map(plainEvent)).filter(
    (detection) => detection.kind === 'correlation' && !detection.update,
  );
  for (const { rule, group, first_at: firstAt } of sigmaCase.expected_correlations) {
    const first = once.find(
      (detection) => keyOf(detection.rule.title, detection.group) === keyOf(rule, group),
    );
    assert.equal(first && completedAt(first), firstAt, `${rule} is told once an episode`);
  }
}

function sorted(positions: readonly number[]): number[] {
  return [...new Set(positions)].toSorted((a, b) => a - b);
}

function keyOf(rule: string, group: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(group).map(([name, value]) => `${name}=${String(value)}`);
  return [rule, ...parts.toSorted()].join('|');
}
