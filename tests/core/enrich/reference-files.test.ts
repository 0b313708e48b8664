import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import type { SocEvent } from '#contract/event.ts';
import { Enricher } from '#core/enrich/enricher.ts';
import { MapPlaces } from '#core/enrich/map-places.ts';
import { ReferenceFiles } from '#core/enrich/reference-files.ts';
import { event } from '#tests/support/events.ts';
import { writeMmdb } from '#tests/support/mmdb.ts';

const BERLIN = {
  city: { names: { en: 'Berlin' } },
  country: { iso_code: 'DE' },
  location: { latitude: 52.5, longitude: 13.4 },
};
const FLAT = { city: 'Paris', country_code: 'FR', latitude: 48.9, longitude: 2.4 };
const TELEKOM = { autonomous_system_number: 3320, autonomous_system_organization: 'Deutsche Telekom AG' };

/** A folder with one file of each kind, and what was told. */
function setUp(context: TestContext) {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigil-reference-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const paths = {
    city: path.join(folder, 'city.mmdb'),
    asn: path.join(folder, 'asn.mmdb'),
    list: path.join(folder, 'list.txt'),
  };
  writeFileSync(
    paths.city,
    writeMmdb({ '93.210.0.0/16': BERLIN, '93.211.0.0/16': FLAT, '93.212.0.0/16': { x: 1 } }),
  );
  writeFileSync(paths.asn, writeMmdb({ '93.210.0.0/15': TELEKOM }));
  writeFileSync(paths.list, '93.210.1.1\n');
  const told: string[] = [];
  const tell = (message: string) => void told.push(message);
  const threatLists = [{ name: 'own', path: paths.list }];
  const files = new ReferenceFiles({ city: paths.city, asn: paths.asn, threatLists }, { pollMs: 10 });
  return { paths, told, tell, files };
}

function enriched(enricher: Enricher, address: string): SocEvent {
  const marked = event({ 'destination.ip': address });
  enricher.enrich(marked);
  return marked;
}

/** Until somebody takes it off the list and calls it. */
function next(waiting: (() => void)[]): Promise<void> {
  return new Promise((resolve) => void waiting.push(resolve));
}

test('city, AS and threat from the files', async (context) => {
  const { files, tell, told } = setUp(context);
  await files.load(tell);
  const enricher = new Enricher({ sites: [], references: files.references });
  const before = enricher.placesVersion;
  const berlin = enriched(enricher, '93.210.1.1');
  assert.equal(berlin['destination.geo.city_name'], 'Berlin');
  assert.equal(berlin['destination.as.number'], 3320);
  assert.equal(berlin['destination.as.organization.name'], 'Deutsche Telekom AG');
  assert.equal(berlin['threat.feed.name'], 'own');
  assert.deepEqual(enricher.places()[berlin.destinationPlace], {
    id: berlin.destinationPlace,
    kind: 'city',
    code: 'DE',
    name: 'Berlin',
    latitude: 52.5,
    longitude: 13.4,
  });
  assert.ok(enricher.placesVersion > before);
  const paris = enriched(enricher, '93.211.1.1');
  assert.equal(enricher.places()[paris.destinationPlace]?.name, 'Paris');
  const noCity = enriched(enricher, '93.212.1.1');
  assert.equal(noCity['destination.geo.city_name'], undefined);
  assert.equal(enricher.places()[noCity.destinationPlace]?.name, 'Germany');
  assert.equal(told.length, 3);
});

test('a changed file is read again, a broken one keeps what was read last', async (context) => {
  const { files, tell, told, paths } = setUp(context);
  await files.load(tell);
  const changes: (() => void)[] = [];
  const messages: (() => void)[] = [];
  const stop = files.watch(
    () => changes.shift()?.(),
    (message) => {
      tell(message);
      if (message.includes("can't be used")) messages.shift()?.();
    },
  );
  context.after(stop);
  const threats = () => {
    const enricher = new Enricher({ sites: [], references: files.references });
    return ['93.210.1.1', '93.210.1.2'].map(
      (address) => enriched(enricher, address)['threat.indicator.name'],
    );
  };
  let changed = next(changes);
  writeFileSync(paths.list, '93.210.1.2\n# another\n');
  await changed;
  assert.deepEqual(threats(), [undefined, '93.210.1.2']);

  for (const [file, text] of [
    [paths.list, '{"type":"bundle"'],
    [paths.city, 'not a database'],
    [paths.asn, writeMmdb({ '93.210.0.0/15': TELEKOM }).subarray(0, -40)],
  ] as const) {
    const refused = next(messages);
    writeFileSync(file, text);
    await refused;
    assert.match(told.at(-1) ?? '', new RegExp(`${path.basename(file)} can't be used`));
  }
  assert.deepEqual(threats(), [undefined, '93.210.1.2']);
  assert.equal(files.problems.length, 3);
  const enricher = new Enricher({ sites: [], references: files.references });
  assert.equal(enriched(enricher, '93.210.1.1')['destination.geo.city_name'], 'Berlin');
  assert.equal(enriched(enricher, '93.210.1.1')['destination.as.number'], 3320);

  changed = next(changes);
  writeFileSync(paths.asn, writeMmdb({ '93.210.0.0/16': { ...TELEKOM, autonomous_system_number: 64_500 } }));
  await changed;
  assert.equal(files.problems.length, 2, 'mended');
  enricher.setReferences(files.references);
  assert.equal(enriched(enricher, '93.210.1.1')['destination.as.number'], 64_500);
});

test('files that are not there are told, and the rest is used', async (context) => {
  const { files, tell, told, paths } = setUp(context);
  rmSync(paths.city);
  await files.load(tell);
  assert.match(told[0] ?? '', /city\.mmdb can't be used.*ENOENT/);
  assert.ok(files.references.as && files.references.threats && !files.references.city);
});

function city(name: string) {
  return { name, country: 'DE', latitude: 50, longitude: 10 };
}

test('cities beyond the bound show at their country', () => {
  const places = new MapPlaces([], undefined, 1);
  const first = places.ofCity(city('A'));
  assert.equal(places.ofCity(city('A')), first);
  assert.equal(places.ofCity(city('B')), undefined);
  assert.equal(places.list().at(-1)?.name, 'A');
});
