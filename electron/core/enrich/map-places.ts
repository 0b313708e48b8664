import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type LastingPlace, type Place, UNKNOWN_PLACE } from '#contract/place.ts';
import type { Site } from '#core/base/site.ts';
import type { City } from './databases.ts';

/** Where traffic without a place is shown. */
export interface UnknownPlace {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** In the South Atlantic, off every route that an arc between two countries takes. */
const UNLOCATED: UnknownPlace = { name: 'Unlocated', latitude: -38, longitude: -18 };
/** Cities on the map in one run; what comes later shows at its country. The whole list travels when one is new. */
const MAX_CITIES = 1_000;

/** Every place there is. Country ids never change; those of sites follow the config's order, cities come behind. */
export class MapPlaces {
  /** Grows when `list` gives another list. */
  version = 1;
  readonly #unknown: Place;
  readonly #countries = readCountries();
  readonly #byCountry: ReadonlyMap<string, number>;
  readonly #maxCities: number;
  #sites: readonly Place[];
  #cities: Place[] = [];
  #byCity = new Map<string, number>();

  constructor(sites: readonly Site[], unknown: UnknownPlace = UNLOCATED, maxCities = MAX_CITIES) {
    this.#unknown = { id: UNKNOWN_PLACE, kind: 'unknown', code: '', ...unknown };
    this.#byCountry = new Map(this.#countries.map(({ code, id }) => [code, id]));
    this.#maxCities = maxCities;
    this.#sites = this.#placesOf(sites);
  }

  list(): readonly Place[] {
    return [this.#unknown, ...this.#countries, ...this.#sites, ...this.#cities];
  }

  setSites(sites: readonly Site[]): void {
    this.#sites = this.#placesOf(sites);
    this.#cities = [];
    this.#byCity = new Map();
    this.version++;
  }

  ofSite(index: number): number {
    return this.#countries.length + 1 + index;
  }

  ofCountry(code: string): number {
    return this.#byCountry.get(code) ?? UNKNOWN_PLACE;
  }

  /** Undefined when there are as many cities as the map takes. */
  ofCity({ name, country, latitude, longitude }: City): number | undefined {
    // Names come again, in one country too.
    const key = `${country}\n${name}\n${Math.round(latitude)}\n${Math.round(longitude)}`;
    const known = this.#byCity.get(key);
    if (known !== undefined || this.#cities.length >= this.#maxCities) return known;
    const id = this.ofSite(this.#sites.length + this.#cities.length);
    this.#cities.push({ id, kind: 'city', code: country, name, latitude, longitude });
    this.#byCity.set(key, id);
    this.version++;
    return id;
  }

  /** What another run knows a site or a city by; undefined for all others, whose ids it has too. */
  lasting(id: number): LastingPlace | undefined {
    const beyond = id - this.ofSite(0);
    const place = this.#sites[beyond] ?? this.#cities[beyond - this.#sites.length];
    if (!place) return undefined;
    const { kind, code, name, latitude, longitude } = place;
    return { kind, code, name, latitude, longitude };
  }

  /** The id of what was `id` in another run: a city without room shows at its country, a site that is gone nowhere. */
  again(id: number, place: LastingPlace | undefined): number {
    if (!place) return id < this.ofSite(0) ? id : UNKNOWN_PLACE;
    const { kind, code, name, latitude, longitude } = place;
    if (kind === 'site') return this.#sites.find((site) => site.name === name)?.id ?? UNKNOWN_PLACE;
    return this.ofCity({ name, country: code, latitude, longitude }) ?? this.ofCountry(code);
  }

  #placesOf(sites: readonly Site[]): readonly Place[] {
    return sites.map((site, index) => ({
      id: this.ofSite(index),
      kind: 'site',
      code: site.name.slice(0, 64),
      name: site.name.slice(0, 128),
      latitude: site.latitude,
      longitude: site.longitude,
      ...(site.zone === undefined ? {} : { zone: site.zone.slice(0, 64) }),
    }));
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
