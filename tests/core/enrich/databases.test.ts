import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { type CountryResponse, Reader } from 'maxmind';
import { parseIpv4, parseIpv6 } from '#core/base/ip.ts';
import { readTree } from '#core/enrich/address-tree.ts';
import { bundledCountries } from '#core/enrich/databases.ts';

const PATH = fileURLToPath(
  import.meta.resolve('@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb'),
);
const database = bundledCountries();
const reader = new Reader<CountryResponse & { country_code?: string }>(readFileSync(PATH));

function reference(address: string): string {
  return reader.get(address)?.country_code ?? '';
}

test('IPv4 agrees with the maxmind reader', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      assert.equal(database.ofIpv4(parseIpv4(address)) ?? '', reference(address), address);
    }),
    { numRuns: 5000 },
  );
});

test('IPv6 agrees with the maxmind reader', () => {
  const groups = new Uint16Array(8);
  const allocated = fc
    .tuple(
      fc.constantFrom(0x2001, 0x2400, 0x2600, 0x2804, 0x2a00, 0x2c0f),
      fc.array(fc.nat(0xffff), { minLength: 7, maxLength: 7 }),
    )
    .map(([head, rest]) => [head, ...rest].map((group) => group.toString(16)).join(':'));
  fc.assert(
    fc.property(allocated, (address) => {
      assert.ok(parseIpv6(address, groups));
      assert.equal(database.ofIpv6(groups) ?? '', reference(address), address);
    }),
    { numRuns: 3000 },
  );
});

test('says how old it is', () => {
  assert.ok(database.buildTime > Date.UTC(2025, 0, 1));
});

test('a file that is no database is an error at start, not silence', () => {
  assert.throws(() => readTree(readFileSync(fileURLToPath(import.meta.url))));
});
