import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BUILT_IN } from '#core/layouts/built-in.ts';
import { checkScenes, exportScenes } from '#core/layouts/scene-files.ts';
import { panelProblems } from '#renderer/editor/import-check.ts';

function told(text: string) {
  const check = checkScenes(text);
  assert.deepEqual(check.problems, []);
  return panelProblems(check).map(({ line, where, message }) => `${line} ${where}: ${message}`);
}

test('what is built in is fine', () => {
  assert.deepEqual(told(exportScenes(BUILT_IN, 'yaml')), []);
  assert.deepEqual(told(exportScenes(BUILT_IN, 'json')), []);
});

test('unknown panels, values that a panel refuses and misspelt settings are told, each with its line', () => {
  const problems = told(`scenes:
  - id: a
    title: A
    panels:
      - {id: m, panel: mapp, x: 0, y: 0, w: 6, h: 6}
  - id: b
    title: B
    panels:
      - id: alerts
        panel: alerts
        x: 0
        y: 0
        w: 6
        h: 6
        settings:
          rows: 5
          from: 9
      - id: rate
        panel: rate
        x: 6
        y: 0
        w: 6
        h: 6
        settings:
          tenantz: [acme]
      - id: duty
        panel: roster
        x: 0
        y: 6
        w: 6
        h: 6
        settings:
          shifts:
            - {name: Kim, from: "08:00", to: "16:00"}
            - name: Lee
              rolle: lead
              from: "16:00"
              to: "24:00"
`);
  assert.deepEqual(
    problems.map((words) => words.split(': ')[0]),
    [
      '5 scenes[0].panels[0].panel',
      '17 scenes[1].panels[0].settings.from',
      '25 scenes[1].panels[1].settings.tenantz',
      '38 scenes[1].panels[2].settings.shifts[1].to',
    ],
  );
  assert.match(problems[0] ?? '', /no panel “mapp”; there are map, rate/);
  assert.match(problems[1] ?? '', /<=4/);
  assert.match(problems[2] ?? '', /Event rate has no such setting/);
});

test('a misspelt key within a row is found too', () => {
  const problems = told(
    'id: a\ntitle: A\npanels: [{id: c, panel: clocks, x: 0, y: 0, w: 1, h: 1, settings: {clocks: [{zone: UTC, lable: x}]}}]',
  );
  assert.deepEqual(problems, [
    '3 scenes[0].panels[0].settings.clocks[0].lable: the panel World clocks has no such setting',
  ]);
});
