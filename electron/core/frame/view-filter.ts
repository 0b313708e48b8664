import type { SocEvent } from '#contract/event.ts';
import type { Place } from '#contract/place.ts';
import type { Severity } from '#contract/severity.ts';
import type { ViewQuery } from '#contract/view.ts';

/**
 * Whether something counts in a view.
 * @param severity the event's own, or of the rule that it completed
 * @param alert it is an alert or a detection: its category is the rule's, as in the rows of the Alerts panel
 */
export type ViewFilter = (event: SocEvent, severity: Severity, alert: boolean) => boolean;

/** Asked once an event: cheap things first, and nothing is built. @param places of the sites, whose ids may change */
export function compileViewFilter(query: ViewQuery, places: Iterable<Place>): ViewFilter {
  const { from } = query;
  const tenants = namesOf(query.tenants);
  const sensors = namesOf(query.sensors);
  const categories = namesOf(query.categories);
  const sites = siteIds(query.sites, places);
  return (event, severity, alert) =>
    severity >= from &&
    (sites === undefined || sites.has(event.sourcePlace) || sites.has(event.destinationPlace)) &&
    (tenants === undefined || has(tenants, event['organization.name'])) &&
    (sensors === undefined || has(sensors, event['observer.name'] ?? event.feed)) &&
    (categories === undefined || isOf(categories, event, alert));
}

function isOf(categories: ReadonlySet<string>, event: SocEvent, alert: boolean): boolean {
  if (has(categories, event['rule.category'])) return true;
  if (alert) return false;
  if (has(categories, event['event.dataset'])) return true;
  const own = event['event.category'];
  if (own === undefined) return false;
  for (const one of own) if (has(categories, one)) return true;
  return false;
}

function has(names: ReadonlySet<string>, name: string | undefined): boolean {
  return name !== undefined && names.has(name.toLowerCase());
}

/** Undefined where none is named: then all pass. */
function namesOf(names: readonly string[]): ReadonlySet<string> | undefined {
  return names.length === 0 ? undefined : new Set(names.map((name) => name.toLowerCase()));
}

function siteIds(names: readonly string[], places: Iterable<Place>): ReadonlySet<number> | undefined {
  const wanted = namesOf(names);
  if (wanted === undefined) return undefined;
  const ids = new Set<number>();
  for (const { id, kind, name } of places) if (kind === 'site' && has(wanted, name)) ids.add(id);
  return ids;
}
