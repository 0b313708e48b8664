import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import test from 'node:test';
import { keepOpen } from '../../build/keep-open.mjs';

function program(again: (code: number | null) => boolean = () => true) {
  const state = {
    now: 0,
    launches: 0,
    child: new EventEmitter(),
    waits: [] as number[],
    said: [] as string[],
  };
  let next: (() => void) | undefined;
  keepOpen(
    () => {
      state.launches++;
      state.child = new EventEmitter();
      return state.child;
    },
    {
      again,
      say: (line) => state.said.push(line),
      now: () => state.now,
      later: (run, ms) => {
        state.waits.push(ms);
        next = run;
      },
    },
  );
  const end = (livedMs: number, code: number | null, signal: string | null = null) => {
    state.now += livedMs;
    state.child.emit('exit', code, signal);
    const run = next;
    next = undefined;
    run?.();
  };
  return { state, end };
}

test('a program that keeps ending is started later each time, at last every five minutes and for ever', () => {
  const { state, end } = program();
  for (let i = 0; i < 20; i++) end(100, 1);
  assert.equal(state.launches, 21);
  assert.deepEqual(state.waits.slice(0, 4), [1_000, 2_000, 4_000, 8_000]);
  assert.equal(state.waits.at(-1), 300_000);
});

test('one that lived has recovered; a crash is told by its signal', () => {
  const { state, end } = program();
  for (let i = 0; i < 5; i++) end(100, 1);
  end(61_000, null, 'SIGSEGV');
  assert.equal(state.waits.at(-1), 1_000);
  assert.match(state.said.at(-1) ?? '', /SIGSEGV/);
});

test('an end that was meant is one, and a program that is not there is one failure, not two', () => {
  const meant = program((code) => code !== 0);
  meant.end(1_000, 0);
  assert.equal(meant.state.launches, 1);
  const missing = program();
  missing.state.child.emit('error', new Error('ENOENT'));
  missing.state.child.emit('exit', -2, null);
  assert.deepEqual(missing.state.waits, [1_000]);
});
