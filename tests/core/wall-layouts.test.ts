import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SCENE_VERSION } from '#contract/layout.ts';
import { MAX_LAYOUTS } from '#contract/wall-api.ts';
import { layoutsOf } from '#core/wall-layouts.ts';
import { stamp, wall } from '#tests/support/wall-kit.ts';

test('layouts of many scenes are small: a picture in the settings does not go along, a title does', () => {
  const { control } = wall();
  const settings = { image: 'x'.repeat(40_000), list: ['a'], projection: 'zones', title: 'Lobby' };
  const ids = Array.from({ length: MAX_LAYOUTS }, (_, n) => `s${n}`);
  for (const id of ids) {
    const panels = [{ id: 'p', panel: 'picture', x: 0, y: 0, w: 12, h: 12, settings }];
    const scene = { version: SCENE_VERSION, id, title: id, panels };
    assert.ok(control.scenes.save([scene], { ...stamp, comment: '' }, true).ok);
  }
  const { scenes, takeover } = layoutsOf(control.scenes, ['none', ...ids]);
  assert.deepEqual(
    scenes.map(({ id }) => id),
    ids,
    'what is not there is left out',
  );
  assert.deepEqual(scenes[0]?.panels[0], {
    id: 'p',
    panel: 'picture',
    x: 0,
    y: 0,
    w: 12,
    h: 12,
    settings: { title: 'Lobby', projection: 'zones' },
  });
  assert.ok(JSON.stringify(scenes).length < 30_000);
  assert.equal(takeover.panels[0]?.panel, 'focus');
});
