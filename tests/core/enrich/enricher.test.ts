import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SocEvent } from '#contract/event.ts';
import { Place } from '#contract/place.ts';
import { Enricher } from '#core/enrich/enricher.ts';
import { heapBytes } from '#tests/support/heap.ts';

const SITES = [
  { name: 'House', cidrs: ['10.0.0.0/8', '2001:db8::/32'], latitude: 37, longitude: 127, zone: 'office' },
  { name: 'Lab', cidrs: ['10.1.0.0/16', '10.1.2.0/24', '2001:db8:1::/48'], latitude: 35, longitude: 129 },
  { name: 'Public', cidrs: ['8.8.8.0/24'], latitude: 1, longitude: 2 },
];
const enricher = new Enricher({ sites: SITES });

function enrich(source: string | undefined, destination?: string, by = enricher): SocEvent {
  const event = new SocEvent();
  event['source.ip'] = source;
  event['destination.ip'] = destination;
  by.enrich(event);
  return event;
}

/** Name of the place of an address. */
function place(address: string | undefined, by = enricher): string {
  const { sourcePlace } = enrich(address, undefined, by);
  return by.places().find(({ id }) => id === sourcePlace)?.name ?? assert.fail(`no place ${sourcePlace}`);
}

test('countries of public addresses, IPv4 and IPv6', () => {
  const event = enrich('93.210.1.1', '2607:fb90::1');
  assert.equal(event['source.geo.country_iso_code'], 'DE');
  assert.equal(event['destination.geo.country_iso_code'], 'US');
  assert.equal(place('93.210.1.1'), 'Germany');
  assert.equal(place('2607:fb90::1'), 'United States');
  assert.equal(place('::ffff:93.210.1.1'), 'Germany');
});

test('the AS that announces an address, out of the box; none for what is inside', () => {
  const event = enrich('8.8.8.8', '2606:4700:4700::1111');
  assert.equal(event['source.as.number'], 15169);
  assert.equal(event['source.as.organization.name'], 'Google LLC');
  assert.equal(event['destination.as.number'], 13335);
  assert.equal(enrich('::ffff:8.8.8.8')['source.as.number'], 15169);
  assert.equal(enrich('10.1.2.3', '127.0.0.1')['source.as.number'], undefined);
});

test('the longest prefix wins, in the order of the config where it is equal', () => {
  assert.equal(place('10.9.9.9'), 'House');
  assert.equal(place('10.1.9.9'), 'Lab');
  assert.equal(place('10.1.2.3'), 'Lab');
  assert.equal(place('2001:db8:1::5'), 'Lab');
  assert.equal(place('2001:db8:2::5'), 'House');
  const twice = new Enricher({
    sites: [...SITES, { ...SITES[0], name: 'Late', cidrs: ['10.0.0.0/8'] } as const].map((s) => ({
      latitude: 0,
      longitude: 0,
      ...s,
    })),
  });
  assert.equal(place('10.9.9.9', twice), 'House');
});

test('a public address of our own has its site, and its country', () => {
  assert.equal(place('8.8.8.8'), 'Public');
  assert.equal(enrich('8.8.8.8')['source.geo.country_iso_code'], 'US');
});

test('what has no place is at the unknown one', () => {
  for (const address of [
    undefined,
    '',
    'nonsense',
    '172.16.0.1',
    '192.168.1.1',
    '127.0.0.1',
    '169.254.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '0.0.0.0',
    '100.64.0.1',
    '192.0.2.1',
    '::1',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '__proto__',
  ]) {
    const event = enrich(address, address);
    assert.equal(event.sourcePlace, 0, address);
    assert.equal(event['source.geo.country_iso_code'], undefined, address);
    assert.equal(event.destinationPlace, 0, address);
  }
});

function direction(from: string | undefined, to?: string): string | undefined {
  return enrich(from, to)['network.direction'];
}

test('direction', () => {
  assert.equal(direction('93.210.1.1', '10.1.1.1'), 'inbound');
  assert.equal(direction('10.1.1.1', '93.210.1.1'), 'outbound');
  assert.equal(direction('10.1.1.1', '192.168.0.1'), 'internal');
  assert.equal(direction('93.210.1.1', '8.8.8.8'), 'inbound');
  assert.equal(direction('93.210.1.1', '1.1.1.1'), 'external');
  assert.equal(direction(undefined, '1.1.1.1'), undefined);
});

test('every place keeps to the contract, and its id is its index', () => {
  const places = enricher.places();
  assert.ok(places.length > 245);
  places.forEach((entry, index) => {
    assert.deepEqual(Place.parse(entry), entry);
    assert.equal(entry.id, index);
  });
  assert.equal(new Set(places.map(({ code }) => code)).size, places.length);
  assert.deepEqual(
    places.flatMap(({ kind, name, zone }) => (kind === 'site' ? [[name, zone]] : [])),
    [
      ['House', 'office'],
      ['Lab', undefined],
      ['Public', undefined],
    ],
  );
  const unknown = places[0];
  assert.deepEqual([unknown?.kind, unknown?.name, unknown?.latitude], ['unknown', 'Unlocated', -38]);
});

test('the unknown place can be put elsewhere', () => {
  const moved = new Enricher({ sites: [], unknown: { name: 'Nowhere', latitude: 0, longitude: -30 } });
  assert.deepEqual(moved.places()[0], {
    id: 0,
    kind: 'unknown',
    code: '',
    name: 'Nowhere',
    latitude: 0,
    longitude: -30,
  });
});

test('changed sites hold at once, and country ids stay', () => {
  const own = new Enricher({ sites: SITES });
  const germany = enrich('93.210.1.1', undefined, own).sourcePlace;
  assert.equal(place('10.9.9.9', own), 'House');
  const before = own.placesVersion;
  own.setSites([{ name: 'New', cidrs: ['10.9.0.0/16'], latitude: 0, longitude: 0 }]);
  assert.ok(own.placesVersion > before);
  assert.equal(place('10.9.9.9', own), 'New');
  assert.equal(place('10.8.9.9', own), 'Unlocated');
  assert.equal(enrich('93.210.1.1', undefined, own).sourcePlace, germany);
});

test('a small cache forgets, and still answers right', () => {
  const tiny = new Enricher({ sites: SITES, cacheSize: 8 });
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 100; i++) {
      assert.equal(place(`10.1.${i}.1`, tiny), 'Lab');
      assert.equal(place(`93.210.${i}.1`, tiny), 'Germany');
    }
  }
});

test('a flood of new addresses does not grow the memory without end', () => {
  const own = new Enricher({ sites: [], cacheSize: 2000 });
  const event = new SocEvent();
  const feed = (count: number) => {
    for (let i = 0; i < count; i++) {
      event['source.ip'] = `${20 + (i % 150)}.${(i >> 8) & 255}.${i & 255}.${(i * 7) & 255}`;
      own.enrich(event);
    }
  };
  feed(200_000);
  const before = heapBytes();
  feed(600_000);
  const grown = heapBytes() - before;
  assert.ok(grown < 4e6, `${grown} bytes more`);
});
