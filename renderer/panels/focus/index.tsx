import { useMemo, useRef } from 'react';
import type { Alarm } from '#contract/alarm.ts';
import type { Incident, IncidentRow } from '#contract/incident.ts';
import { useSecond, useWall } from '#renderer/store/hooks.ts';
import { formatAge, formatCount, formatPlace, formatWhen } from '#renderer/text/format.ts';
import { lookUp, t } from '#renderer/text/text.ts';
import { PanelHeader } from '#renderer/ui/panel-frame.tsx';
import { SeverityMark } from '#renderer/ui/severity-mark.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { FilterBadge, FilteredOut } from '../filter-badge.tsx';
import { holder } from '../holder.ts';
import type { PanelProps } from '../panel.ts';
import { Lanes } from './lanes.tsx';
import { focusOf } from './select.ts';
import { focusFilter, type FocusSettings } from './settings.ts';
import { useIncident } from './use-incident.ts';
import './focus.css';

const NO_ROWS: readonly IncidentRow[] = [];
const NO_ALARMS: readonly Alarm[] = [];
const PEERS = 6;

export default function Focus({ settings }: PanelProps<FocusSettings>) {
  const rows = useWall((state) => state.incidents?.rows) ?? NO_ROWS;
  const alarms = useWall((state) => state.alarms) ?? NO_ALARMS;
  const takeover = useWall((state) => state.directive?.incident ?? undefined);
  const focus = useMemo(() => focusOf(rows, alarms, takeover, settings), [rows, alarms, takeover, settings]);
  const { incident, problem } = useIncident(focus?.id, focus?.row);
  const head = focus?.row ?? incident;
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
    <div className="focus" data-severity={head.severity}>
      {!focus.asked && (
        <PanelHeader>
          <FilterBadge filter={filter} />
        </PanelHeader>
      )}
      <Head row={head} alarm={alarms.find(({ id }) => id === head.id)} />
      {problem !== '' && <p className="focus-note">{t('focus.no-evidence', { reason: problem })}</p>}
      {incident && <Lanes detections={incident.detections} />}
      <Assets row={head} incident={incident} />
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
          <span>{t('focus.count', { count: formatCount(row.count) })}</span>
          {row.organization !== '' && <bdi>{row.organization}</bdi>}
        </p>
        {row.tactics.length > 0 && (
          <ol className="focus-tactics">
            {row.tactics.map((id) => (
              <li key={id}>{lookUp(`tactic.${id}`) ?? id}</li>
            ))}
          </ol>
        )}
      </div>
    </header>
  );
}

function Assets({ row, incident }: { readonly row: IncidentRow; readonly incident: Incident | undefined }) {
  const places = useWall((state) => state.places);
  const peers = incident?.peers ?? [];
  const hidden = row.peerCount - Math.min(PEERS, peers.length);
  const place = (id: number) => formatPlace(places.get(id));
  const causePlace = row.cause.role === 'destination' ? row.destinationPlace : row.sourcePlace;
  const peerPlace = row.cause.role === 'destination' ? row.sourcePlace : row.destinationPlace;
  return (
    <dl className="focus-assets">
      <div>
        <dt>{t(`focus.cause.${row.cause.role}`)}</dt>
        <dd>
          <bdi className="focus-cause">{row.cause.value}</bdi> <small>{place(causePlace)}</small>
        </dd>
      </div>
      {row.peerCount > 0 && (
        <div>
          <dt>
            {t(row.cause.role === 'destination' ? 'focus.from' : 'focus.towards', {
              count: formatCount(row.peerCount),
            })}
          </dt>
          <dd>
            {peers.slice(0, PEERS).map((peer) => (
              <bdi key={peer}>{peer}</bdi>
            ))}
            {hidden > 0 && peers.length > 0 && (
              <small>{t('incidents.hidden', { count: formatCount(hidden) })}</small>
            )}
            <small>{place(peerPlace)}</small>
          </dd>
        </div>
      )}
    </dl>
  );
}
