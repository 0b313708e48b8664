import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SocEvent } from '#contract/event.ts';
import { formatProblem } from '#core/base/problem.ts';
import { readRuleFiles } from '#core/config/rule-files.ts';
import { Correlator } from '#core/correlate/correlator.ts';
import { loadRules } from '#core/correlate/rules.ts';
import { Enricher } from '#core/enrich/enricher.ts';
import { parseCidr } from '#core/base/ip.ts';
import { ThreatIndex } from '#core/enrich/threat-index.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';

/** EVE records told as a story: a record so many times, so far apart, after what came before. */
interface Step {
  readonly repeat: number;
  readonly everyMs: number;
  readonly afterMs: number;
  /** `{i}` in a text is the repeat's number, `{"$plus": n}` that number plus n. */
  readonly event: Readonly<Record<string, unknown>>;
}

interface Case {
  readonly rule: string;
  readonly fires: readonly Step[];
  readonly quiet: readonly Step[];
}

const FIXTURES = fileURLToPath(new URL('../fixtures/rules/', import.meta.url));
const ASSETS = fileURLToPath(new URL('../../assets/', import.meta.url));
const START = Date.UTC(2026, 2, 2, 9);

const pipelines = await readRuleFiles([`${ASSETS}pipelines`]);
const files = await readRuleFiles([`${ASSETS}rules`]);
const { rules, problems } = loadRules(files.texts, { pipelines: pipelines.texts });
const cases = readdirSync(FIXTURES).flatMap(
  (name) => JSON.parse(readFileSync(FIXTURES + name, 'utf8')) as Case[],
);

/** What the stories take for listed. */
const threats = new ThreatIndex();
threats.addNetwork(parseCidr('198.51.100.66') ?? assert.fail(), {
  type: 'ipv4-addr',
  name: undefined,
  feed: 'listed',
  until: Number.POSITIVE_INFINITY,
});
const enricher = new Enricher({ sites: [], references: { threats } });

test('our own rules load without a problem', () => {
  assert.deepEqual([...pipelines.problems, ...files.problems, ...problems].map(formatProblem), []);
});

test('every rule that is told has a story in which it fires and one in which it stays quiet', () => {
  const told = [
    ...rules.correlations.map(({ rule }) => rule),
    ...rules.rules.filter(({ output }) => output === 'told').map(({ rule }) => rule),
  ];
  assert.ok(told.length >= 12);
  assert.deepEqual(cases.map(({ rule }) => rule).toSorted(), told.map(({ title }) => title).toSorted());
  for (const rule of told) {
    assert.ok(
      rule.techniques.length > 0 && rule.tactics.length > 0,
      `${rule.title} names its ATT&CK techniques`,
    );
    assert.match(rule.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

for (const { rule, fires, quiet } of cases) {
  test(`${rule} fires`, () => assert.equal(titles(fires).filter((title) => title === rule).length, 1));
  test(`${rule} stays quiet`, () =>
    assert.deepEqual(
      titles(quiet).filter((title) => title === rule),
      [],
    ));
}

/** Titles of what a story tells, once an episode. */
function titles(steps: readonly Step[]): string[] {
  const correlator = new Correlator(rules, { updates: false });
  const out: string[] = [];
  let time = START;
  let sequence = 0;
  for (const { repeat, everyMs, afterMs, event: template } of steps) {
    time += afterMs;
    for (let i = 0; i < repeat; i++) {
      const record = fill(template, i) as Record<string, unknown>;
      const line = JSON.stringify({
        timestamp: new Date(time).toISOString().replace('Z', '000+0000'),
        ...record,
      });
      const event = new SocEvent();
      event.sequence = sequence++;
      event.received = time;
      assert.equal(normaliseLine(line, event), undefined);
      enricher.enrich(event);
      for (const detection of correlator.accept(event)) out.push(detection.rule.title);
      time += everyMs;
    }
  }
  return out;
}

function fill(value: unknown, i: number): unknown {
  if (typeof value === 'string') return value.replaceAll('{i}', String(i));
  if (Array.isArray(value)) return value.map((item) => fill(item, i));
  if (typeof value !== 'object' || value === null) return value;
  if ('$plus' in value) return Number(value.$plus) + i;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner, i)]));
}
