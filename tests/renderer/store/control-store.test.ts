import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Api, CallInput } from '#contract/api.ts';
import { SCENE_VERSION, type Scene, type SceneSummary } from '#contract/layout.ts';
import { MAX_LAYOUTS } from '#contract/wall-api.ts';
import { setClient } from '#renderer/store/actions.ts';
import { controlStore, refreshControl } from '#renderer/store/control-store.ts';
import { wallStore } from '#renderer/store/wall-store.ts';
import { until } from '#tests/support/serve.ts';

const scene = (id: string): Scene => ({ version: SCENE_VERSION, id, title: id, panels: [] });
const summary = (id: string, more: Partial<SceneSummary> = {}): SceneSummary => ({
  id,
  title: id,
  builtIn: true,
  published: 0,
  latest: 0,
  by: '',
  at: 0,
  deletedAt: 0,
  ...more,
});

/** A core with so many scenes, and what it was asked. */
function core(scenes: () => readonly SceneSummary[], fails: () => boolean) {
  const calls: string[] = [];
  const answers: Record<string, (input: never) => unknown> = {
    'control.state': () => ({ revision: 1 }),
    'display.list': () => [],
    'scene.list': scenes,
    'control.history': () => ({ entries: [], newest: 0, evicted: 0 }),
    'scene.layouts': ({ ids }: CallInput<'scene.layouts'>) => {
      assert.ok(ids.length <= MAX_LAYOUTS);
      if (fails()) throw new Error('too slow');
      return { scenes: ids.map(scene), takeover: scene('focus') };
    },
  };
  const client = new Proxy({} as Api, {
    get: (_, name: string) => async (input: never) => {
      calls.push(name);
      return answers[name]?.(input);
    },
  });
  setClient(client);
  return calls;
}

test('all thumbnails come in few calls; what failed is said and asked for again; scenes that are gone are forgotten', async () => {
  let list = Array.from({ length: 206 }, (_, n) => summary(`s${n}`));
  let fails = true;
  const calls = core(
    () => list,
    () => fails,
  );
  await refreshControl();
  assert.equal(controlStore.getState().problem, 'too slow');
  assert.equal(controlStore.getState().scenes?.length, 206, 'what else came is there');
  fails = false;
  calls.length = 0;
  await refreshControl();
  assert.equal(controlStore.getState().problem, '');
  assert.equal(controlStore.getState().layouts.size, 206);
  assert.equal(controlStore.getState().takeoverLayout?.id, 'focus');
  assert.equal(calls.length, 4 + 3);
  list = [summary('s0', { builtIn: false, published: 2 }), summary('s1', { builtIn: false, deletedAt: 5 })];
  calls.length = 0;
  await refreshControl();
  assert.deepEqual([...controlStore.getState().layouts.keys()], ['s0']);
  assert.equal(calls.length, 4 + 1);
});

const shown = () => controlStore.getState().scenes?.[0]?.id;

test('calls during an answer make one more round, which is newer than all of them; rounds keep apart', async () => {
  let asked = 0;
  const calls = core(
    () => [summary(`round${++asked}`, { builtIn: false })],
    () => false,
  );
  const first = refreshControl();
  await until('the first round', () => asked === 1);
  const started = performance.now();
  const more = [refreshControl(), refreshControl()];
  await first;
  assert.equal(shown(), 'round1');
  await Promise.all(more);
  assert.equal(shown(), 'round2');
  assert.ok(performance.now() - started > 150);
  for (let n = 0; n < 20; n++) void refreshControl();
  await refreshControl();
  assert.equal(calls.filter((name) => name === 'scene.list').length, 3);
});

test('what could not be told is asked for again while there is a link', async () => {
  wallStore.setState({ link: 'up' });
  let fails = true;
  core(
    () => [summary('again')],
    () => fails,
  );
  await refreshControl();
  assert.equal(controlStore.getState().problem, 'too slow');
  fails = false;
  await until('the answer', () => controlStore.getState().problem === '');
});
