import type { Incident } from '#contract/incident.ts';

/** For a list that leaves nothing out. */
const ROWS = 60;
/** For one that shows only a tenant, a site, a sensor or a category: more than a panel has room for. */
const ROWS_OF_NAME = 12;
const MAX_ROWS = 240;

/**
 * Those that frames tell of: the first, and of every name that a panel may be set to the first of its own, so that a
 * tenant's list is not emptied by what the others have.
 * @param sorted as lists show them
 * @param sites ids of places that are sites
 */
export function toldOf(sorted: readonly Incident[], sites: ReadonlySet<number>): readonly Incident[] {
  const told: Incident[] = [];
  const byName = new Map<string, number>();
  for (const incident of sorted) {
    if (told.length === MAX_ROWS) break;
    const names = namesOf(incident, sites);
    const wanted = told.length < ROWS || names.some((name) => (byName.get(name) ?? 0) < ROWS_OF_NAME);
    if (!wanted) continue;
    told.push(incident);
    for (const name of names) byName.set(name, (byName.get(name) ?? 0) + 1);
  }
  return told;
}

function namesOf(incident: Incident, sites: ReadonlySet<number>): string[] {
  const { organization, sensors, categories, sourcePlace, destinationPlace } = incident;
  return [
    `tenant ${organization}`,
    ...sensors.map((name) => `sensor ${name}`),
    ...categories.map((name) => `category ${name}`),
    ...[sourcePlace, destinationPlace].filter((id) => sites.has(id)).map((id) => `site ${id}`),
  ];
}
