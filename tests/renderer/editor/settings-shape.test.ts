import assert from 'node:assert/strict';
import { test } from 'node:test';
import { panelTitle, registry } from '#renderer/panels/registry.ts';
import { roomOf } from '#renderer/panels/rows.ts';
import {
  type Field,
  freshRow,
  optionWord,
  settingsFields,
  withSetting,
} from '#renderer/editor/settings-shape.ts';
import { isMissing, within } from '#renderer/editor/problems.ts';
import { moveRow } from '#renderer/editor/rows.ts';
import { lookUp, setLanguage } from '#renderer/text/text.ts';

test('every panel has a form, from its own schema', () => {
  for (const [panel, entry] of registry) {
    for (const { name, label } of settingsFields(entry)) assert.ok(name && label, `${panel}.${name}`);
  }
});

test('every panel can be given a title, first in its form, and has its own name without one', () => {
  for (const [panel, entry] of registry) {
    const [first, ...others] = settingsFields(entry);
    assert.deepEqual([first?.name, first?.control], ['title', { kind: 'text', max: 64 }], panel);
    assert.ok(others.every(({ name }) => name !== 'title'));
    assert.equal(panelTitle({ panel, settings: { title: ' Night shift ' } }), 'Night shift');
    assert.equal(panelTitle({ panel, settings: {} }), panelTitle({ panel, settings: { title: '  ' } }));
    assert.equal(entry.settings.safeParse({ title: 'x'.repeat(65) }).success, false);
  }
  assert.equal(panelTitle({ panel: 'map', settings: { title: 7 } }), 'Attack map');
  assert.equal(panelTitle({ panel: 'of tomorrow', settings: {} }), 'of tomorrow');
});

test('rows are what fits, or fewer where fewer are asked for', () => {
  assert.deepEqual([roomOf(8, 0), roomOf(8, 3), roomOf(8, 60), roomOf(0, 5)], [8, 3, 8, 0]);
  for (const panel of ['alerts', 'incidents', 'sensors', 'talkers']) {
    assert.equal(kinds(panel)['rows'], 'number');
    assert.equal(registry.get(panel)?.settings.safeParse({ rows: -1 }).success, false);
  }
});

function kinds(panel: string) {
  const entry = registry.get(panel);
  assert.ok(entry);
  return Object.fromEntries(settingsFields(entry).map(({ name, control }) => [name, control.kind]));
}

test('controls follow the kind of the value', () => {
  assert.equal(kinds('incidents')['from'], 'severity');
  assert.equal(kinds('incidents')['closed'], 'switch');
  assert.equal(kinds('map')['projection'], 'choice');
  assert.equal(kinds('map')['from'], 'severity');
  assert.equal(kinds('talkers')['lists'], 'several');
  assert.equal(kinds('clock')['timeZones'], 'lines');
  assert.equal(kinds('roster')['shifts'], 'rows');
  assert.equal(kinds('clocks')['clocks'], 'rows');
  assert.equal(kinds('picture')['image'], 'image');
});

/** With those of its groups and rows. */
function allFields(fields: readonly Field[], prefix = ''): [path: string, field: Field][] {
  return fields.flatMap((field): [string, Field][] => [
    [prefix + field.name, field],
    ...('fields' in field.control ? allFields(field.control.fields, `${prefix}${field.name}.`) : []),
  ]);
}

function fieldsOf(panel: string) {
  const entry = registry.get(panel);
  assert.ok(entry);
  return settingsFields(entry);
}

test('no setting of any panel has to be written as JSON', () => {
  for (const [panel, entry] of registry) {
    for (const [path, { control }] of allFields(settingsFields(entry))) {
      assert.notEqual(control.kind, 'json', `${panel}.${path}`);
    }
  }
});

test('a list of groups has the fields of its schema, bounds, and new rows that its schema takes', () => {
  for (const [panel, entry] of registry) {
    for (const { name, control, fallback } of settingsFields(entry)) {
      if (control.kind !== 'rows') continue;
      const before = Array.isArray(fallback) ? fallback : [];
      const rows = [...before, freshRow(control.fields)];
      assert.ok(entry.settings.safeParse({ [name]: rows }).success, `${panel}.${name}`);
    }
  }
  const shifts = fieldsOf('roster').find(({ name }) => name === 'shifts')?.control;
  assert.ok(shifts?.kind === 'rows');
  assert.deepEqual([shifts.least, shifts.most], [0, 60]);
  assert.deepEqual(
    shifts.fields.map(({ name, control }) => `${name} ${control.kind}`),
    ['name text', 'role text', 'from text', 'to text', 'weekdays weekdays', 'contact text'],
  );
  assert.deepEqual(freshRow(shifts.fields), { name: 'New', from: '08:00', to: '16:00' });
});

test('a row is moved, and stays where there is no place to move to', () => {
  const rows = ['a', 'b', 'c'];
  assert.deepEqual(moveRow(rows, 0, 2), ['b', 'c', 'a']);
  assert.deepEqual(moveRow(rows, 2, 1), ['a', 'c', 'b']);
  for (const to of [-1, 1, 3]) assert.equal(moveRow(rows, 1, to), rows);
});

test('what is refused of a row is told there alone', () => {
  const refused = [
    { path: ['shifts', 1, 'from'], message: 'x' },
    { path: ['zone'], message: 'y' },
  ];
  assert.deepEqual(within(within(refused, 'shifts'), 1), [{ path: ['from'], message: 'x' }]);
  assert.deepEqual(within(within(refused, 'shifts'), 0), []);
  assert.ok(isMissing({ shifts: [{}] }, ['shifts', 0, 'name']));
  assert.ok(isMissing({}, ['shifts', 0, 'name']));
  assert.ok(!isMissing({ shifts: [{ name: '' }] }, ['shifts', 0, 'name']));
});

test('who writes panels may put a skeleton into a scene; the editor offers it to nobody', () => {
  const unlisted = [...registry].filter(([, entry]) => entry.unlisted).map(([panel]) => panel);
  assert.deepEqual(unlisted, ['skeleton']);
});

test('every setting and every choice of every panel has words in both languages', (t) => {
  t.after(() => setLanguage('en'));
  for (const language of ['en', 'ko'] as const) {
    setLanguage(language);
    for (const [panel, entry] of registry) {
      if (panel === 'skeleton') continue;
      for (const [name, { control }] of allFields(settingsFields(entry))) {
        assert.ok(lookUp(`setting.${name}`), `${language}: ${panel}, ${name}`);
        const options = control.kind === 'choice' || control.kind === 'several' ? control.options : [];
        for (const option of options) {
          assert.ok(optionWord(panel, option), `${language}: ${panel}, ${name}, ${option}`);
        }
      }
    }
  }
});

test('a setting taken back leaves its default to hold', () => {
  assert.deepEqual(withSetting({ a: 1, b: 2 }, 'a', undefined), { b: 2 });
  assert.deepEqual(withSetting({ a: 1 }, 'a', false), { a: false });
});
