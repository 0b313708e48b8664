import { severityName, type Severity } from '#contract/severity.ts';
import type { Place } from '#contract/place.ts';
import type { MapWords } from '#renderer/draw/map/draw-marks.ts';
import type { FlowTable } from '#renderer/draw/map/flow-table.ts';
import { formatCount, formatNumber, formatPlace } from '#renderer/text/format.ts';
import { lookUp, t } from '#renderer/text/text.ts';

export const mapWords: MapWords = {
  place: formatPlace,
  count: formatCount,
  more: (count) => t('map.merged', { count }),
  zone: (name) => name || t('map.no-zone'),
};

/** Flows told to those who can't see the arcs. */
const TOLD = 6;

/** The top flows as sentences. */
export function flowWords(table: FlowTable, places: ReadonlyMap<number, Place>): string[] {
  return table.pairs.slice(0, TOLD).map((pair) =>
    t('map.flow', {
      source: formatPlace(places.get(pair.source)),
      target: formatPlace(places.get(pair.target)),
      count: formatNumber(pair.count),
      severity: severityWord(pair.severity),
    }),
  );
}

export function severityWord(severity: Severity): string {
  return lookUp(`severity.${severity}`) ?? severityName(severity);
}
