import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatProblem } from '#core/base/problem.ts';
import { loadRules } from '#core/correlate/rules.ts';
import { completedAt, detect, loadAll, plainEvent } from './sigma-cases.ts';

const RULE = 'title: T\nlogsource: { product: windows }\ndetection:\n  sel: { F: x }\n  condition: sel\n';

function matches(
  pipelines: readonly string[],
  rule: string,
  ...records: Record<string, unknown>[]
): number[] {
  const texts = pipelines.map((text, i) => ({ path: `p${i}.yml`, text }));
  return detect(loadAll(rule, { pipelines: texts }), records.map(plainEvent)).map(completedAt);
}

function mapping(to: string, more = ''): string {
  return `transformations:\n  - type: field_name_mapping\n    mapping: { F: ${to} }\n${more}`;
}

const on = (conditions: string): number[] =>
  matches([mapping('G', conditions)], RULE, { F: 'x' }, { G: 'x' });

test('conditions decide for which rules a step is', () => {
  assert.deepEqual(on(''), [1]);
  assert.deepEqual(on('    rule_conditions: [{ type: logsource, product: windows }]\n'), [1]);
  assert.deepEqual(on('    rule_conditions: [{ type: logsource, product: linux }]\n'), [0]);
  assert.deepEqual(
    on('    rule_conditions: [{ type: logsource, product: linux }]\n    rule_cond_not: true\n'),
    [1],
  );
  assert.deepEqual(
    on(
      '    rule_conditions: [{ type: logsource, product: linux }, { type: logsource, product: windows }]\n    rule_cond_op: or\n',
    ),
    [1],
  );
  assert.deepEqual(on('    field_name_conditions: [{ type: exclude_fields, fields: [F] }]\n'), [0]);
});

test('pipelines run in order of priority, each on what the one before made', () => {
  const second = `priority: 20\n${mapping('G').replace('F:', 'E:')}`;
  assert.deepEqual(
    matches([second, `priority: 10\n${mapping('E')}`], RULE, { F: 'x' }, { E: 'x' }, { G: 'x' }),
    [2],
  );
});

test('an added condition meets only the steps after its own', () => {
  const add = '  - type: add_condition\n    conditions: { F: y }\n';
  const map = '  - type: field_name_mapping\n    mapping: { F: G }\n';
  const records = [{ G: 'x', F: 'y' }, { G: ['x', 'y'] }];
  assert.deepEqual(matches([`transformations:\n${map}${add}`], RULE, ...records), [0]);
  assert.deepEqual(matches([`transformations:\n${add}${map}`], RULE, ...records), [1]);
  assert.deepEqual(matches([`transformations:\n${map}${add}    negated: true\n`], RULE, ...records), [1]);
});

test('prefixes, suffixes and a changed logsource', () => {
  assert.deepEqual(
    matches(['transformations: [{ type: field_name_prefix, prefix: win. }]'], RULE, { win: { F: 'x' } }),
    [0],
  );
  assert.deepEqual(
    matches(['transformations: [{ type: field_name_suffix, suffix: .s }]'], RULE, { 'F.s': 'x' }),
    [0],
  );
  const changed =
    'transformations:\n  - { type: change_logsource, product: linux }\n  - { type: field_name_mapping, mapping: { F: G }, rule_conditions: [{ type: logsource, product: linux }] }\n';
  assert.deepEqual(matches([changed], RULE, { G: 'x' }), [0]);
});

test('group-by, values and aliases are mapped with the rule they are read from', () => {
  const rule = `${RULE.replace('title: T', 'title: T\nname: t')}---\ntitle: C\ncorrelation:\n  type: value_count\n  rules: [t]\n  group-by: [F]\n  timespan: 1m\n  condition: { field: U, gte: 2 }\n`;
  const pipeline = 'transformations: [{ type: field_name_mapping, mapping: { F: G, U: [user, name] } }]';
  const told = detect(
    loadAll(rule, { pipelines: [{ path: 'p', text: pipeline }] }),
    [
      { G: 'x', user: 'a' },
      { G: 'x', name: 'b' },
    ].map(plainEvent),
  );
  assert.deepEqual(
    told.filter(({ kind }) => kind === 'correlation').map(({ group }) => group),
    [{ F: 'x' }],
  );
});

test('vars fill placeholders; what is given outright wins', () => {
  const rule = RULE.replace('F: x', "F|expand: '%v%'");
  const pipeline = 'vars: { v: [x, y] }\ntransformations: [{ type: value_placeholders }]';
  assert.deepEqual(matches([pipeline], rule, { F: 'x' }, { F: 'y' }, { F: 'z' }), [0, 1]);
  const rules = loadAll(rule, { pipelines: [{ path: 'p', text: pipeline }], placeholders: { v: ['z'] } });
  assert.deepEqual(detect(rules, [{ F: 'x' }, { F: 'z' }].map(plainEvent)).map(completedAt), [1]);
});

test('a field mapped to many is null only when all are', () => {
  const rule = RULE.replace('F: x', 'F: null');
  assert.deepEqual(matches([mapping('[G, H]')], rule, { G: 'x' }, { H: 'x' }, {}), [2]);
});

test('what a pipeline asks for and we do not know is refused with its place', () => {
  const { problems } = loadRules([], {
    pipelines: [
      { path: 'p.yml', text: mapping('G', '    rule_conditions: [{ type: nix }]\n  - type: nix\n') },
      { path: 'q.yml', text: 'vars: []\n---\n- x\n' },
    ],
  });
  assert.deepEqual(problems.map(formatProblem), [
    "p.yml:4:31 unknown rule condition 'nix'",
    "p.yml:5:11 unknown transformation 'nix'",
    "q.yml:1:7 'vars' must be a map",
    'q.yml:3:1 a pipeline must be a map',
  ]);
});
