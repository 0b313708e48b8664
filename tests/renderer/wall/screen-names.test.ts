import assert from 'node:assert/strict';
import test from 'node:test';
import { ScreenNames } from '#renderer/wall/screen-names.ts';

/** A browser's local storage, as much of it as is used. */
function storage(entries: Readonly<Record<string, string>> = {}): Storage {
  const items = new Map(Object.entries(entries));
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  } as Storage;
}

const screen = (label: string, left: number) => ({ label, left, top: 0 });
const look = (names: ScreenNames, ...screens: ReturnType<typeof screen>[]) => [
  ...names.look(screens).values(),
];

test('screens are named as the desktop host names displays, with the name of this browser before them', () => {
  const own = storage({ 'vigil.station': 'k3fw' });
  const names = look(new ScreenNames(own), screen('DELL  "U2723QE"', 1920), screen('', -1080));
  assert.deepEqual(names, ['k3fw DELL U2723QE 1920,0', 'k3fw Display -1080,0']);
});

test('two browsers with the same screens are two stations, each for good', () => {
  const [one, other] = [storage(), storage()];
  const [first, second] = [
    look(new ScreenNames(one), screen('A', 0)),
    look(new ScreenNames(other), screen('A', 0)),
  ];
  assert.match(first[0] ?? '', /^[a-z2-9]{4} A 0,0$/);
  assert.notDeepEqual(first, second);
  assert.deepEqual(look(new ScreenNames(one), screen('A', 0)), first);
});

test('names outlive reordering and a restart of the browser, and twins that move keep theirs', () => {
  const own = storage({ 'vigil.station': 'k3fw' });
  const names = new ScreenNames(own);
  const [left, right] = [screen('A', 0), screen('A', 1920)];
  look(names, left, right);
  right.left = 0;
  assert.deepEqual(look(names, right), ['k3fw A 1920,0'], 'the browser moves the one that stays');
  assert.deepEqual(look(new ScreenNames(own), screen('A', 0)), ['k3fw A 1920,0'], 'after a restart');
  assert.deepEqual(look(new ScreenNames(own), screen('A', 1920), screen('A', 0)), [
    'k3fw A 1920,0',
    'k3fw A 0,0',
  ]);
});

test('what is kept and cannot be read is begun anew', () => {
  for (const kept of ['{', '7', '[null,{"name":""},{"name":"A","label":"A","x":0}]']) {
    const own = storage({ 'vigil.station': 'k3fw', 'vigil.screens': kept });
    assert.deepEqual(look(new ScreenNames(own), screen('A', 5)), ['k3fw A 5,0']);
  }
});
