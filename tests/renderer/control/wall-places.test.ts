import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freeWallId, inOneRow, withDisplay } from '#renderer/control/wall-places.ts';

const sized = (name: string, width = 1920, height = 1080, scale = 1) => ({ name, width, height, scale });

test('displays of mixed scale hang by the pixels of their panels', () => {
  const row = inOneRow([
    sized('a', 3840, 2160),
    sized('b', 1920, 1080, 2),
    sized('c', 1536, 864, 1.25),
    sized('d', 0),
  ]);
  assert.deepEqual(
    row.map(({ x, w, h }) => [x, w, h]),
    [
      [0, 3840, 2160],
      [3840, 3840, 2160],
      [7680, 1920, 1080],
      [9600, 1920, 1080],
    ],
  );
});

test('one that is added hangs at the right end, in the unit of the others', () => {
  const known = new Map(['a', 'b', 'new'].map((name) => [name, sized(name)]));
  const millimetres = [
    { display: 'gone', x: 0, y: 30, w: 1200, h: 675 },
    { display: 'a', x: 1200, y: 30, w: 1210, h: 680 },
  ];
  const added = withDisplay(millimetres, sized('new', 1920, 1080, 2), known).at(-1);
  assert.deepEqual(added, { display: 'new', x: 2410, y: 30, w: 2420, h: 1361.3 });
  assert.deepEqual(withDisplay([], sized('new'), known)[0], { display: 'new', x: 0, y: 0, w: 1920, h: 1080 });
});

test('the id of a wall follows its name, in any script', () => {
  const none = new Set<string>();
  assert.equal(freeWallId('  Front wall! ', none).split('-').slice(0, 2).join('-'), 'front-wall');
  assert.equal(freeWallId('Front wall', none), 'front-wall');
  assert.equal(freeWallId('Front wall', new Set(['front-wall'])), 'front-wall-2');
  const korean = ['북쪽', '남쪽', '북쪽 1', '남쪽 1'].map((name) => freeWallId(name, none));
  assert.equal(new Set(korean).size, 4, 'two supervisors at once do not put one in the place of the other');
  for (const id of [...korean, freeWallId('북'.repeat(64), none), freeWallId('x'.repeat(64), none)]) {
    assert.match(id, /^[a-z0-9][a-z0-9-]{0,50}$/);
  }
  assert.equal(freeWallId('북쪽', none), korean[0]);
});
