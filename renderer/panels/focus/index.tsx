import { useMemo, useRef } from 'react';
import type { Alarm } from '#contract/alarm.ts';
import type { IncidentRow } from '#contract/incident.ts';
import { useSecond, useWall } from '#renderer/store/hooks.ts';
import { formatAge, formatCount, formatWhen } from '#renderer/text/format.ts';
import { lookUp, t } from '#renderer/text/text.ts';
import { PanelHeader } from '#renderer/ui/panel-frame.tsx';
import { SeverityMark } from '#renderer/ui/severity-mark.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { useFit } from '#renderer/ui/use-fit.ts';
import { useSize } from '#renderer/ui/use-size.ts';
import { FilterBadge, FilteredOut } from '../filter-badge.tsx';
import { holder } from '../holder.ts';
import type { PanelProps } from '../panel.ts';
import { Events } from './events.tsx';
import { Hosts } from './hosts.tsx';
import { Lanes } from './lanes.tsx';
import { focusOf, roomFor } from './select.ts';
import { focusFilter, type FocusSettings } from './settings.ts';
import { useIncident } from './use-incident.ts';
import './focus.css';

const NO_ROWS: readonly IncidentRow[] = [];
const NO_ALARMS: readonly Alarm[] = [];
/** In heights of the screen: hosts and assets stand side by side, as in focus.css. */
const WIDE = 0.8;

export default function Focus({ settings }: PanelProps<FocusSettings>) {
  const rows = useWall((state) => state.incidents?.rows) ?? NO_ROWS;
  const alarms = useWall((state) => state.alarms) ?? NO_ALARMS;
  const takeover = useWall((state) => state.directive?.incident ?? undefined);
  const focus = useMemo(() => focusOf(rows, alarms, takeover, settings), [rows, alarms, takeover, settings]);
  const { incident, problem } = useIncident(focus?.id, focus?.row);
  const head = focus?.row ?? incident;
  const body = useRef<HTMLDivElement>(null);
  const fits = useFit(body, 'double');
  const room = roomFor(fits, useSize(body).width / window.innerHeight >= WIDE);
  const filter = focusFilter(settings);
  const open = rows.filter(({ state }) => state === 'active').length;
  if (!focus) {
    return (
      <>
        <PanelHeader>
          <FilterBadge filter={filter} />
        </PanelHeader>
        {open > 0 ? (
          <FilteredOut filter={filter} count={open} />
        ) : (
          <EmptyState what={t('focus.empty')} why={t('focus.empty.why')} />
        )}
      </>
    );
  }
  if (!head) {
    return problem === '' ? null : <EmptyState what={t('focus.unknown', { id: focus.id })} why={problem} />;
  }
  return (
    <div className={room.lines === 1 ? 'focus focus-low' : 'focus'} data-severity={head.severity} ref={body}>
      {!focus.asked && (
        <PanelHeader>
          <FilterBadge filter={filter} />
        </PanelHeader>
      )}
      <Head row={head} alarm={alarms.find(({ id }) => id === head.id)} />
      {problem !== '' && <p className="focus-note">{t('focus.no-evidence', { reason: problem })}</p>}
      {incident && room.timeline && <Lanes detections={incident.detections} />}
      {incident && room.events && <Events latest={incident.latest ?? []} />}
      {room.hosts && <Hosts row={head} incident={incident} most={room.assets} />}
    </div>
  );
}

function Head({ row, alarm }: { readonly row: IncidentRow; readonly alarm: Alarm | undefined }) {
  const now = useSecond() * 1000;
  const zone = useWall((state) => state.status?.timeZones[0]);
  const waiting = alarm?.state === 'unacknowledged' || alarm?.state === 'returned';
  const headline = useRef<HTMLHeadingElement>(null);
  return (
    <header className="focus-head">
      <SeverityMark severity={row.severity} label={t(`severity.${row.severity}`)} blink={waiting} />
      <div>
        <h3 ref={headline} title={row.title}>
          {row.title}
        </h3>
        <p className="focus-line">
          <strong className={waiting ? 'focus-waiting' : undefined}>{holder(alarm)}</strong>
          <span>{t(`incidents.state.${row.state}`)}</span>
          <span>
            {t('alarm.since', { time: formatWhen(row.opened, now, zone) })} ({formatAge(now - row.opened)})
          </span>
          <span>{t('incident.detections', { count: formatCount(row.count) })}</span>
        </p>
        <div className="focus-context">
          {row.organization !== '' && <bdi>{row.organization}</bdi>}
          <ol>
            {row.tactics.map((id) => (
              <li key={id}>{lookUp(`tactic.${id}`) ?? id}</li>
            ))}
          </ol>
        </div>
      </div>
    </header>
  );
}
