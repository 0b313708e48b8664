import assert from 'node:assert/strict';
import { beforeEach, test, type TestContext } from 'node:test';
import type { Api } from '#contract/api.ts';
import { type Frame, NO_ARCS, NO_RATE } from '#contract/frame.ts';
import { ViewQuery, viewKey } from '#contract/view.ts';
import { setClient } from '#renderer/store/actions.ts';
import { applyView, openView, watchAgain } from '#renderer/store/views.ts';
import { onResyncNeeded, setLink, wallStore } from '#renderer/store/wall-store.ts';
import { flows, talkers } from '../../wall/synthetic.ts';

const NOW = 1_800_000_000_000;
let calls: string[] = [];
let refusal: string | undefined;
let asked = 0;
let arrived = 0;
onResyncNeeded(() => void asked++);
setClient({
  'view.watch': async ({ tenants }) => {
    calls.push(`watch ${tenants.join()}`);
    if (refusal !== undefined) throw new Error(refusal);
    return { key: '', since: NOW };
  },
  'view.unwatch': async ({ tenants }) => {
    calls.push(`unwatch ${tenants.join()}`);
    return {};
  },
} satisfies Partial<Api> as unknown as Api);

const of = (tenant: string): ViewQuery => ViewQuery.parse({ tenants: [tenant] });
const settled = async () => {
  for (let i = 0; i < 5; i++) await Promise.resolve();
};

function apply(query: ViewQuery, part: Partial<Frame>): void {
  arrived += 10_000;
  const frame: Frame = {
    snapshot: false,
    sequence: 1,
    generation: 7,
    time: NOW,
    rate: NO_RATE,
    flows: undefined,
    arcs: NO_ARCS,
    arcsSeen: 0,
    changes: {},
    ...part,
  };
  applyView(viewKey(query), frame, arrived);
}

beforeEach(() => {
  setLink('up');
  calls = [];
  refusal = undefined;
  asked = 0;
});

function timers(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  return t.mock.timers;
}

test('panels with the same filter share one view, which is taken back when the last has left for a while', async (t) => {
  const time = timers(t);
  const one = openView(of('a'));
  const two = openView(of('A'));
  assert.equal(one.traffic, two.traffic);
  await settled();
  assert.deepEqual(calls, ['watch a']);
  assert.equal(one.traffic.store.getState().since, NOW);
  one.close();
  time.tick(5_000);
  two.close();
  time.tick(900);
  const back = openView(of('a'));
  assert.equal(back.traffic, one.traffic);
  time.tick(5_000);
  assert.deepEqual(calls, ['watch a']);
  back.close();
  time.tick(1_100);
  assert.deepEqual(calls, ['watch a', 'unwatch a']);
  const anew = openView(of('a'));
  assert.notEqual(anew.traffic, one.traffic);
  anew.close();
  time.tick(1_100);
});

test('its frames fill it, those of others and before a snapshot do not', (t) => {
  const time = timers(t);
  const { traffic, close } = openView(of('b'));
  apply(of('c'), { snapshot: true });
  apply(of('b'), { changes: { talkers: talkers() } });
  assert.deepEqual([traffic.store.getState().loaded, asked], [false, 1]);
  apply(of('b'), { snapshot: true, changes: { talkers: talkers() }, flows: flows() });
  const first = traffic.store.getState();
  assert.ok(first.loaded && first.talkers);
  assert.equal(traffic.flows()?.count.length, 16);
  apply(of('b'), { sequence: 2 });
  assert.equal(traffic.store.getState(), first, 'nothing new, nothing rendered');
  assert.equal(asked, 1);
  apply(of('b'), { sequence: 4 });
  assert.equal(asked, 2, 'a gap asks for a snapshot');
  close();
  time.tick(1_100);
});

test('a held picture stays as it is, but what had none yet gets one', (t) => {
  const time = timers(t);
  const { traffic, close } = openView(of('d'));
  wallStore.setState({ frozenAt: 1 });
  apply(of('d'), { snapshot: true });
  assert.equal(traffic.store.getState().loaded, true);
  apply(of('d'), { sequence: 2, changes: { talkers: talkers() } });
  assert.equal(traffic.store.getState().talkers, undefined);
  wallStore.setState({ frozenAt: 0 });
  close();
  time.tick(1_100);
});

test('a core that says hello is asked again for what is watched, and for nothing else', async (t) => {
  const time = timers(t);
  const kept = openView(of('e'));
  const left = openView(of('f'));
  left.close();
  await settled();
  calls = [];
  watchAgain();
  assert.deepEqual(calls, ['watch e']);
  kept.close();
  time.tick(1_100);
});

test('a refusal is told and asked again; without a link there is none', async (t) => {
  const time = timers(t);
  refusal = 'too many';
  const { traffic, close } = openView(of('g'));
  await settled();
  assert.equal(traffic.store.getState().problem, 'too many');
  refusal = undefined;
  time.tick(10_000);
  await settled();
  assert.equal(traffic.store.getState().problem, '');
  setLink('down');
  refusal = 'no link';
  watchAgain();
  await settled();
  assert.equal(traffic.store.getState().problem, '');
  close();
  time.tick(1_100);
});
