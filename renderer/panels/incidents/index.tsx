import { useCallback, useMemo, useRef, useState } from 'react';
import type { Alarm } from '#contract/alarm.ts';
import type { IncidentRow } from '#contract/incident.ts';
import { useSecond, useWall } from '#renderer/store/hooks.ts';
import { formatCount, formatWhen } from '#renderer/text/format.ts';
import { lookUp, t } from '#renderer/text/text.ts';
import { motion } from '#renderer/theme/metrics.ts';
import { PanelHeader } from '#renderer/ui/panel-frame.tsx';
import { SeverityMark } from '#renderer/ui/severity-mark.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { useFit } from '#renderer/ui/use-fit.ts';
import { useHeldList } from '#renderer/ui/use-held-list.ts';
import { useMove } from '#renderer/ui/use-move.ts';
import type { PanelProps } from '../panel.ts';
import { FilterBadge, FilteredOut } from '../filter-badge.tsx';
import { roomOf } from '../rows.ts';
import { IncidentCard } from './card.tsx';
import { lastTactics, orderIncidents, type IncidentView } from './select.ts';
import type { IncidentsSettings } from './settings.ts';
import './incidents.css';

const NO_ROWS: readonly IncidentRow[] = [];
const NO_ALARMS: readonly Alarm[] = [];
const idOf = (view: IncidentView) => view.row.id;

export default function Incidents({ settings }: PanelProps<IncidentsSettings>) {
  const incidents = useWall((state) => state.incidents);
  const alarms = useWall((state) => state.alarms) ?? NO_ALARMS;
  const places = useWall((state) => state.places);
  const zone = useWall((state) => state.status?.timeZones[0]);
  const now = useSecond() * 1000;
  const list = useRef<HTMLOListElement>(null);
  const fits = useFit(list, 'double');
  const room = roomOf(fits, settings.rows);
  const all = incidents?.rows ?? NO_ROWS;
  const ordered = useMemo(
    () => orderIncidents(all, alarms, places, settings),
    [all, alarms, places, settings],
  );
  const keep = useCallback((id: string) => ordered.find((view) => view.row.id === id), [ordered]);
  const held = useHeldList(ordered.slice(0, room), idOf, keep, now, motion.readingMs);
  useMove(list, motion.moveMs);
  const left = all.filter(({ state }) => settings.closed || state !== 'closed').length - ordered.length;
  const hidden = ordered.length - Math.min(room, ordered.length);
  const [opened, setOpened] = useState<IncidentRow>();

  return (
    <>
      <PanelHeader>
        <FilterBadge filter={settings} />
        {incidents && incidents.evicted > 0 && (
          <span>{t('incidents.evicted', { count: formatCount(incidents.evicted) })}</span>
        )}
        {room > 0 && hidden > 0 && <span>{t('incidents.hidden', { count: formatCount(hidden) })}</span>}
      </PanelHeader>
      {ordered.length === 0 &&
        (left > 0 ? (
          <FilteredOut filter={settings} count={left} />
        ) : (
          <EmptyState what={t('incidents.empty')} why={t('incidents.empty.why')} />
        ))}
      <ol
        className="rows rows-double"
        ref={list}
        style={{ gridTemplateRows: `repeat(${Math.max(1, fits)}, 1fr)` }}
        {...held.handlers}
      >
        {held.rows.map((view) => (
          <Row key={view.row.id} view={view} now={now} zone={zone} onOpen={setOpened} />
        ))}
      </ol>
      {opened && (
        <IncidentCard
          // As it is now; one that frames tell of no more stays as it was.
          row={all.find(({ id }) => id === opened.id) ?? opened}
          onClose={() => setOpened(undefined)}
        />
      )}
    </>
  );
}

interface RowProps {
  readonly view: IncidentView;
  readonly now: number;
  readonly zone: string | undefined;
  readonly onOpen: (row: IncidentRow) => void;
}

function Row({ view: { row, alarm }, now, zone, onOpen }: RowProps) {
  // Each row for itself: what is pointed at changes with any frame, the list once a second.
  const lit = useWall(({ highlights }) => highlights.find(({ id }) => id === row.id)?.until ?? 0) > now;
  const waiting = alarm === 'unacknowledged' || alarm === 'returned';
  const tactics = lastTactics(row.tactics, 2).map((id) => lookUp(`tactic.${id}`) ?? id);
  const classes = ['row', lit && 'row-lit', row.state !== 'active' && 'row-calm'].filter(Boolean).join(' ');
  return (
    <li className={classes} data-row={row.id} data-severity={row.severity}>
      <SeverityMark severity={row.severity} label={t(`severity.${row.severity}`)} blink={waiting} />
      <span className="row-title" title={row.title}>
        {row.title}
      </span>
      <span className="row-value">{t('alerts.times', { count: formatCount(row.count) })}</span>
      <span className="row-detail">
        <span className={waiting ? 'row-state row-waiting' : 'row-state'}>
          {alarm && alarm !== 'normal' ? t(`alarm.short.${alarm}`) : t(`incidents.state.${row.state}`)}
        </span>
        <bdi className="row-cause">{row.cause.value}</bdi>
        {tactics.length > 0 && <span className="row-tactics">{tactics.join(' › ')}</span>}
      </span>
      <time className="row-when">{formatWhen(row.opened, now, zone)}</time>
      <button
        type="button"
        className="row-open"
        aria-label={t('incident.open', { title: row.title })}
        onClick={() => onOpen(row)}
      />
    </li>
  );
}
