import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DisplayRegistry, MAX_DISPLAYS } from '#core/displays/registry.ts';

test('a display is online while one of its windows is, and remembered afterwards', () => {
  const registry = new DisplayRegistry();
  registry.join('north', 'a', 1);
  registry.join('north', 'b', 2);
  assert.equal(registry.get('north')?.windows, 2);
  registry.leave('north', 'a', 3);
  assert.ok(registry.get('north')?.online);
  assert.equal(registry.get('north')?.windows, 1);
  registry.leave('north', 'b', 4);
  assert.deepEqual(
    [registry.get('north')?.online, registry.get('north')?.lastSeen, registry.get('north')?.label],
    [false, 4, 'north'],
  );
});

test('a report keeps what it leaves out, and makes no display', () => {
  const registry = new DisplayRegistry();
  registry.join('north', 'a', 1);
  registry.report({ display: 'north', width: 1920, scene: 'triage' }, 2);
  registry.report({ display: 'north', draw: 'frozen' }, 3);
  const { width, scene, draw } = registry.get('north') ?? {};
  assert.deepEqual([width, scene, draw], [1920, 'triage', 'frozen']);
  registry.report({ display: 'ghost', width: 1 }, 4);
  assert.equal(registry.get('ghost'), undefined);
});

test('one that is online is not forgotten; restored it is offline', () => {
  const registry = new DisplayRegistry();
  registry.join('north', 'a', 1);
  assert.ok(!registry.forget('north'));
  const again = new DisplayRegistry();
  again.restore(registry.list());
  assert.equal(again.get('north')?.online, false);
  assert.ok(again.forget('north'));
  assert.deepEqual(again.list(), []);
});

test('beyond the bound the one longest unseen goes, never one that is online', () => {
  const registry = new DisplayRegistry();
  registry.join('first', 'x', 0);
  for (let i = 0; i < MAX_DISPLAYS; i++) {
    registry.join(`d${i}`, `c${i}`, i + 1);
    registry.leave(`d${i}`, `c${i}`, i + 1);
  }
  assert.equal(registry.list().length, MAX_DISPLAYS);
  assert.equal(registry.evicted, 1);
  assert.ok(registry.get('first'));
  assert.equal(registry.get('d0'), undefined);
});

test('what may be heard of a display is unknown again when its page comes anew', () => {
  const registry = new DisplayRegistry();
  registry.join('north', 'a', 1);
  registry.report({ display: 'north', sound: 'muted' }, 2);
  registry.join('north', 'b', 3);
  assert.equal(registry.get('north')?.sound, 'muted', 'a second window beside it');
  registry.leave('north', 'a', 4);
  registry.leave('north', 'b', 4);
  registry.join('north', 'c', 5);
  assert.equal(registry.get('north')?.sound, 'unknown');
});
