import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api } from '#contract/api.ts';
import { checkBuild } from '#renderer/bridge/build-check.ts';
import { clientOf } from '#renderer/bridge/client.ts';
import { CallFailure } from '#renderer/bridge/calls.ts';

test('the client has every call there is, and rejects with the contract’s error', async () => {
  const seen: unknown[] = [];
  const client = clientOf({
    call: async (name, input) => {
      seen.push([name, input]);
      return name === 'incident.get'
        ? { ok: false, error: { code: 'not-found', message: 'No incident "x"' } }
        : { ok: true, value: [] };
    },
  });
  assert.deepEqual(Object.keys(client), Object.keys(api));
  assert.deepEqual(await client['alarm.acknowledge']({ ids: ['a'] }), []);
  assert.deepEqual(seen, [['alarm.acknowledge', { ids: ['a'] }]]);
  await assert.rejects(client['incident.get']({ id: 'x' }), (error) => {
    assert.ok(error instanceof CallFailure);
    assert.equal(error.code, 'not-found');
    return true;
  });
});

function page(ownBuild: string, busyFor = 0) {
  const kept = new Map<string, string>();
  const log = { reloads: 0, waits: 0 };
  let busy = busyFor;
  return {
    log,
    ownBuild,
    storage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    },
    busy: () => busy-- > 0,
    reload: () => void log.reloads++,
    later: (run: () => void) => {
      log.waits++;
      run();
    },
  };
}

test('another build reloads the page once, never in a circle', () => {
  const one = page('aaa');
  assert.equal(checkBuild('aaa', one), false);
  assert.equal(checkBuild('', one), false);
  assert.equal(checkBuild('bbb', one), true);
  assert.equal(checkBuild('bbb', one), false);
  assert.equal(one.log.reloads, 1);
  assert.equal(checkBuild('ccc', one), true);
  assert.equal(one.log.reloads, 2);
});

test('a person in the middle of something is not interrupted', () => {
  const one = page('aaa', 2);
  checkBuild('bbb', one);
  assert.deepEqual(one.log, { reloads: 1, waits: 2 });
});
