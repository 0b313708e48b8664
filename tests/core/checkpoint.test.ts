import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { ALARM_DEFAULTS, Alarms } from '#core/alarms/alarms.ts';
import { Checkpoint } from '#core/checkpoint.ts';
import { readTree } from '#core/enrich/address-tree.ts';
import { cityDatabase } from '#core/enrich/databases.ts';
import { Enricher } from '#core/enrich/enricher.ts';
import { causeOf } from '#core/incidents/cause.ts';
import { Views } from '#core/frame/views.ts';
import { Incidents } from '#core/incidents/incidents.ts';
import { StateStore } from '#core/state/state-store.ts';
import { WallControl } from '#core/wall-control.ts';
import { detection, event } from '#tests/support/events.ts';
import { writeMmdb } from '#tests/support/mmdb.ts';

const CITIES = writeMmdb({
  '203.0.113.0/24': { city: 'Berlin', country_code: 'DE', latitude: 52.5, longitude: 13.4 },
  '198.51.100.0/24': { city: 'Paris', country_code: 'FR', latitude: 48.9, longitude: 2.4 },
});
const cities = { city: cityDatabase(readTree(Buffer.from(CITIES))) };
const siteOf = (name: string, cidr: string) => ({ name, cidrs: [cidr], latitude: 37, longitude: 127 });

function partsOf(enricher: Enricher) {
  return {
    feeds: [],
    pipeline: { detections: [0, 0, 0, 0, 1] },
    places: enricher,
    incidents: new Incidents(),
    alarms: new Alarms(ALARM_DEFAULTS),
    wall: new WallControl({
      settings: { refresh: null, pixelShift: { pixels: 0, everySeconds: 60 } },
      incident: () => undefined,
      notice: () => undefined,
    }),
    views: new Views({
      places: () => ({ version: 1, list: [] }),
      highlights: () => ({ version: 0, list: [] }),
    }),
  };
}

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
  const parts = partsOf(new Enricher({ sites: [] }));
  const { incidents, alarms } = parts;
  const checkpoint = new Checkpoint(store, parts);
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

/** The incident of an attack from Berlin on the first site, as it is on disk. */
function storedIncident() {
  const enricher = new Enricher({ sites: [siteOf('HQ', '10.0.0.0/8')], references: cities });
  const parts = partsOf(enricher);
  const hit = detection({ level: 4 });
  enricher.enrich(hit.event);
  parts.incidents.add(hit, causeOf(hit), 'e1');
  const store = new StateStore(undefined);
  new Checkpoint(store, parts).commit();
  return { store, stored: store.restore().incidents[0] ?? assert.fail('nothing is stored') };
}

/** What the places of the stored incident are called in a run with these sites. */
function placesAgain(store: StateStore, enricher: Enricher): (string | undefined)[] {
  const parts = partsOf(enricher);
  new Checkpoint(store, parts).restore(1_000);
  const [row] = parts.incidents.rows(new Set());
  const nameOf = (id: number | undefined) => enricher.places().find((place) => place.id === id)?.name;
  return [nameOf(row?.sourcePlace), nameOf(row?.destinationPlace)];
}

test('an incident is where it was, whatever ids its places have after a restart', () => {
  const { store } = storedIncident();
  const sites = [siteOf('Lab', '192.168.0.0/16'), siteOf('HQ', '10.0.0.0/8')];
  const enricher = new Enricher({ sites, references: cities });
  const paris = detection();
  paris.event['source.ip'] = '198.51.100.7';
  enricher.enrich(paris.event);
  assert.deepEqual(placesAgain(store, enricher), ['Berlin', 'HQ']);
  assert.deepEqual(placesAgain(store, new Enricher({ sites: [] })), ['Berlin', 'Unlocated']);
  store.close();
});

test('what an older version stored keeps its country, and is nowhere rather than elsewhere', () => {
  const { store, stored } = storedIncident();
  const { sourceAt: _source, destinationAt: _destination, ...old } = stored;
  const commit = (sourcePlace: number) =>
    store.commit({ sources: [], incidents: [{ ...old, sourcePlace }], alarms: [], detections: [] });
  const enricher = new Enricher({ sites: [siteOf('Lab', '192.168.0.0/16')] });
  commit(old.sourcePlace);
  assert.deepEqual(placesAgain(store, enricher), ['Unlocated', 'Unlocated']);
  commit(enricher.places().find(({ code }) => code === 'DE')?.id ?? 0);
  assert.deepEqual(placesAgain(store, enricher), ['Germany', 'Unlocated']);
  store.close();
});

test('the disk keeps what memory keeps: the old that is still open, and nothing that gave way', (t) => {
  const dir = mkdtempSync(path.join(tmpdir(), 'vigil-checkpoint-'));
  t.after(() => rmSync(dir, { recursive: true }));
  const store = new StateStore(dir);
  const incidents = new Incidents();
  const alarms = new Alarms({}, (id) => incidents.get(id)?.state === 'active');
  const checkpoint = new Checkpoint(store, { ...partsOf(new Enricher({ sites: [] })), incidents, alarms });
  const ids: string[] = [];
  const open = (n: number): string => {
    const source = event({ 'source.ip': `198.18.${n >> 8}.${n & 255}` });
    const hit = detection({ level: 4, event: source });
    const change = incidents.add(hit, causeOf(hit), `event ${n}`);
    assert.ok(change);
    alarms.update(change.incident, true, n);
    ids.push(change.incident.id);
    return change.incident.id;
  };
  const returned = open(0);
  alarms.returnToNormal(returned, 0);
  const shelved = open(1);
  alarms.shelve(shelved, 'lee', 1440, 'planned scan', 1);
  checkpoint.commit();
  // More than there is room for, each raised later than those two, and answered.
  for (let n = 2; n < 2_100; n++) {
    const id = open(n);
    incidents.setClosed(id, true, n);
    alarms.acknowledge([id], 'kim', n);
    if (n % 50 === 0) checkpoint.commit();
  }
  checkpoint.commit();
  store.close();

  const again = new StateStore(dir);
  const stored = again.restore();
  const storedIncidents = stored.incidents.map(({ id }) => id);
  assert.deepEqual(storedIncidents.toSorted(), ids.filter((id) => incidents.get(id)).toSorted());
  assert.deepEqual([storedIncidents.length, storedIncidents.includes(returned)], [2_000, true]);
  const states = new Map(stored.alarms.map(({ id, state }) => [id, state]));
  assert.deepEqual([states.size, states.get(returned), states.get(shelved)], [500, 'returned', 'shelved']);
  assert.ok(stored.alarms.every(({ id }) => alarms.acknowledge([id], 'kim', 3_000).length === 1));
  again.close();
});
