import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AddressDatabase, type Answer } from './address-database.ts';
import { type AddressTree, readTree } from './address-tree.ts';

/** CC0, from the registries' whois data: country only. */
const BUNDLED = '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb';

/** ISO code in upper case. */
export type CountryDatabase = AddressDatabase<string>;

export interface City {
  readonly name: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
}
export type CityDatabase = AddressDatabase<City>;

export interface AutonomousSystem {
  readonly number: number;
  readonly organization: string | undefined;
}
export type AsDatabase = AddressDatabase<AutonomousSystem>;

export function bundledCountries(): CountryDatabase {
  return new AddressDatabase(readTree(readFileSync(fileURLToPath(import.meta.resolve(BUNDLED)))), country);
}

export function cityDatabase(tree: AddressTree): CityDatabase {
  return new AddressDatabase(tree, city);
}

export function asDatabase(tree: AddressTree): AsDatabase {
  return new AddressDatabase(tree, autonomousSystem);
}

/** ip-location-db has `country_code`, MaxMind's own files `country.iso_code`. */
function country(answer: Answer): string | undefined {
  const code = answer['country_code'] ?? inner(answer, 'country')?.['iso_code'];
  return typeof code === 'string' && /^[A-Za-z]{2}$/.test(code) ? code.toUpperCase() : undefined;
}

/** ip-location-db is flat where MaxMind nests. */
function city(answer: Answer): City | undefined {
  const name = text(answer['city']) ?? text(inner(inner(answer, 'city'), 'names')?.['en']);
  const location = inner(answer, 'location') ?? answer;
  const latitude = location['latitude'];
  const longitude = location['longitude'];
  if (name === undefined || !within(latitude, 90) || !within(longitude, 180)) return undefined;
  return { name, country: country(answer) ?? '', latitude, longitude };
}

function autonomousSystem(answer: Answer): AutonomousSystem | undefined {
  const number = answer['autonomous_system_number'];
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 1) return undefined;
  return { number, organization: text(answer['autonomous_system_organization']) };
}

function within(value: unknown, bound: number): value is number {
  return typeof value === 'number' && Math.abs(value) <= bound;
}

/** Cut to what a place's name may have. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, 128) : undefined;
}

function inner(answer: Answer | undefined, key: string): Answer | undefined {
  const value = answer?.[key];
  return typeof value === 'object' && value !== null ? (value as Answer) : undefined;
}
