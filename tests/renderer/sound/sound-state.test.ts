import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NEW_PATH, soundStateOf } from '#renderer/sound/sound-state.ts';
import { mutedNow, muteMemory } from '#renderer/sound/mute-memory.ts';

const good = { ...NEW_PATH, context: 'running', loaded: true, tested: true } as const;

describe('soundStateOf', () => {
  it('says running only when it was heard', () => {
    assert.equal(soundStateOf(good), 'running');
    assert.equal(soundStateOf({ ...good, tested: undefined }), 'unknown');
    assert.equal(soundStateOf({ ...good, loaded: false }), 'unknown');
  });

  it('tells a missing gesture from a failure, and a choice from both', () => {
    assert.equal(soundStateOf(NEW_PATH), 'suspended');
    assert.equal(soundStateOf({ ...NEW_PATH, trouble: 'high: 404' }), 'failed');
    assert.equal(soundStateOf({ ...good, tested: false }), 'failed');
    assert.equal(soundStateOf({ ...good, context: 'none' }), 'failed');
    assert.equal(soundStateOf({ ...good, tested: false, muted: true }), 'muted');
  });
});

describe('muteMemory', () => {
  it('remembers by display', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
      clear: () => kept.clear(),
      key: () => null,
      length: 0,
    };
    const memory = muteMemory(() => storage);
    memory.write('left', { muted: true, order: 7 });
    assert.deepEqual(memory.read('left'), { muted: true, order: 7 });
    assert.equal(memory.read('right'), undefined);
    kept.set('vigil.muted.left', 'broken');
    assert.equal(memory.read('left'), undefined);
  });

  it('is not muted where the browser refuses storage', () => {
    const memory = muteMemory(() => {
      throw new Error('refused');
    });
    memory.write('left', { muted: true, order: 0 });
    assert.equal(memory.read('left'), undefined);
  });
});

const told = (muted: boolean, muteOrder: number) => ({ muted, muteOrder });
const key = (muted: boolean, order: number) => ({ muted, order });

describe('mutedNow', () => {
  it('is what was chosen last: by key M, or by the control room', () => {
    assert.equal(mutedNow(undefined, undefined), false);
    assert.equal(mutedNow(undefined, told(true, 5)), true);
    assert.equal(mutedNow(key(false, 5), told(true, 5)), false, 'the key came after the order');
    assert.equal(mutedNow(key(false, 5), told(true, 6)), true, 'the same order given anew');
    assert.equal(mutedNow(key(true, 5), told(false, 6)), false);
    assert.equal(mutedNow(key(true, 5), undefined), true, 'before the core has spoken');
  });
});
