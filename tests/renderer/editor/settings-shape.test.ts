import assert from 'node:assert/strict';
import { test } from 'node:test';
import { panelTitle, registry } from '#renderer/panels/registry.ts';
import { roomOf } from '#renderer/panels/rows.ts';
import { optionWord, settingsFields, withSetting } from '#renderer/editor/settings-shape.ts';
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
});

test('every setting and every choice of every panel has words in both languages', (t) => {
  t.after(() => setLanguage('en'));
  for (const language of ['en', 'ko'] as const) {
    setLanguage(language);
    for (const [panel, entry] of registry) {
      if (panel === 'skeleton') continue;
      for (const { name, control } of settingsFields(entry)) {
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
