import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Correlator } from '#core/correlate/correlator.ts';
import { EventReader } from '#core/correlate/fields.ts';
import { Matcher } from '#core/correlate/matcher.ts';
import { loadRules } from '#core/correlate/rules.ts';
import { noSigmaData, plainEvent, readSigmaLines } from './sigma-cases.ts';

interface Row {
  readonly path: string;
  readonly i: number;
  readonly event: Record<string, unknown>;
  readonly expected_rule_ids: readonly string[];
}

const corpus = readSigmaLines<{ path: string; rule: string }>('sigmahq/rules.jsonl.gz');
const { rules, problems } = loadRules(
  corpus.map(({ path, rule }) => ({ path, text: rule })),
  { fields: 'as-is' },
);

test('the SigmaHQ corpus loads, and matches its regression events and nothing else', {
  skip: noSigmaData,
}, () => {
  assert.equal(rules.rules.length, 3755);
  assert.equal(new Set(problems.map(({ file }) => file)).size, 25);
  for (const problem of problems) assert.match(problem.message, /^placeholder %.+% has no value$/);

  const correlator = new Correlator(rules, { clampAheadMs: Number.POSITIVE_INFINITY });
  const rows = readSigmaLines<Row>('sigmahq/matrix.jsonl');
  assert.equal(rows.length, 238);
  let matches = 0;
  rows.forEach((row, sequence) => {
    const found = correlator.accept(plainEvent(row.event, sequence)).map((detection) => detection.rule.id);
    assert.deepEqual(found.toSorted(), row.expected_rule_ids.toSorted(), `${row.path} ${row.i}`);
    matches += found.length;
  });
  assert.equal(matches, 756);
});

test('hardly a rule of the corpus is evaluated for every event', { skip: noSigmaData }, () => {
  assert.ok(new Matcher(rules).indexFor(plainEvent({}, 0)).always.length <= 4);
});

test('after rules have been filed anew for the traffic, the same ones match', { skip: noSigmaData }, () => {
  const rows = readSigmaLines<Row>('sigmahq/matrix.jsonl');
  const matcher = new Matcher(rules);
  const reader = new EventReader(rules.table.names, true);
  // Reviews come at 2,048 and 8,192 events.
  for (let round = 0; round < 36; round++) {
    rows.forEach((row, sequence) => {
      const event = plainEvent(row.event, sequence);
      const found: string[] = [];
      reader.begin(event);
      matcher.match(event, reader, ({ rule }) => found.push(rule.id));
      assert.deepEqual(
        found.toSorted(),
        row.expected_rule_ids.toSorted(),
        `${row.path} ${row.i} in round ${round}`,
      );
    });
  }
});
