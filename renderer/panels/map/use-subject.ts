import { useMemo } from 'react';
import { boxAround, type Region } from '#renderer/draw/map/projection.ts';
import type { FlowEnds } from '#renderer/draw/map/stage.ts';
import { useWall } from '#renderer/store/hooks.ts';
import type { MapSettings } from './settings.ts';

export interface Subject {
  /** Where the incident that the map is about comes from and goes to; undefined without one. */
  readonly ends: FlowEnds | undefined;
  /** Around both, or the region that is set. */
  readonly region: Region;
}

export function useSubject({ incident, region }: MapSettings): Subject {
  const row = useWall(({ incidents }) =>
    incidents?.rows.find(({ id }) => incident !== '' && id === incident),
  );
  const places = useWall((state) => state.places);
  const [source, target] = [row?.sourcePlace, row?.destinationPlace];
  const [from, to] = [places.get(source ?? -1), places.get(target ?? -1)];
  return useMemo(() => {
    const ends = source === undefined || target === undefined ? undefined : { source, target };
    const [first, second] = [from, to].filter((place) => place && place.kind !== 'unknown');
    return { ends, region: first ? boxAround(first, second) : region };
  }, [source, target, from, to, region]);
}
