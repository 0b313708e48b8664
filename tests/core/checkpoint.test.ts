import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALARM_DEFAULTS, Alarms } from '#core/alarms/alarms.ts';
import { Checkpoint } from '#core/checkpoint.ts';
import { causeOf } from '#core/incidents/cause.ts';
import { Views } from '#core/frame/views.ts';
import { Incidents } from '#core/incidents/incidents.ts';
import { StateStore } from '#core/state/state-store.ts';
import { WallControl } from '#core/wall-control.ts';
import { detection } from '#tests/support/events.ts';

/** Refuses its first commit, as a full disk does. */
class FullAtFirst extends StateStore {
  full = true;

  override commit(changes: Parameters<StateStore['commit']>[0]): void {
    if (this.full) throw new Error('disk is full');
    super.commit(changes);
  }
}

test('what a full disk refused is in the next commit', () => {
  const store = new FullAtFirst(undefined);
  const incidents = new Incidents();
  const alarms = new Alarms(ALARM_DEFAULTS);
  const checkpoint = new Checkpoint(store, {
    feeds: [],
    pipeline: { detections: [0, 0, 0, 0, 1] },
    incidents,
    alarms,
    wall: new WallControl({
      settings: { refresh: null, pixelShift: { pixels: 0, everySeconds: 60 } },
      incident: () => undefined,
      notice: () => undefined,
    }),
    views: new Views({
      places: () => ({ version: 1, list: [] }),
      highlights: () => ({ version: 0, list: [] }),
    }),
  });
  const hit = detection({ ruleId: 'a', level: 4 });
  const change = incidents.add(hit, causeOf(hit), 'e1');
  assert.ok(change);
  alarms.update(change.incident, true, 1_000);

  assert.throws(() => checkpoint.commit(), /full/);
  store.full = false;
  checkpoint.commit();

  const stored = store.restore();
  assert.deepEqual(
    stored.incidents.map(({ id }) => id),
    [change.incident.id],
  );
  assert.equal(stored.alarms.length, 1);
  store.close();
});
