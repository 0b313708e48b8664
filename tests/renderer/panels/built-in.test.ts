import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BUILT_IN, focusScene, tenantScene } from '#core/layouts/built-in.ts';
import { registry } from '#renderer/panels/registry.ts';

/** Panels drop settings that they don't know: a scene that asks for one shows something else than it says. */
for (const scene of [...BUILT_IN, focusScene('i1'), tenantScene('ACME')]) {
  test(`built-in scene ${scene.id} asks its panels for nothing that they can't do`, () => {
    for (const { panel, settings } of scene.panels) {
      const entry = registry.get(panel);
      assert.ok(entry, panel);
      const parsed = entry.settings.parse(settings) as Record<string, unknown>;
      for (const [key, value] of Object.entries(settings))
        assert.deepEqual(parsed[key], value, `${panel}.${key}`);
    }
  });
}

test('every panel of a tenant’s scene leaves the other tenants out', () => {
  for (const { panel, settings } of tenantScene('ACME').panels) {
    assert.deepEqual(settings, { tenants: ['ACME'] }, panel);
  }
});
