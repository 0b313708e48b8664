import { TextPool } from '#core/base/text-pool.ts';
import type { SocEvent } from '#contract/event.ts';
import { type LastingPlace, type Place, UNKNOWN_PLACE } from '#contract/place.ts';
import { isMappedIpv4, parseIpv4, parseIpv6 } from '#core/base/ip.ts';
import type { Site } from '#core/base/site.ts';
import { isInternalIpv4, isInternalIpv6 } from './address-class.ts';
import { type Asset, assetTable } from './assets.ts';
import { bundledAsNetworks } from './as-networks.ts';
import {
  type AsDatabase,
  type AutonomousSystem,
  bundledCountries,
  type City,
  type CityDatabase,
} from './databases.ts';
import { MapPlaces, type UnknownPlace } from './map-places.ts';
import { NetworkTable } from './network-table.ts';
import { type Tenant, TenantTable } from './tenants.ts';
import { type Indicator, markIndicator, type ThreatIndex } from './threat-index.ts';

/** What comes from the user's own files, and changes with them. */
export interface References {
  readonly city?: CityDatabase | undefined;
  /** In place of the bundled table. */
  readonly as?: AsDatabase | undefined;
  readonly threats?: ThreatIndex | undefined;
}

export interface EnricherOptions {
  readonly sites: readonly Site[];
  readonly assets?: readonly Asset[];
  readonly tenants?: readonly Tenant[];
  readonly references?: References;
  readonly unknown?: UnknownPlace;
  /** Addresses kept at once; about 100 bytes each. */
  readonly cacheSize?: number;
}

/** What is known of an address. */
interface Whereabouts {
  readonly place: number;
  readonly country: string | undefined;
  readonly inside: boolean;
  /** What only some installations know. */
  readonly more: More | undefined;
}

interface More {
  readonly city: string | undefined;
  readonly as: AutonomousSystem | undefined;
  readonly asset: Asset | undefined;
  readonly tenant: string | undefined;
  readonly indicator: Indicator | undefined;
}

const NOWHERE: Whereabouts = { place: UNKNOWN_PLACE, country: undefined, inside: false, more: undefined };

/** Kinds of addresses kept; beyond it the objects are no longer shared with those before. */
const MAX_SHARED = 16_384;

/** Adds country, AS, place on the map, direction, and what the config and the user's files know: asset, tenant, threat. */
export class Enricher {
  readonly #countries = bundledCountries();
  readonly #places: MapPlaces;
  readonly #assets: NetworkTable<Asset>;
  readonly #tenantOptions: readonly Tenant[];
  readonly #halfCache: number;
  readonly #as = bundledAsNetworks();
  /** One object for each (place, country, inside, AS) there is, so that a cached address costs no memory. */
  readonly #shared = new Map<string, Whereabouts>();
  readonly #groups = new Uint16Array(8);
  readonly #texts = new TextPool();
  #references: References;
  #sites: NetworkTable<number>;
  #tenants: TenantTable;
  /** Two generations stand in for an LRU: a hit in the old one moves to the young, and when that is full it turns old. */
  #young = new Map<string, Whereabouts>();
  #old = new Map<string, Whereabouts>();

  constructor(options: EnricherOptions) {
    this.#halfCache = Math.max(1, (options.cacheSize ?? 131_072) >> 1);
    this.#places = new MapPlaces(options.sites, options.unknown);
    this.#assets = assetTable(options.assets ?? []);
    this.#tenantOptions = options.tenants ?? [];
    this.#references = options.references ?? {};
    this.#sites = siteTable(options.sites);
    this.#tenants = new TenantTable(this.#tenantOptions, options.sites);
  }

  places(): readonly Place[] {
    return this.#places.list();
  }

  /** What another run knows the place by; undefined where it has the same id. */
  lastingPlace(id: number): LastingPlace | undefined {
    return this.#places.lasting(id);
  }

  /** The id of what another run knew as `id`. */
  placeAgain(id: number, place: LastingPlace | undefined): number {
    return this.#places.again(id, place);
  }

  siteIds(): ReadonlySet<number> {
    return new Set(this.places().flatMap(({ id, kind }) => (kind === 'site' ? [id] : [])));
  }

  get placesVersion(): number {
    return this.#places.version;
  }

  /** Takes a changed config. */
  setSites(sites: readonly Site[]): void {
    this.#sites = siteTable(sites);
    this.#tenants = new TenantTable(this.#tenantOptions, sites);
    this.#places.setSites(sites);
    this.#forget();
  }

  /** Takes changed files. */
  setReferences(references: References): void {
    this.#references = references;
    this.#forget();
  }

  enrich(event: SocEvent): void {
    const source = this.#pooled(event['source.ip']);
    const destination = this.#pooled(event['destination.ip']);
    if (source !== undefined) event['source.ip'] = source;
    if (destination !== undefined) event['destination.ip'] = destination;
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
    if (from.more !== undefined) addSource(event, from.more);
    if (to.more !== undefined) addDestination(event, to.more);
    if (this.#tenantOptions.length > 0) {
      event['organization.name'] ??=
        this.#tenants.of(event.feed, event['observer.name']) ?? to.more?.tenant ?? from.more?.tenant;
    }
    // What names a file or a host says more than an address that many share.
    if (
      this.#references.threats?.mark(event) ||
      markIndicator(event, to.more?.indicator, 'destination.ip', destination ?? '')
    ) {
      return;
    }
    markIndicator(event, from.more?.indicator, 'source.ip', source ?? '');
  }

  #pooled(address: string | undefined): string | undefined {
    return address === undefined ? undefined : this.#texts.of(address);
  }

  #forget(): void {
    this.#young = new Map();
    this.#old = new Map();
    this.#shared.clear();
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
    const of = <T>(table: Lookup<T> | undefined): T | undefined =>
      v4 >= 0 ? table?.ofIpv4(v4) : table?.ofIpv6(groups);
    const site = of(this.#sites);
    const internal = v4 >= 0 ? isInternalIpv4(v4) : isInternalIpv6(groups);
    const inside = internal || site !== undefined;
    const city = internal ? undefined : of(this.#references.city);
    const country = internal ? '' : (of(this.#countries) ?? city?.country ?? '');
    const place = site === undefined ? this.#placeOf(city, country) : this.#places.ofSite(site);
    const as = internal ? undefined : of(this.#references.as ?? this.#as);
    const asset = of(this.#assets);
    const tenant = of(this.#tenants.networks);
    // Lists of bogons hold the private networks: what is ours is nobody's indicator.
    const indicator = inside ? undefined : of(this.#references.threats);
    if (!city && !asset && tenant === undefined && !indicator) return this.#share(place, country, inside, as);
    const more: More = { city: city?.name, as, asset, tenant, indicator };
    return { place, country: country === '' ? undefined : country, inside, more };
  }

  #placeOf(city: City | undefined, country: string): number {
    return (city && this.#places.ofCity(city)) ?? this.#places.ofCountry(country);
  }

  #share(place: number, country: string, inside: boolean, as: AutonomousSystem | undefined): Whereabouts {
    const key = `${country} ${place} ${inside} ${as?.number ?? ''}`;
    let shared = this.#shared.get(key);
    if (shared === undefined) {
      if (this.#shared.size >= MAX_SHARED) this.#shared.clear();
      const more = as && { city: undefined, as, asset: undefined, tenant: undefined, indicator: undefined };
      shared = { place, country: country === '' ? undefined : country, inside, more };
      this.#shared.set(key, shared);
    }
    return shared;
  }
}

interface Lookup<T> {
  ofIpv4(address: number): T | undefined;
  ofIpv6(groups: Uint16Array): T | undefined;
}

/** The longest prefix wins over all sites, the config's order where it is equal. */
function siteTable(sites: readonly Site[]): NetworkTable<number> {
  const table = new NetworkTable<number>();
  sites.forEach(({ cidrs }, index) => {
    for (const cidr of cidrs) table.addText(cidr, index);
  });
  return table;
}

function addSource(event: SocEvent, { city, as, asset }: More): void {
  if (city !== undefined) event['source.geo.city_name'] = city;
  if (as !== undefined) {
    event['source.as.number'] = as.number;
    event['source.as.organization.name'] = as.organization;
  }
  if (asset === undefined) return;
  event['source.asset.name'] = asset.name;
  event['source.asset.criticality'] = asset.criticality;
  event['source.asset.owner'] = asset.owner;
  event['source.asset.tags'] = asset.tags;
}

function addDestination(event: SocEvent, { city, as, asset }: More): void {
  if (city !== undefined) event['destination.geo.city_name'] = city;
  if (as !== undefined) {
    event['destination.as.number'] = as.number;
    event['destination.as.organization.name'] = as.organization;
  }
  if (asset === undefined) return;
  event['destination.asset.name'] = asset.name;
  event['destination.asset.criticality'] = asset.criticality;
  event['destination.asset.owner'] = asset.owner;
  event['destination.asset.tags'] = asset.tags;
}
