import { z } from 'zod';
import type { Place } from '#contract/place.ts';
import type { Severity } from '#contract/severity.ts';
import { t } from '#renderer/text/text.ts';

const Names = z.array(z.string().trim().min(1).max(128)).max(32).default([]);

/** What a list panel may leave out; alerts and incidents share it. */
export const filterFields = {
  from: z.number().int().min(0).max(4).default(0).describe('Least severity shown'),
  tenants: Names.describe('Only these tenants (organizations); empty: all'),
  sites: Names.describe('Only traffic from or to these sites; empty: all'),
  sensors: Names.describe('Only what these sensors or sources report; empty: all'),
  categories: Names.describe('Only these categories; empty: all'),
};

export interface Filter {
  readonly from: number;
  readonly tenants: readonly string[];
  readonly sites: readonly string[];
  readonly sensors: readonly string[];
  readonly categories: readonly string[];
}

export const NO_FILTER: Filter = { from: 0, tenants: [], sites: [], sensors: [], categories: [] };

export interface Filtered {
  readonly severity: Severity;
  readonly organization: string;
  readonly sourcePlace: number;
  readonly destinationPlace: number;
  readonly sensors: readonly string[];
  readonly categories: readonly string[];
}

/** A row has to satisfy every kind that names something. Names match whole, whatever their case. */
export function filterOf(filter: Filter, places: ReadonlyMap<number, Place>): (row: Filtered) => boolean {
  const tenants = names(filter.tenants);
  const sites = names(filter.sites);
  const sensors = names(filter.sensors);
  const categories = names(filter.categories);
  const isSite = (id: number) => {
    const place = places.get(id);
    return place?.kind === 'site' && sites.has(place.name.toLowerCase());
  };
  return (row) =>
    row.severity >= filter.from &&
    some(tenants, [row.organization]) &&
    some(sensors, row.sensors) &&
    some(categories, row.categories) &&
    (sites.size === 0 || isSite(row.sourcePlace) || isSite(row.destinationPlace));
}

/** What the badge says; empty when nothing is left out. */
export function filterWords(filter: Filter): string {
  const severity =
    filter.from > 0 ? [t('filter.from', { severity: t(SEVERITY_KEYS[filter.from] ?? 'severity.0') })] : [];
  const lists = [filter.tenants, filter.sites, filter.sensors, filter.categories].filter(
    (list) => list.length > 0,
  );
  return [...severity, ...lists.map((list) => list.join(', '))].join(' · ');
}

const SEVERITY_KEYS = ['severity.0', 'severity.1', 'severity.2', 'severity.3', 'severity.4'] as const;

function names(list: readonly string[]): ReadonlySet<string> {
  return new Set(list.map((name) => name.toLowerCase()));
}

function some(wanted: ReadonlySet<string>, have: readonly string[]): boolean {
  return wanted.size === 0 || have.some((one) => wanted.has(one.toLowerCase()));
}
