import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { formatProblem } from '#core/base/problem.ts';
import { loadRules, type RuleText } from '#core/correlate/rules.ts';
import { completedAt, detect, loadAll, plainEvent } from './sigma-cases.ts';

const FAIL = `title: Fail
id: rule-fail
name: fail
logsource: { category: test }
detection:
  sel: { act: fail }
  condition: sel
`;
const MANY = `title: Many
name: many
correlation:
  type: event_count
  rules: [fail]
  group-by: [ip]
  timespan: 1m
  condition: { gte: 2 }
`;

function problems(...texts: string[]): string[] {
  const files = texts.map((text, i): RuleText => ({ path: `${i}.yml`, text }));
  return loadRules(files, { fields: 'as-is' }).problems.map(formatProblem);
}

test('faults are told with file, line and column', () => {
  assert.deepEqual(problems('title: T\ndetection:\n  sel:\n    a|containz: x\n  condition: sel\n'), [
    "0.yml:4:5 unknown modifier 'containz'",
  ]);
  assert.deepEqual(problems('title: T\ndetection:\n  sel: { a: x }\n  condition: sel and nix\n'), [
    "0.yml:4:22 the condition names 'nix', which is not defined",
  ]);
  assert.deepEqual(problems(`${FAIL}---\n${MANY.replace('[fail]', '[nix]')}`), [
    "0.yml:13:11 no rule has the id or name 'nix'",
  ]);
  assert.match(problems('a: [')[0] ?? '', /^0\.yml:1:\d+ not YAML/);
  assert.match(problems('- a')[0] ?? '', /^0\.yml:1:1 a rule must be a map/);
  assert.match(
    problems(`${FAIL}---\n${MANY.replace('1m', '1 minute')}`)[0] ?? '',
    /'1 minute' is not a timespan/,
  );
  assert.match(problems(FAIL.replace('fail }', 'fail }\n    a: b'))[0] ?? '', /^0\.yml:/);
});

test('whatever is wrong in a document is told at once', () => {
  const rule = `title: T
level: grave
logsource: { product: [x] }
detection:
  one: { 'a|containz': x, 'b|re': '(', 'c|cidr': [10.0.0.0/8, 10.0.0.0/33, y] }
  two: { d: { e: f } }
  three: [ { 'g|gt': many }, [h] ]
  condition: one and nix or not (four and 1 of f*)
`;
  assert.deepEqual(problems(rule), [
    "0.yml:2:8 unknown level 'grave'",
    "0.yml:3:23 'product' must be text",
    "0.yml:5:10 unknown modifier 'containz'",
    '0.yml:5:35 bad regular expression: error parsing regexp: missing closing ): `(`',
    "0.yml:5:63 '10.0.0.0/33' is not a network",
    "0.yml:5:76 'y' is not a network",
    "0.yml:6:13 'd' must have plain values",
    "0.yml:7:22 'many' is not a number",
    '0.yml:7:30 a list in a list is not a detection',
    "0.yml:8:22 the condition names 'nix', which is not defined",
    "0.yml:8:34 the condition names 'four', which is not defined",
    "0.yml:8:48 'f*' names no detection",
  ]);
  const correlation = `title: C
level: [high]
correlation:
  type: event_counter
  rulez: [fail]
  group-by: { a: b }
  timespan: soon
  aliases:
    ip: { fail: [] }
    host: fail
  condition: { gte: some, percentile: 101, most: 1 }
  generate: perhaps
  rules: [gone]
`;
  assert.deepEqual(problems(correlation), [
    "0.yml:2:8 'level' must be text",
    "0.yml:4:9 unknown correlation type 'event_counter'",
    "0.yml:5:3 unknown key 'rulez' in the correlation",
    "0.yml:6:13 'group-by' must be a list",
    "0.yml:7:13 'soon' is not a timespan: a number above 0 and one of s, m, h, d",
    "0.yml:9:11 alias 'ip' must name a field",
    "0.yml:10:5 alias 'host' must map rules to fields",
    '0.yml:11:21 a number is needed here',
    '0.yml:11:27 a percentile is 0 to 100',
    "0.yml:11:44 unknown key 'most' in the condition",
    "0.yml:12:13 'generate' must be true or false",
    "0.yml:13:11 no rule has the id or name 'gone'",
  ]);
  const filter = 'title: F\nexpires: never\nfilter:\n  rules: { a: b }\n  sel: []\n  condition: gone\n';
  assert.deepEqual(problems(filter), [
    "0.yml:2:10 'never' is not a date",
    "0.yml:4:10 'rules' must be a list",
    '0.yml:5:8 an empty list matches nothing',
    "0.yml:6:14 the condition names 'gone', which is not defined",
  ]);
});

test('whatever is wrong in any document of a file is told at once, and nothing that follows from it alone', () => {
  const bad = FAIL.replace('condition: sel', 'condition: nix');
  const other = MANY.replace('name: many', 'name: other').replace('[fail]', '[nobody, none]');
  // The correlation of what can't be read has nothing wrong of its own.
  assert.deepEqual(problems([bad, 'title: a: b\n', MANY, '- list\n', other].join('---\n')), [
    "0.yml:7:14 the condition names 'nix', which is not defined",
    '0.yml:9:8 not YAML: Nested mappings are not allowed in compact mappings',
    '0.yml:20:1 a rule must be a map',
    "0.yml:26:11 no rule has the id or name 'nobody'",
    "0.yml:26:19 no rule has the id or name 'none'",
  ]);
  const twice = 'title: A\ntitle: B\ndetection:\n  sel: { a: b }\n  sel: { a: c }\n  condition: sel\n';
  assert.deepEqual(problems(twice), [
    "0.yml:2:1 the key 'title' is there twice",
    "0.yml:5:3 the key 'sel' is there twice",
  ]);
  const shared = `action: global\nlevel: odd\ndetection:\n  condition: sel\n---\ntitle: A\n---\ntitle: B\n`;
  assert.deepEqual(problems(shared), [
    "0.yml:2:8 unknown level 'odd'",
    '0.yml:4:3 there is no detection beside the condition',
  ]);
  const lost = shared.replace('level: odd', 'level: [');
  assert.match(problems(lost).join(), /^0\.yml:\d+:\d+ not YAML[^,]*$/);
});

test('references and ids are told with each other; problems come in the order of files', () => {
  const aliased = MANY.replace('name: many', 'id: rule-fail').replace('[fail]', '[fail, gone]');
  assert.deepEqual(problems(MANY.replace('[fail]', '[nix]'), `${FAIL}---\n${aliased}`, 'title: x'), [
    "0.yml:5:11 no rule has the id or name 'nix'",
    '1.yml:9:1 the id rule-fail is already taken',
    "1.yml:13:17 no rule has the id or name 'gone'",
    '2.yml:1:1 a document needs one of detection, correlation and filter',
  ]);
});

test('a file of faults is told to its bound, in no time', () => {
  const items = Array.from({ length: 10_000 }, (_, i) => `    f${i}|containz: x\n`).join('');
  const before = performance.now();
  const found = problems(`title: T\ndetection:\n  sel:\n${items}  condition: sel\n`);
  assert.equal(found.length, 1_001);
  assert.equal(found[999], "0.yml:1003:5 unknown modifier 'containz'");
  assert.equal(found[1_000], '0.yml:1003:5 and 9000 more problems');
  assert.ok(performance.now() - before < 5_000);
});

test('a fault refuses its file and what refers into it; other files load', () => {
  const bad = FAIL.replace('condition: sel', 'condition: nix');
  const other = FAIL.replaceAll('fail', 'other');
  const { rules, problems: found } = loadRules(
    [
      { path: 'many.yml', text: MANY },
      { path: 'bad.yml', text: bad },
      { path: 'other.yml', text: other },
    ],
    { fields: 'as-is' },
  );
  assert.deepEqual(
    rules.rules.map(({ rule }) => rule.id),
    ['rule-other'],
  );
  assert.equal(rules.correlations.length, 0);
  assert.deepEqual(found.map(({ file }) => file).toSorted(), ['bad.yml', 'many.yml']);
});

test('references reach across files in any order, by id and by name', () => {
  for (const reference of ['fail', 'rule-fail']) {
    const { rules, problems: found } = loadRules([
      { path: 'a.yml', text: MANY.replace('[fail]', `[${reference}]`) },
      { path: 'b.yml', text: FAIL },
    ]);
    assert.deepEqual(found, []);
    assert.equal(rules.rules[0]?.feeds.length, 1);
  }
});

test('circles and doubled ids are refused', () => {
  const circle = `${MANY.replaceAll('many', 'a').replace('[fail]', '[b]')}---\n${MANY.replaceAll('many', 'b').replace('[fail]', '[a]')}`;
  assert.match(problems(circle)[0] ?? '', /refers to itself in a circle/);
  assert.match(problems(FAIL, FAIL)[0] ?? '', /^1\.yml:1:1 the id rule-fail is already taken/);
});

test('a filter for a rule that is not there is told and works for the others', () => {
  const filter = 'title: F\nfilter:\n  rules: [fail, gone]\n  sel: { user: bob }\n  condition: not sel\n';
  const { rules, problems: found } = loadRules([{ path: 'r.yml', text: `${FAIL}---\n${filter}` }], {
    fields: 'as-is',
  });
  assert.match(found.map(formatProblem).join(), /r\.yml:11:17 no rule has the id or name 'gone'/);
  const events = [plainEvent({ act: 'fail', user: 'bob' }, 0), plainEvent({ act: 'fail', user: 'eve' }, 1)];
  assert.deepEqual(detect(rules, events).map(completedAt), [1]);
});

test('where a new text is refused the old one stays, and the fault is told', () => {
  const good = { path: 'a.yml', text: FAIL };
  const first = loadRules([good], { fields: 'as-is' });
  const broken = { path: 'a.yml', text: 'title: [' };
  const second = loadRules([broken], { fields: 'as-is', lastGood: first.used });
  assert.equal(second.rules.rules.length, 1);
  assert.equal(second.problems.length, 1);
  assert.deepEqual(second.used, [good]);
  const gone = loadRules([], { fields: 'as-is', lastGood: second.used });
  assert.equal(gone.rules.rules.length, 0, 'a removed file is removed');
});

test('aliases that multiply are refused, not followed', () => {
  const lines = ['a0: &a0 [x]'];
  for (let i = 1; i < 12; i++)
    lines.push(
      `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  assert.match(problems(lines.join('\n'))[0] ?? '', /too many aliases/);
});

test('unresolved placeholders refuse, resolved ones multiply', () => {
  const text = FAIL.replace('act: fail', "act|expand: '%a%-%b%'");
  assert.match(problems(text)[0] ?? '', /placeholder %a% has no value/);
  const rules = loadAll(text, { placeholders: { a: ['x', 'y'], b: [1] } });
  const events = ['x-1', 'y-1', 'x', '%a%-%b%'].map((act, i) => plainEvent({ act }, i));
  assert.deepEqual(detect(rules, events).map(completedAt), [0, 1]);
});

test('keys of events and rules are never looked up on prototypes', () => {
  const rules = loadAll(
    FAIL.replace('act: fail', 'constructor|exists: true') +
      '---\n' +
      FAIL.replaceAll('fail', 'two').replace('act: two', '__proto__.polluted|exists: true'),
  );
  const events = [
    plainEvent({}, 0),
    plainEvent(JSON.parse('{"__proto__":{"polluted":1}}') as Record<string, unknown>, 1),
  ];
  assert.deepEqual(
    detect(rules, events).map((detection) => [detection.rule.id, completedAt(detection)]),
    [['rule-two', 1]],
  );
});

test('junk never makes the loader throw', () => {
  const word = fc.constantFrom(
    'title',
    'detection',
    'correlation',
    'filter',
    'condition',
    'sel',
    'rules',
    'logsource',
    'type',
    'timespan',
    'action',
    'a|re',
    'a|cidr',
    'a|base64|contains',
    '|all',
    'fail',
    'event_count',
    'global',
    '1 of them',
    'not (',
    '%x%',
    '*',
    '[a',
  );
  const leaf = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null), fc.string({ maxLength: 8 }));
  const tree = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(word, tie('node'), { maxKeys: 5 }),
    ),
  })).node;
  fc.assert(
    fc.property(tree, (node) => {
      loadRules([{ path: 'junk.yml', text: JSON.stringify(node) }], {
        pipelines: [{ path: 'p.yml', text: JSON.stringify(node) }],
      });
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      loadRules([{ path: 'junk.yml', text }]);
    }),
    { numRuns: 1000 },
  );
});
