import { useMemo, useRef } from 'react';
import { useSecond, useWall } from '#renderer/store/hooks.ts';
import { formatSpan, zoneCity } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { PanelHeader } from '#renderer/ui/panel-frame.tsx';
import { BrokenState, EmptyState } from '#renderer/ui/states.tsx';
import { useFit } from '#renderer/ui/use-fit.ts';
import type { PanelProps } from '../panel.ts';
import { rosterOf, weekMinute, type OnDuty } from './select.ts';
import type { RosterSettings } from './settings.ts';
import './roster.css';

export default function RosterPanel({ settings }: PanelProps<RosterSettings>) {
  const wallZone = useWall((state) => state.status?.timeZones[0]);
  const zone = settings.zone || wallZone || 'UTC';
  const minutes = Math.floor(useSecond() / 60);
  const list = useRef<HTMLUListElement>(null);
  const room = useFit(list, 'double');
  const minute = weekMinute(minutes * 60_000, zone);
  const roster = useMemo(
    () => (minute === undefined ? undefined : rosterOf(settings.shifts, minute)),
    [settings.shifts, minute],
  );
  if (!roster) return <BrokenState what={t('clocks.unknown', { zone })} why="" />;
  if (settings.shifts.length === 0) {
    return <EmptyState what={t('roster.empty')} why={t('roster.empty.why')} />;
  }
  const now = roster.now.slice(0, room);
  return (
    <>
      <PanelHeader>
        <span>{zoneCity(zone)}</span>
      </PanelHeader>
      {roster.now.length === 0 && <p className="roster-nobody">{t('roster.nobody')}</p>}
      <ul
        className={roster.now.length === 0 ? 'rows roster roster-late' : 'rows roster'}
        ref={list}
        style={{ gridTemplateRows: `repeat(${Math.max(1, room)}, 1fr)` }}
      >
        {now.map((duty) => (
          <Row key={keyOf(duty)} duty={duty} on />
        ))}
        {roster.next.slice(0, room - now.length).map((duty) => (
          <Row key={keyOf(duty)} duty={duty} on={false} />
        ))}
      </ul>
    </>
  );
}

function keyOf({ shift: { name, role, from, to, weekdays } }: OnDuty): string {
  return [name, role, from, to, ...weekdays].join('\n');
}

function Row({ duty: { shift, minutes }, on }: { readonly duty: OnDuty; readonly on: boolean }) {
  const span = formatSpan(minutes * 60_000);
  return (
    <li className={on ? 'duty duty-on' : 'duty'}>
      <span className="duty-name">
        <bdi>{shift.name}</bdi>
      </span>
      <span className="duty-hours">
        {shift.from === shift.to ? t('roster.always') : `${shift.from}–${shift.to}`}
      </span>
      <span className="duty-role">
        {[shift.role, shift.contact].filter((part) => part !== '').join(' · ')}
      </span>
      <span className="duty-left">{t(on ? 'roster.left' : 'roster.in', { span })}</span>
    </li>
  );
}
