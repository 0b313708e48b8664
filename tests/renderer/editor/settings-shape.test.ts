import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registry } from '#renderer/panels/registry.ts';
import { settingsFields, withSetting } from '#renderer/editor/settings-shape.ts';

test('every panel has a form, from its own schema', () => {
  for (const [panel, entry] of registry) {
    for (const { name, label } of settingsFields(entry)) assert.ok(name && label, `${panel}.${name}`);
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
  assert.equal(kinds('talkers')['lists'], 'several');
  assert.equal(kinds('clock')['timeZones'], 'lines');
});

test('a setting taken back leaves its default to hold', () => {
  assert.deepEqual(withSetting({ a: 1, b: 2 }, 'a', undefined), { b: 2 });
  assert.deepEqual(withSetting({ a: 1 }, 'a', false), { a: false });
});
