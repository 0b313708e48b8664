import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SocEvent } from '#contract/event.ts';
import { type Place, UNKNOWN_PLACE } from '#contract/place.ts';
import { isMappedIpv4, parseIpv4, parseIpv6 } from '#core/base/ip.ts';
import type { Site } from '#core/base/site.ts';
import { isInternalIpv4, isInternalIpv6 } from './address-class.ts';
import { CountryDatabase } from './country-database.ts';
import { SiteTable } from './site-table.ts';

export interface EnricherOptions {
  readonly sites: readonly Site[];
  /** MaxMind-format country or city file in place of the bundled one. */
  readonly database?: string;
  /** Where traffic without a place is shown. */
  readonly unknown?: { readonly name: string; readonly latitude: number; readonly longitude: number };
  /** Addresses kept at once; about 100 bytes each. */
  readonly cacheSize?: number;
}

/** In the South Atlantic, off every route that an arc between two countries takes. */
const UNLOCATED = { name: 'Unlocated', latitude: -38, longitude: -18 };

/** What is known of an address; one object for each (place, country, inside) there is, so a cached one costs no memory. */
interface Whereabouts {
  readonly place: number;
  readonly country: string | undefined;
  readonly inside: boolean;
}

const NOWHERE: Whereabouts = { place: UNKNOWN_PLACE, country: undefined, inside: false };

/** Adds country, place on the map and direction. */
export class Enricher {
  /** Grows when `places` gives another list. */
  placesVersion = 1;
  readonly #database: CountryDatabase;
  readonly #countries: readonly Place[];
  readonly #placeOfCountry = new Map<string, number>();
  readonly #unknown: Place;
  readonly #halfCache: number;
  readonly #known = new Map<string, Map<number, Whereabouts>>();
  readonly #groups = new Uint16Array(8);
  #sites: SiteTable;
  #sitePlaces: readonly Place[];
  /** Two generations stand in for an LRU: a hit in the old one moves to the young, and when that is full it turns old. */
  #young = new Map<string, Whereabouts>();
  #old = new Map<string, Whereabouts>();

  constructor(options: EnricherOptions) {
    this.#database = new CountryDatabase(options.database);
    this.#halfCache = Math.max(1, (options.cacheSize ?? 131_072) >> 1);
    this.#unknown = { id: UNKNOWN_PLACE, kind: 'unknown', code: '', ...(options.unknown ?? UNLOCATED) };
    this.#countries = readCountries();
    for (const place of this.#countries) this.#placeOfCountry.set(place.code, place.id);
    this.#sites = new SiteTable(options.sites);
    this.#sitePlaces = this.#placesOf(options.sites);
  }

  /** Country ids never change; those of sites follow the config's order. */
  places(): readonly Place[] {
    return [this.#unknown, ...this.#countries, ...this.#sitePlaces];
  }

  /** Takes a changed config. */
  setSites(sites: readonly Site[]): void {
    this.#sites = new SiteTable(sites);
    this.#sitePlaces = this.#placesOf(sites);
    this.#young = new Map();
    this.#old = new Map();
    this.placesVersion++;
  }

  enrich(event: SocEvent): void {
    const source = event['source.ip'];
    const destination = event['destination.ip'];
    const from = source === undefined ? NOWHERE : this.#find(source);
    const to = destination === undefined ? NOWHERE : this.#find(destination);
    event.sourcePlace = from.place;
    event.destinationPlace = to.place;
    if (from.country !== undefined) event['source.geo.country_iso_code'] = from.country;
    if (to.country !== undefined) event['destination.geo.country_iso_code'] = to.country;
    if (source !== undefined && destination !== undefined) {
      event['network.direction'] = from.inside
        ? to.inside
          ? 'internal'
          : 'outbound'
        : to.inside
          ? 'inbound'
          : 'external';
    }
  }

  #placesOf(sites: readonly Site[]): readonly Place[] {
    return sites.map((site, index) => ({
      id: this.#countries.length + 1 + index,
      kind: 'site',
      code: site.name.slice(0, 64),
      name: site.name.slice(0, 128),
      latitude: site.latitude,
      longitude: site.longitude,
    }));
  }

  #find(address: string): Whereabouts {
    const young = this.#young.get(address);
    if (young !== undefined) return young;
    const found = this.#old.get(address) ?? this.#locate(address);
    if (this.#young.size >= this.#halfCache) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(address, found);
    return found;
  }

  #locate(address: string): Whereabouts {
    let v4 = parseIpv4(address);
    const groups = this.#groups;
    if (v4 < 0) {
      if (!parseIpv6(address, groups)) return NOWHERE;
      if (isMappedIpv4(groups)) v4 = (groups[6] ?? 0) * 65536 + (groups[7] ?? 0);
    }
    const site = v4 >= 0 ? this.#sites.ofIpv4(v4) : this.#sites.ofIpv6(groups);
    const internal = v4 >= 0 ? isInternalIpv4(v4) : isInternalIpv6(groups);
    const country = internal ? '' : v4 >= 0 ? this.#database.ofIpv4(v4) : this.#database.ofIpv6(groups);
    const place =
      site >= 0 ? this.#countries.length + 1 + site : (this.#placeOfCountry.get(country) ?? UNKNOWN_PLACE);
    return this.#share(place, country, internal || site >= 0);
  }

  #share(place: number, country: string, inside: boolean): Whereabouts {
    let known = this.#known.get(country);
    if (known === undefined) this.#known.set(country, (known = new Map()));
    const key = place * 2 + (inside ? 1 : 0);
    let shared = known.get(key);
    if (shared === undefined) {
      shared = { place, country: country === '' ? undefined : country, inside };
      known.set(key, shared);
    }
    return shared;
  }
}

interface CountryFile {
  readonly code: string;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** Written by build/make-places.mjs, and tracked: its shape is ours. */
function readCountries(): readonly Place[] {
  const path = fileURLToPath(import.meta.resolve('#assets/places.json'));
  const countries = JSON.parse(readFileSync(path, 'utf8')) as readonly CountryFile[];
  return countries.map((country, index) => ({ id: index + 1, kind: 'country', ...country }));
}
