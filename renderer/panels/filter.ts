import { z } from 'zod';
import type { Place } from '#contract/place.ts';
import type { Severity } from '#contract/severity.ts';
import { type ViewQuery, WALL_SPAN } from '#contract/view.ts';
import { t } from '#renderer/text/text.ts';

const Names = z.array(z.string().trim().min(1).max(128)).max(32).default([]);

/** What a panel may leave out. Lists pick from their rows; what is counted is counted so by the core, as a view. */
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

/** Whether it leaves out more than a severity does. */
export function namesAny({ tenants, sites, sensors, categories }: Filter): boolean {
  return [tenants, sites, sensors, categories].some((list) => list.length > 0);
}

/**
 * The view that counts what passes; undefined where the wall's own counts hold it: they go by severity, over its span.
 * A panel that can't leave severities out by itself says so with `bySeverity` false.
 */
export function viewOf(
  filter: Filter,
  {
    span = WALL_SPAN,
    bySeverity = true,
  }: { readonly span?: ViewQuery['span']; readonly bySeverity?: boolean } = {},
): ViewQuery | undefined {
  if (span === WALL_SPAN && !namesAny(filter) && (bySeverity || filter.from === 0)) return undefined;
  const { from, tenants, sites, sensors, categories } = filter;
  const lists = {
    tenants: [...tenants],
    sites: [...sites],
    sensors: [...sensors],
    categories: [...categories],
  };
  return { from, span, ...lists };
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
