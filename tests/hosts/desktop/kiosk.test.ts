import assert from 'node:assert/strict';
import test from 'node:test';
import { actionOf } from '#hosts/desktop/kiosk-keys.ts';
import { PinEntry, type PinPurpose, type PinView } from '#hosts/desktop/pin-entry.ts';
import { PinLock } from '#hosts/desktop/pin-lock.ts';

const key = (name: string, ...with_: ('control' | 'alt' | 'meta' | 'shift')[]) => ({
  type: 'keyDown',
  key: name,
  control: with_.includes('control'),
  alt: with_.includes('alt'),
  meta: with_.includes('meta'),
  shift: with_.includes('shift'),
});

test('in kiosk what belongs to a browser is swallowed, what a text field needs is not', () => {
  const swallowed = [
    key('F4', 'alt'),
    key('F11'),
    key('F5'),
    key('F12'),
    key('w', 'control'),
    key('r', 'control'),
    key('R', 'control'),
    key('I', 'control'),
    key('t', 'control'),
    key('n', 'control'),
    key('p', 'control'),
    key('+', 'control'),
    key('0', 'control'),
    key('w', 'meta'),
    key('ArrowLeft', 'alt'),
    key('BrowserBack'),
    key('ContextMenu'),
  ];
  for (const one of swallowed) assert.equal(actionOf(one, true), 'swallow', JSON.stringify(one));
  const passed = [
    key('a'),
    key('?'),
    key('Escape'),
    key('c', 'control'),
    key('Control', 'control'),
    key('@', 'control', 'alt'),
  ];
  for (const one of passed) assert.equal(actionOf(one, true), 'pass', JSON.stringify(one));
  for (const one of swallowed) assert.equal(actionOf(one, false), 'pass', 'in a window for work');
  for (const kiosk of [true, false]) {
    assert.equal(actionOf(key('q', 'control'), kiosk), 'leave');
    assert.equal(actionOf(key('Q', 'meta'), kiosk), 'leave');
    assert.equal(actionOf(key('C', 'control', 'shift'), kiosk), 'control');
    assert.equal(actionOf(key('c', 'meta', 'shift'), kiosk), 'control');
  }
});

function lockFor(pin: string) {
  const clock = { now: 0 };
  const lock = new PinLock({ fits: async (typed) => typed === pin, now: () => clock.now });
  return { lock, clock };
}

test('five wrong PINs lock it; the pause doubles up to half an hour; the right one begins anew', async () => {
  const { lock, clock } = lockFor('2468');
  for (let i = 0; i < 4; i++) assert.deepEqual(await lock.check('1111'), { right: false, lockedMs: 0 });
  assert.deepEqual(await lock.check('1111'), { right: false, lockedMs: 60_000 });
  assert.deepEqual(await lock.check('2468'), { right: false, lockedMs: 60_000 }, 'the right one too');
  clock.now += 60_000;
  const pauses: number[] = [];
  for (let i = 0; i < 6; i++) {
    await lock.check('1111');
    pauses.push(lock.lockedMs());
    clock.now += lock.lockedMs();
  }
  assert.deepEqual(pauses, [120_000, 240_000, 480_000, 960_000, 1_800_000, 1_800_000]);
  assert.deepEqual(await lock.check('2468'), { right: true });
  assert.deepEqual(await lock.check('1111'), { right: false, lockedMs: 0 });
});

test('a hundred tries at once are no more than five', async () => {
  const { lock } = lockFor('2468');
  const wrong = Array.from({ length: 100 }, () => lock.check('1111'));
  assert.deepEqual(await lock.check('2468'), { right: false, lockedMs: 60_000 });
  assert.equal(
    (await Promise.all(wrong)).filter((answer) => !answer.right && answer.lockedMs === 0).length,
    4,
  );
});

test('the entry takes every key, shows how many, and never what', async () => {
  const { lock } = lockFor('24a8');
  const seen: PinView[] = [];
  const { promise, resolve } = Promise.withResolvers<PinPurpose>();
  const entry = new PinEntry({ lock, show: (view) => seen.push(view), granted: resolve });
  const type = (...keys: string[]) => {
    for (const one of keys) entry.key(key(one));
  };
  entry.ask('control');
  type('2', '4', 'x', 'Backspace', 'a', '8');
  entry.key(key('v', 'control'));
  assert.deepEqual(seen.at(-1), { state: 'asking', typed: 4, purpose: 'control' });
  type('Enter');
  assert.equal(await promise, 'control');
  assert.ok(!entry.open);
  assert.ok(!JSON.stringify(seen).includes('24a8'));
  entry.ask('leave');
  type('1', 'Escape');
  assert.deepEqual(seen.at(-1), { state: 'closed' });
});
