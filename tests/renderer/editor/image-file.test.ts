import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOf, imageType, nextSide } from '#renderer/editor/image-file.ts';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test('a picture is known by its bytes, not by its name', () => {
  assert.equal(imageType(bytes('\u0089PNG\r\n\u001a\n')), 'image/png');
  assert.equal(imageType(bytes('\u00ff\u00d8\u00ff\u00e0')), 'image/jpeg');
  assert.equal(imageType(bytes('RIFF\0\0\0\0WEBPVP8 ')), 'image/webp');
  for (const text of ['', 'GIF89a', '<svg xmlns=', 'RIFF\0\0\0\0AVI ']) {
    assert.equal(imageType(bytes(text)), undefined, text);
  }
});

test('what came out too large is tried smaller, by how much too large it was', () => {
  assert.equal(nextSide(1000, 400, 100), 485);
  assert.equal(nextSide(1000, 101, 100), 900, 'never in small steps');
  assert.equal(nextSide(1000, 1_000_000, 1), 300, 'nor in one leap');
});

test('a data: URL is as long as what it stands for', () => {
  for (const length of [0, 1, 2, 3, 1000]) {
    assert.equal(bytesOf(`data:image/png;base64,${Buffer.alloc(length).toString('base64')}`), length);
  }
});
