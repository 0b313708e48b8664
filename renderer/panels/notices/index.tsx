import { useRef } from 'react';
import type { Directive } from '#contract/control.ts';
import { useSecond, useWall } from '#renderer/store/hooks.ts';
import { formatCount, formatWhen } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { PanelHeader } from '#renderer/ui/panel-frame.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { useFit } from '#renderer/ui/use-fit.ts';
import type { PanelProps } from '../panel.ts';
import { noticesOf, type Notice } from './select.ts';
import type { NoticesSettings } from './settings.ts';
import './notices.css';

const NO_BANNERS: Directive['banners'] = [];

export default function Notices({ settings }: PanelProps<NoticesSettings>) {
  const health = useWall((state) => state.health);
  const banners = useWall((state) => state.directive?.banners) ?? NO_BANNERS;
  const zone = useWall((state) => state.status?.timeZones[0]);
  const now = useSecond() * 1000;
  const list = useRef<HTMLUListElement>(null);
  const room = useFit(list, 'double');
  const notices = noticesOf(health, banners, now, settings);
  const hidden = notices.length - room;
  return (
    <>
      <PanelHeader>
        {room > 0 && hidden > 0 && <span>{t('incidents.hidden', { count: formatCount(hidden) })}</span>}
      </PanelHeader>
      {notices.length === 0 && <EmptyState what={t('notices.empty')} why={t('notices.empty.why')} />}
      <ul
        className="rows notices"
        ref={list}
        style={{ gridTemplateRows: `repeat(${Math.max(1, room)}, 1fr)` }}
      >
        {notices.slice(0, room).map((notice) => (
          <li key={notice.key} className={`board board-${notice.kind}`}>
            <p title={notice.text}>{notice.text}</p>
            <span className="board-when">{whenOf(notice, now, zone)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function whenOf({ kind, at, until, count }: Notice, now: number, zone: string | undefined): string {
  if (kind === 'message') {
    return until === 0
      ? t('notices.message')
      : t('notices.message.until', { time: formatWhen(until, now, zone) });
  }
  const when = t('notices.core', { time: formatWhen(at, now, zone) });
  return count > 1 ? `${when} · ${t('alerts.times', { count: formatCount(count) })}` : when;
}
