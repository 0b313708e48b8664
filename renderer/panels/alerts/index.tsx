import { useCallback, useMemo, useRef } from 'react';
import type { Place } from '#contract/place.ts';
import type { AlertRow } from '#contract/wall.ts';
import { useSecond, useTrafficState, useWall } from '#renderer/store/hooks.ts';
import { formatCount, formatPlace, formatWhen } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { motion } from '#renderer/theme/metrics.ts';
import { Badge } from '#renderer/ui/badge.tsx';
import { PanelHeader } from '#renderer/ui/panel-frame.tsx';
import { SeverityMark } from '#renderer/ui/severity-mark.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { useFit } from '#renderer/ui/use-fit.ts';
import { useHeldList } from '#renderer/ui/use-held-list.ts';
import { useMove } from '#renderer/ui/use-move.ts';
import type { PanelProps } from '../panel.ts';
import { namesAny } from '../filter.ts';
import { FilterBadge, FilteredOut, NothingPasses } from '../filter-badge.tsx';
import { roomOf } from '../rows.ts';
import { filterAlerts, isHighlighted, orderAlerts } from './select.ts';
import type { AlertsSettings } from './settings.ts';
import './alerts.css';

const NO_ROWS: readonly AlertRow[] = [];
const idOf = (row: AlertRow) => row.id;

export default function Alerts({ settings }: PanelProps<AlertsSettings>) {
  const alerts = useTrafficState((state) => state.alerts);
  const places = useWall((state) => state.places);
  const zone = useWall((state) => state.status?.timeZones[0]);
  const now = useSecond() * 1000;
  const list = useRef<HTMLOListElement>(null);
  const fits = useFit(list, 'double');
  const room = roomOf(fits, settings.rows);
  const all = alerts?.rows ?? NO_ROWS;
  const passing = useMemo(() => filterAlerts(all, settings, places), [all, settings, places]);
  const ordered = useMemo(() => orderAlerts(passing, now), [passing, now]);
  const keep = useCallback((id: string) => passing.find((row) => row.id === id), [passing]);
  const held = useHeldList(ordered.slice(0, room), idOf, keep, now, motion.readingMs);
  useMove(list, motion.moveMs);

  return (
    <>
      <PanelHeader>
        <FilterBadge filter={settings} />
        {held.waiting > 0 && <Badge tone="quiet">{t('alerts.newer', { count: held.waiting })}</Badge>}
        {alerts && alerts.evicted > 0 && (
          <span>{t('alerts.evicted', { count: formatCount(alerts.evicted) })}</span>
        )}
        {alerts && <span>{t('alerts.total', { count: formatCount(alerts.total) })}</span>}
      </PanelHeader>
      {ordered.length === 0 &&
        (all.length > 0 ? (
          <FilteredOut filter={settings} count={all.length} />
        ) : namesAny(settings) ? (
          <NothingPasses filter={settings} />
        ) : (
          <EmptyState what={t('alerts.empty')} why={t('alerts.empty.why')} />
        ))}
      <ol
        className="rows rows-double"
        ref={list}
        style={{ gridTemplateRows: `repeat(${Math.max(1, fits)}, 1fr)` }}
        {...held.handlers}
      >
        {held.rows.map((row) => (
          <Row key={row.id} row={row} lit={isHighlighted(row, now)} places={places} now={now} zone={zone} />
        ))}
      </ol>
    </>
  );
}

interface RowProps {
  readonly row: AlertRow;
  readonly lit: boolean;
  readonly places: ReadonlyMap<number, Place>;
  readonly now: number;
  readonly zone: string | undefined;
}

function Row({ row, lit, places, now, zone }: RowProps) {
  return (
    <li className={lit ? 'row row-lit' : 'row'} data-row={row.id} data-severity={row.severity}>
      <SeverityMark severity={row.severity} label={t(`severity.${row.severity}`)} />
      <span className="row-title" title={row.title}>
        {row.title}
      </span>
      <span className="row-value">
        {row.count > 1 ? t('alerts.times', { count: formatCount(row.count) }) : ''}
      </span>
      <span className="row-detail">
        <End address={row.source} place={places.get(row.sourcePlace)} />
        <span className="row-arrow">→</span>
        <End address={row.destination} place={places.get(row.destinationPlace)} port={row.destinationPort} />
      </span>
      <time className="row-when">{formatWhen(row.last, now, zone)}</time>
    </li>
  );
}

interface EndProps {
  readonly address: string;
  readonly place: Place | undefined;
  readonly port?: number;
}

/** One side of the traffic: the address as it is, then where that is. */
function End({ address, place, port = 0 }: EndProps) {
  const written =
    port > 0 ? (address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`) : address;
  return (
    <span className="row-end">
      {written !== '' && <bdi>{written}</bdi>}
      {place && place.kind !== 'unknown' && <PlaceName place={place} />}
    </span>
  );
}

/** A country's code where the row is narrow, its name where there is room; a site is always named. */
function PlaceName({ place }: { readonly place: Place }) {
  const name = formatPlace(place);
  if (place.kind !== 'country') return <span className="row-place">{name}</span>;
  return (
    <>
      <abbr className="row-place row-place-short" title={name}>
        {place.code}
      </abbr>
      <span className="row-place row-place-long">{name}</span>
    </>
  );
}
