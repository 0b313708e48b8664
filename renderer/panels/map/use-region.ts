import { useMemo } from 'react';
import { regionAround, type RegionName } from '#renderer/draw/map/projection.ts';
import { useWall } from '#renderer/store/hooks.ts';
import type { MapSettings } from './settings.ts';

/** The region that is set, or the one that shows both ends of the incident that the map is about. */
export function useRegion({ incident, region }: MapSettings): RegionName {
  const row = useWall(({ incidents }) =>
    incidents?.rows.find(({ id }) => incident !== '' && id === incident),
  );
  const places = useWall((state) => state.places);
  const [from, to] = [row?.sourcePlace, row?.destinationPlace];
  return useMemo(() => {
    const ends = [from, to].flatMap((id) => (id === undefined ? [] : (places.get(id) ?? [])));
    const known = ends.filter(({ kind }) => kind !== 'unknown');
    return known.length > 0 ? regionAround(known) : region;
  }, [from, to, places, region]);
}
