import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { type KnownDisplay, nameDisplays, type SystemDisplay } from '#hosts/desktop/display-names.ts';

const at = (id: number, label: string, x: number, y = 0): SystemDisplay => ({ id, label, x, y });
const list = (names: ReadonlyMap<number, string>) => [...names.entries()];

test('a display is named by label and position, an unlabelled one by position', () => {
  const { names } = nameDisplays([at(1, 'DELL U2723QE', 1920), at(2, '', 0, -1080)], []);
  assert.deepEqual(list(names), [
    [1, 'DELL U2723QE 1920,0'],
    [2, 'Display 0,-1080'],
  ]);
});

test('names stay over unplugging, reordering and new ids', () => {
  const first = nameDisplays([at(1, 'A', 0), at(2, 'B', 1920), at(3, 'A', 3840)], []);
  const unplugged = nameDisplays([at(2, 'B', 0), at(3, 'A', 3840)], first.known);
  assert.equal(unplugged.names.get(2), 'B 1920,0');
  assert.equal(unplugged.names.get(3), 'A 3840,0');
  const again = nameDisplays([at(8, 'A', 3000), at(9, 'A', 100), at(7, 'B', 4920)], unplugged.known);
  assert.equal(again.names.get(9), 'A 0,0');
  assert.equal(again.names.get(8), 'A 3840,0');
  assert.equal(again.names.get(7), 'B 1920,0');
});

test("a label can't break the name: it is text of bounded length", () => {
  const { names } = nameDisplays([at(1, `<script>"'&?#/\\\u0000${'x'.repeat(200)}`, 0)], []);
  const name = names.get(1) ?? '';
  assert.match(name, /^script x+ 0,0$/);
  assert.ok(name.length <= 64);
});

test('whatever is plugged, names are distinct and a second look changes nothing', () => {
  const displays = fc.uniqueArray(
    fc.record({
      id: fc.nat(50),
      label: fc.constantFrom('', 'A', 'B'),
      x: fc.integer({ min: -9999, max: 9999 }),
      y: fc.integer({ min: -9999, max: 9999 }),
    }),
    { selector: ({ id }) => id, maxLength: 6 },
  );
  const known: fc.Arbitrary<readonly KnownDisplay[]> = displays.map((some) => nameDisplays(some, []).known);
  fc.assert(
    fc.property(displays, known, (some, before) => {
      const once = nameDisplays(some, before);
      const twice = nameDisplays(some, once.known);
      assert.equal(new Set(once.names.values()).size, some.length);
      assert.deepEqual(Object.fromEntries(twice.names), Object.fromEntries(once.names));
      for (const name of once.names.values()) assert.ok(name.length >= 1 && name.length <= 64);
    }),
  );
});
