import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begin, change, MAX_UNDO, redo, undo } from '#renderer/editor/undo.ts';

test('what was done is taken back and done again, in order', () => {
  const line = change(change(begin('a'), 'b'), 'c');
  const back = undo(undo(line));
  assert.equal(back.present, 'a');
  assert.equal(undo(back), back);
  assert.equal(redo(redo(back)).present, 'c');
  assert.equal(redo(line), line);
});

test('a change after an undo leaves nothing to do again', () => {
  const line = change(undo(change(begin('a'), 'b')), 'x');
  assert.deepEqual(line.future, []);
  assert.equal(undo(line).present, 'a');
});

test('a run of one kind is one step; an undo ends it', () => {
  let line = change(change(begin('t'), 'ti', 'title'), 'tit', 'title');
  assert.equal(undo(line).present, 't');
  line = change(line, 'tit!', 'other');
  assert.equal(undo(line).present, 'tit');
  assert.equal(undo(change(undo(line), 'tito', 'title')).present, 'tit');
});

test('the past is bounded: the oldest steps are let go', () => {
  let line = begin(0);
  for (let i = 1; i <= MAX_UNDO + 20; i++) line = change(line, i);
  assert.equal(line.past.length, MAX_UNDO);
  for (let i = 0; i < MAX_UNDO + 20; i++) line = undo(line);
  assert.equal(line.present, 20);
});
