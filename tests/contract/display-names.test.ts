import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { type NameMemory, nameDisplays, nameOnStation, type SystemDisplay } from '#contract/display-names.ts';

const at = (id: number, label: string, x: number, y = 0): SystemDisplay => ({ id, label, x, y });
const NOTHING: NameMemory = { known: [], ids: new Map() };
const DELL = 'DELL U2723QE';

/** What a restart leaves: the file, as JSON, and no ids. */
const restarted = ({ known }: NameMemory): NameMemory => ({
  known: JSON.parse(JSON.stringify(known)) as NameMemory['known'],
  ids: new Map(),
});

/** Looks at these displays one after the other. @returns the last look's names by id, and what is remembered */
function looks(memory: NameMemory, ...each: (readonly SystemDisplay[])[]) {
  let names: Record<string, string> = {};
  let last = memory;
  for (const displays of each) {
    const look = nameDisplays(displays, last);
    last = look.memory;
    names = Object.fromEntries(look.names);
  }
  return { names, memory: last };
}

test('a display is named by label and position, an unlabelled one by position', () => {
  const { names } = looks(NOTHING, [at(1, DELL, 1920), at(2, '', 0, -1080)]);
  assert.deepEqual(names, { 1: 'DELL U2723QE 1920,0', 2: 'Display 0,-1080' });
});

test('names stay over unplugging, reordering and new ids', () => {
  const first = looks(NOTHING, [at(1, 'A', 0), at(2, 'B', 1920), at(3, 'A', 3840)]);
  const unplugged = looks(first.memory, [at(2, 'B', 0), at(3, 'A', 3840)]);
  assert.deepEqual(unplugged.names, { 2: 'B 1920,0', 3: 'A 3840,0' });
  const again = looks(unplugged.memory, [at(8, 'A', 3000), at(9, 'A', 100), at(7, 'B', 4920)]);
  assert.deepEqual(again.names, { 9: 'A 0,0', 8: 'A 3840,0', 7: 'B 1920,0' });
});

test('of twins the one that stays keeps its name where the system moves it, and the other finds its own again', () => {
  const both = [at(1, DELL, 0), at(2, DELL, 1920)];
  const alone = looks(NOTHING, both, [at(2, DELL, 0)]);
  assert.deepEqual(alone.names, { 2: `${DELL} 1920,0` });
  const plugged = looks(alone.memory, [at(2, DELL, 1920), at(3, DELL, 0)]);
  assert.deepEqual(plugged.names, { 2: `${DELL} 1920,0`, 3: `${DELL} 0,0` });
  const beside = looks(alone.memory, [at(2, DELL, 0), at(3, DELL, 1920)]);
  assert.deepEqual(beside.names, { 2: `${DELL} 1920,0`, 3: `${DELL} 0,0` }, 'on its other side');
});

test('of twins the one that was there last has its name after a restart too, and both where they hung', () => {
  const alone = looks(NOTHING, [at(1, DELL, 0), at(2, DELL, 1920)], [at(2, DELL, 0)]);
  const still = looks(restarted(alone.memory), [at(1, DELL, 0)]);
  assert.deepEqual(still.names, { 1: `${DELL} 1920,0` });
  const both = [at(7, DELL, 1920), at(4, DELL, 0)];
  for (const memory of [alone.memory, still.memory]) {
    assert.deepEqual(looks(restarted(memory), both).names, { 7: `${DELL} 1920,0`, 4: `${DELL} 0,0` });
  }
});

test('four of one label, unplugged from the left and plugged in another order', () => {
  const four = [0, 1, 2, 3].map((n) => at(n, DELL, n * 1920));
  const name = (n: number) => `${DELL} ${n * 1920},0`;
  const gone = looks(NOTHING, four, [at(1, DELL, 0), at(2, DELL, 1920), at(3, DELL, 3840)]);
  assert.deepEqual(gone.names, { 1: name(1), 2: name(2), 3: name(3) });
  const two = looks(gone.memory, [at(2, DELL, 0), at(3, DELL, 1920)]);
  assert.deepEqual(two.names, { 2: name(2), 3: name(3) });
  // The system knows those again that it has had: as Linux does, by connector.
  const mixed = looks(two.memory, [at(1, DELL, 0), at(3, DELL, 1920), at(0, DELL, 3840), at(2, DELL, 5760)]);
  assert.deepEqual(mixed.names, { 0: name(0), 1: name(1), 2: name(2), 3: name(3) });
  const restart = looks(restarted(two.memory), [
    at(9, DELL, 5760),
    at(8, DELL, 0),
    at(7, DELL, 3840),
    at(6, DELL, 1920),
  ]);
  assert.deepEqual(restart.names, { 6: name(1), 7: name(2), 8: name(0), 9: name(3) });
});

test('equal displays that all moved together keep their order', () => {
  const before = looks(NOTHING, [at(1, 'A', 0), at(2, DELL, 1920), at(3, DELL, 3840), at(4, DELL, 5760)]);
  const after = looks(restarted(before.memory), [at(7, DELL, 3840), at(6, DELL, 1920), at(5, DELL, 0)]);
  assert.deepEqual(after.names, { 5: `${DELL} 1920,0`, 6: `${DELL} 3840,0`, 7: `${DELL} 5760,0` });
});

test('an id that another display has now does not lead to the name of the one before', () => {
  const first = looks(NOTHING, [at(1, 'A', 0), at(2, 'B', 1920)]);
  assert.deepEqual(looks(first.memory, [at(1, 'B', 0), at(2, 'C', 1920)]).names, {
    1: 'B 1920,0',
    2: 'C 1920,0',
  });
});

test('displays remembered by an older Vigil keep their names', () => {
  const known = [
    { name: 'A 0,0', label: 'A', x: 0, y: 0 },
    { name: 'A 1920,0', label: 'A', x: 1920, y: 0 },
  ];
  const { names } = looks({ known, ids: new Map() }, [at(5, 'A', 2000), at(6, 'A', 10)]);
  assert.deepEqual(names, { 5: 'A 1920,0', 6: 'A 0,0' });
  assert.deepEqual(looks({ known, ids: new Map() }, [at(5, 'A', 2000)]).names, { 5: 'A 1920,0' });
});

test("a label can't break the name: it is text of bounded length", () => {
  const { names } = looks(NOTHING, [at(1, `<script>"'&?#/\\\u0000${'x'.repeat(200)}`, 0)]);
  assert.match(names[1] ?? '', /^script x+ 0,0$/);
});

test('with the name of its machine a name still fits, and keeps its position', () => {
  assert.equal(nameOnStation('', 'A 0,0'), 'A 0,0');
  assert.equal(nameOnStation('wall-7', 'A 0,0'), 'wall-7 A 0,0');
  const long = nameOnStation('m'.repeat(20), `${'x'.repeat(50)} -10240,-10240`);
  assert.equal(long.length, 64);
  assert.match(long, /^m{20} x+ -10240,-10240$/);
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
  fc.assert(
    fc.property(fc.array(displays, { maxLength: 5 }), displays, fc.boolean(), (before, some, restart) => {
      const { memory } = looks(NOTHING, ...before);
      const once = looks(restart ? restarted(memory) : memory, some);
      const twice = looks(once.memory, some);
      assert.equal(new Set(Object.values(once.names)).size, some.length);
      assert.deepEqual(twice.names, once.names);
      assert.deepEqual(twice.memory.known, once.memory.known);
      for (const name of Object.values(once.names)) assert.ok(name.length >= 1 && name.length <= 64);
    }),
  );
});

test('within a run no display that stays ever changes its name, wherever it is moved', () => {
  const step = fc.uniqueArray(
    fc.record({
      id: fc.nat(5),
      x: fc.integer({ min: -9999, max: 9999 }),
      y: fc.integer({ min: -9999, max: 9999 }),
    }),
    { selector: ({ id }) => id, maxLength: 5 },
  );
  fc.assert(
    fc.property(fc.array(step, { minLength: 2, maxLength: 6 }), (steps) => {
      let memory = NOTHING;
      let before: ReadonlyMap<number, string> = new Map();
      for (const displays of steps) {
        const look = nameDisplays(
          displays.map((display) => ({ ...display, label: DELL })),
          memory,
        );
        for (const [id, name] of look.names) {
          const had = before.get(id);
          if (had !== undefined) assert.equal(name, had);
        }
        before = look.names;
        memory = look.memory;
      }
    }),
  );
});
