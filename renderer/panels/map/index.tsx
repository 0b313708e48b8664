import { useEffect, useMemo, useRef } from 'react';
import { UNKNOWN_PLACE } from '#contract/place.ts';
import type { PanelProps } from '#renderer/panels/panel.ts';
import { useTrafficState, useWall } from '#renderer/store/hooks.ts';
import { formatAge, formatCount, formatPlace } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { Badge } from '#renderer/ui/badge.tsx';
import { PanelHeader } from '#renderer/ui/panel-frame.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { namesAny } from '../filter.ts';
import { FilterBadge, FilteredOut, NothingPasses } from '../filter-badge.tsx';
import { minutesOf } from '../span.ts';
import { FlowPicker } from './flow-picker.tsx';
import { MapLegend } from './legend.tsx';
import './map.css';
import { isInternal, type MapSettings } from './settings.ts';
import { useSampling } from './use-sampling.ts';
import { useStage } from './use-stage.ts';
import { useSubject } from './use-subject.ts';
import { flowWords } from './words.ts';

export default function MapPanel({ settings }: PanelProps<MapSettings>) {
  const host = useRef<HTMLDivElement>(null);
  const legend = useRef<HTMLUListElement>(null);
  const { ends, region } = useSubject(settings);
  const { stage, summary, baseTrouble } = useStage(host, legend, settings, region);
  useEffect(() => stage?.setSubject(ends), [stage, ends]);
  const sampled = useSampling();
  const places = useWall((state) => state.places);
  const { table, dense, drawn } = summary;
  const flows = table.pairs.length;
  const pointing = useTrafficState((state) => state.highlights.length > 0);
  const internal = isInternal(settings);
  const zones = settings.projection === 'zones';
  const empty = flows === 0;
  const hasSites = useMemo(() => [...places.values()].some(({ kind }) => kind === 'site'), [places]);
  const spanMs = minutesOf(settings.span) * 60_000;
  // What the core counts as sent is not what of it passes here.
  const partly = internal || settings.from > 0;
  return (
    <div className="map">
      <PanelHeader>
        <FilterBadge filter={settings} spanMs={spanMs} />
        {baseTrouble && <Badge tone="alert">{t('map.base-failed', { reason: baseTrouble })}</Badge>}
        {sampled && partly && <Badge tone="quiet">{t('map.sampled.some')}</Badge>}
        {sampled && !partly && (
          <Badge tone="quiet">
            {t('map.sampled', { shown: formatCount(sampled.shown), seen: formatCount(sampled.seen) })}
          </Badge>
        )}
        {internal && <Badge tone="quiet">{t('map.internal')}</Badge>}
        {drawn < flows && (
          <Badge tone="quiet">
            {t(dense ? 'map.dense' : 'map.top', { shown: formatCount(drawn), count: formatCount(flows) })}
          </Badge>
        )}
        <span>{t('talkers.span', { span: formatAge(spanMs) })}</span>
      </PanelHeader>
      <div className="map-stage" ref={host} aria-hidden="true" />
      {empty && (
        <div className="map-empty">
          {table.left > 0 ? (
            <FilteredOut filter={settings} count={table.left} />
          ) : namesAny(settings) ? (
            <NothingPasses filter={settings} />
          ) : (
            <EmptyState
              what={t(internal ? 'map.empty.internal' : 'map.empty')}
              why={t(
                zones && !hasSites
                  ? 'map.empty.zones.why'
                  : internal
                    ? 'map.empty.internal.why'
                    : 'map.empty.why',
              )}
            />
          )}
        </div>
      )}
      {!empty && (
        <FlowPicker stage={stage} table={table} places={places} internal={internal} from={settings.from} />
      )}
      <MapLegend
        ref={legend}
        dense={dense}
        hidden={!settings.legend}
        pointing={pointing || ends !== undefined}
        unlocated={table.byPlace.has(UNKNOWN_PLACE)}
      />
      <div className="map-words">
        {ends && (
          <p>
            {t('map.subject', {
              source: formatPlace(places.get(ends.source)),
              target: formatPlace(places.get(ends.target)),
            })}
          </p>
        )}
        <p>{t('map.summary', { span: formatAge(spanMs) })}</p>
        <ul>
          {flowWords(table, places).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}
