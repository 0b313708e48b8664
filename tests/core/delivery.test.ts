import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeFrame } from '#contract/frame.ts';
import { ViewQuery } from '#contract/view.ts';
import { Delivery } from '#core/delivery.ts';
import { FrameBuilder } from '#core/frame/frame-builder.ts';
import { event } from '#tests/support/events.ts';
import { QUIET_INPUTS } from '#tests/support/frame-inputs.ts';

const NOW = 1_800_000_000_000;
const ACME = ViewQuery.parse({ tenants: ['Acme'] });

function setUp() {
  const frame = new FrameBuilder(QUIET_INPUTS);
  const delivery = new Delivery(frame);
  const join = (client: string) => {
    const got: string[] = [];
    const state = { ready: true };
    const say = (kind: string, bytes: Uint8Array) =>
      got.push(`${kind} ${decodeFrame(bytes).snapshot ? 'whole' : 'delta'}`);
    const listener = {
      client,
      display: client,
      ready: () => state.ready,
      frame: (bytes: Uint8Array) => void say('wall', bytes),
      view: (_key: string, bytes: Uint8Array) => void say('view', bytes),
      directive: () => undefined,
    };
    delivery.add(listener);
    return { listener, state, take: () => got.splice(0) };
  };
  return { frame, delivery, join };
}

test('a view goes to its watchers alone: whole at first, then what changes', () => {
  const { delivery, join } = setUp();
  const [one, two] = [join('one'), join('two')];
  delivery.watch('one', ACME, NOW);
  delivery.tick(NOW);
  assert.deepEqual(one.take(), ['wall whole', 'view whole']);
  assert.deepEqual(two.take(), ['wall whole']);
  delivery.tick(NOW + 1_000);
  assert.deepEqual(one.take(), ['wall delta', 'view delta']);
  assert.deepEqual(two.take(), ['wall delta']);
});

test('a display that falls behind gets everything whole, and the others go on', () => {
  const { delivery, join } = setUp();
  const [slow, quick] = [join('slow'), join('quick')];
  for (const client of ['slow', 'quick']) delivery.watch(client, ACME, NOW);
  delivery.tick(NOW);
  slow.take();
  quick.take();
  slow.state.ready = false;
  delivery.tick(NOW + 1_000);
  slow.state.ready = true;
  delivery.tick(NOW + 2_000);
  assert.deepEqual(slow.take(), ['wall whole', 'view whole']);
  assert.deepEqual(quick.take(), ['wall delta', 'view delta', 'wall delta', 'view delta']);
});

test('watched again it comes whole again and is one watcher; it ends with its connection', () => {
  const { frame, delivery, join } = setUp();
  const one = join('one');
  const first = delivery.watch('one', ACME, NOW);
  delivery.tick(NOW);
  one.take();
  assert.deepEqual(delivery.watch('one', ACME, NOW + 50), first);
  delivery.tick(NOW + 50);
  assert.ok(one.take().includes('view whole'));
  assert.equal(frame.views.get(ACME)?.watchers, 1);
  assert.equal(delivery.remove(one.listener, NOW + 100), true);
  assert.equal(delivery.remove(one.listener, NOW + 100), false);
  assert.equal(frame.views.get(ACME)?.watchers, 0);
  assert.throws(() => delivery.watch('one', ACME, NOW), /gets no frames/);
});

test('what is taken back comes no more; to take back what is not watched does nothing', () => {
  const { frame, delivery, join } = setUp();
  const [one, two] = [join('one'), join('two')];
  for (const client of ['one', 'two']) delivery.watch(client, ACME, NOW);
  delivery.unwatch('one', ACME, NOW);
  delivery.unwatch('one', ACME, NOW);
  delivery.unwatch('nobody', ACME, NOW);
  frame.addEvent(event({ '@timestamp': NOW, 'organization.name': 'acme' }), NOW, NOW, true);
  delivery.tick(NOW);
  assert.deepEqual(one.take(), ['wall whole']);
  assert.deepEqual(two.take(), ['wall whole', 'view whole']);
  assert.equal(frame.views.get(ACME)?.watchers, 1);
});
