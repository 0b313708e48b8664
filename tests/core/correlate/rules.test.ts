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
  assert.match(problems(MANY.replace('1m', '1 minute'))[0] ?? '', /'1 minute' is not a timespan/);
  assert.match(problems(FAIL.replace('fail }', 'fail }\n    a: b'))[0] ?? '', /^0\.yml:/);
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
