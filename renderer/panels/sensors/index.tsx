import { useRef } from 'react';
import { useSecond, useWall } from '#renderer/store/hooks.ts';
import { formatAge, formatCount, formatRate, formatSpan } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { Badge } from '#renderer/ui/badge.tsx';
import { PanelHeader } from '#renderer/ui/panel-frame.tsx';
import { Sparkline } from '#renderer/ui/sparkline.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { useFit } from '#renderer/ui/use-fit.ts';
import { namesAny } from '../filter.ts';
import { FilterBadge, FilteredOut } from '../filter-badge.tsx';
import type { PanelProps } from '../panel.ts';
import { roomOf } from '../rows.ts';
import { inTrouble, passingRows, sensorRows, type SensorRow } from './select.ts';
import { sensorsFilter, type SensorsSettings } from './settings.ts';
import './sensors.css';

/** Shorter lags are the ordinary delay of a sensor's buffer. */
const TELL_LAG_MS = 5000;

export default function Sensors({ settings }: PanelProps<SensorsSettings>) {
  const health = useWall((state) => state.health);
  const sensors = useWall((state) => state.sensors);
  const now = useSecond() * 1000;
  const list = useRef<HTMLUListElement>(null);
  const fits = useFit(list, 'double');
  const room = roomOf(fits, settings.rows);
  const all = sensorRows(health, sensors, now, settings);
  const rows = passingRows(all, settings);
  const filter = sensorsFilter(settings);
  const troubled = rows.filter(inTrouble).length;
  // Nobody knows which of those that are not told would pass.
  const untold = namesAny(filter) ? 0 : (sensors?.more ?? 0);
  const hidden = Math.max(0, rows.length - room) + untold;
  return (
    <>
      <PanelHeader>
        <FilterBadge filter={filter} />
        {rows.length > 0 &&
          (troubled > 0 ? (
            <Badge tone="alert">{t('health.troubles', { count: troubled })}</Badge>
          ) : (
            <span>{t('health.all-well')}</span>
          ))}
        {room > 0 && hidden > 0 && <span>{t('incidents.hidden', { count: formatCount(hidden) })}</span>}
      </PanelHeader>
      {rows.length === 0 &&
        (all.length > 0 ? (
          <FilteredOut filter={filter} count={all.length} />
        ) : (
          <EmptyState what={t('sensors.empty')} why={t('sensors.empty.why')} />
        ))}
      <ul
        className="rows sensors"
        ref={list}
        style={{ gridTemplateRows: `repeat(${Math.max(1, fits)}, minmax(0, 1fr))` }}
      >
        {rows.slice(0, room).map((row) => (
          <Row key={row.key} row={row} now={now} />
        ))}
      </ul>
    </>
  );
}

function Row({ row, now }: { readonly row: SensorRow; readonly now: number }) {
  const bad = inTrouble(row);
  return (
    <li className={bad ? 'sensor sensor-bad' : 'sensor'} data-state={row.state} title={row.detail}>
      <span className="sensor-name">
        <bdi>{row.name}</bdi>
      </span>
      <span className="sensor-spark">
        <Sparkline values={row.bins} />
      </span>
      <span className="sensor-rate">
        {formatRate(row.rate)}
        <small>{t('status.rate.unit')}</small>
      </span>
      <span className="sensor-detail">
        {bad ? (
          <Badge tone="alert">{t(`sensors.state.${row.state}`)}</Badge>
        ) : (
          <span>{t(`sensors.state.${row.state}`)}</span>
        )}
        <span className="sensor-words">{words(row)}</span>
      </span>
      <span className="sensor-last">
        {row.lastEventAt === 0 ? t('health.never') : t('sensors.last', { age: ageOf(row, now) })}
      </span>
    </li>
  );
}

/** To the second only while it is short. */
function ageOf({ lastEventAt }: SensorRow, now: number): string {
  return formatSpan(Math.max(0, now - lastEventAt));
}

function words(row: SensorRow): string {
  const parts = [
    row.state === 'failing' && row.detail,
    row.dropped > 0 && t('health.dropped', { count: formatCount(row.dropped) }),
    row.malformed > 0 && t('health.malformed', { count: formatCount(row.malformed) }),
    row.state !== 'silent' && row.lagMs > TELL_LAG_MS && t('health.lag', { age: formatAge(row.lagMs) }),
    row.feed,
  ];
  return parts.filter(Boolean).join(' · ');
}
