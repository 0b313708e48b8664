import type { Place } from '#contract/place.ts';
import type { Severity } from '#contract/severity.ts';
import type { FlowTable } from './flow-table.ts';
import type { PlaceView } from './place-view.ts';

/** One mark on the glass: a site, or a country with what lies too close to it to be told apart. */
export interface Mark {
  readonly place: Place;
  readonly x: number;
  readonly y: number;
  count: number;
  severity: Severity;
  /** Places merged into it, itself included. */
  merged: number;
}

/** Marks closer than this (vh) are one. */
const MERGE_DISTANCE = 1.5;

const NONE: ReadonlySet<number> = new Set();

/** @param unit CSS pixels of 1 vh @param kept as for makeMarks */
export function marksOf(
  places: ReadonlyMap<number, Place>,
  table: FlowTable,
  view: PlaceView,
  unit: number,
  kept = NONE,
): Mark[] {
  return makeMarks(places, table, view, unit * MERGE_DISTANCE, kept);
}

/**
 * Sites always, countries and cities while they have traffic; largest first within each. Off the panel means left out.
 * @param kept ids of places that stand whether they have traffic or not, and into which others are merged
 */
export function makeMarks(
  places: ReadonlyMap<number, Place>,
  table: FlowTable,
  view: PlaceView,
  mergeDistance: number,
  kept = NONE,
): Mark[] {
  const all: Mark[] = [];
  for (const place of places.values()) {
    const traffic = table.byPlace.get(place.id);
    if (!traffic && place.kind !== 'site' && !kept.has(place.id)) continue;
    const at = view.at(place);
    if (!at || at[0] < 0 || at[1] < 0 || at[0] > view.width || at[1] > view.height) continue;
    all.push({
      place,
      x: at[0],
      y: at[1],
      count: traffic?.count ?? 0,
      severity: traffic?.severity ?? 0,
      merged: 1,
    });
  }
  const first = (mark: Mark) => (kept.has(mark.place.id) ? 0 : 1);
  const ours = (mark: Mark) => (isOurs(mark) ? 0 : 1);
  all.sort((a, b) => ours(a) - ours(b) || first(a) - first(b) || b.count - a.count);
  return merge(all, mergeDistance);
}

/** A site, or where what is inside has none. Of countries and cities anybody may send. */
export function isOurs({ place }: Mark): boolean {
  return place.kind === 'site' || place.kind === 'unknown';
}

/** A smaller mark within reach of a larger one of its kind goes into it. The unlocated keep their own. */
function merge(marks: readonly Mark[], distance: number): Mark[] {
  const kept: Mark[] = [];
  for (const mark of marks) {
    const near =
      mark.place.kind === 'unknown'
        ? undefined
        : kept.find(
            (other) =>
              other.place.kind === mark.place.kind &&
              Math.hypot(other.x - mark.x, other.y - mark.y) < distance,
          );
    if (!near) {
      kept.push({ ...mark });
      continue;
    }
    near.count += mark.count;
    near.merged += mark.merged;
    if (mark.severity > near.severity) near.severity = mark.severity;
  }
  return kept;
}
