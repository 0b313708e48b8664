import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NEW_PATH, soundStateOf } from '#renderer/sound/sound-state.ts';
import { muteMemory } from '#renderer/sound/mute-memory.ts';

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
    memory.write('left', true);
    assert.equal(memory.read('left'), true);
    assert.equal(memory.read('right'), false);
    memory.write('left', false);
    assert.equal(memory.read('left'), false);
  });

  it('is not muted where the browser refuses storage', () => {
    const memory = muteMemory(() => {
      throw new Error('refused');
    });
    memory.write('left', true);
    assert.equal(memory.read('left'), false);
  });
});
