import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOf, imageType, smallerSizes } from '#renderer/editor/image-file.ts';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test('a picture is known by its bytes, not by its name', () => {
  assert.equal(imageType(bytes('\u0089PNG\r\n\u001a\n')), 'image/png');
  assert.equal(imageType(bytes('\u00ff\u00d8\u00ff\u00e0')), 'image/jpeg');
  assert.equal(imageType(bytes('RIFF\0\0\0\0WEBPVP8 ')), 'image/webp');
  for (const text of ['', 'GIF89a', '<svg xmlns=', 'RIFF\0\0\0\0AVI ']) {
    assert.equal(imageType(bytes(text)), undefined, text);
  }
});

test('sizes to try keep its shape, never grow, and get small', () => {
  const sizes = smallerSizes({ width: 3840, height: 2160 });
  assert.deepEqual(sizes[0], { width: 1920, height: 1080 });
  assert.deepEqual(smallerSizes({ width: 500, height: 1000 })[0], { width: 500, height: 1000 });
  for (const { width, height } of sizes) assert.ok(Math.abs(width / height - 16 / 9) < 0.05);
  assert.deepEqual(smallerSizes({ width: 9000, height: 1 }).at(-1), { width: 160, height: 1 });
  const widths = sizes.map(({ width }) => width);
  assert.deepEqual(
    widths,
    widths.toSorted((a, b) => b - a),
  );
});

test('a data: URL is as long as what it stands for', () => {
  for (const length of [0, 1, 2, 3, 1000]) {
    assert.equal(bytesOf(`data:image/png;base64,${Buffer.alloc(length).toString('base64')}`), length);
  }
});
