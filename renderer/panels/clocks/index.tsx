import { useMemo } from 'react';
import { useSecond } from '#renderer/store/hooks.ts';
import { formatDay, formatTime, zoneCity, zoneOffset } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import type { PanelProps } from '../panel.ts';
import { clocksOf, isNight, type WorldClock } from './select.ts';
import type { ClocksSettings } from './settings.ts';
import './clocks.css';

export default function Clocks({ settings }: PanelProps<ClocksSettings>) {
  const now = useSecond() * 1000;
  const clocks = useMemo(() => clocksOf(settings.clocks, zoneCity), [settings.clocks]);
  return (
    <ul className="clocks">
      {clocks.map((clock) => (
        <li key={clock.key}>
          <span className="clocks-label">
            <bdi>{clock.label}</bdi>
          </span>
          {clock.known ? (
            <Time clock={clock} now={now} seconds={settings.seconds} />
          ) : (
            <span className="clocks-day">{t('clocks.unknown', { zone: clock.zone })}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

interface TimeProps {
  readonly clock: WorldClock;
  readonly now: number;
  readonly seconds: boolean;
}

function Time({ clock: { zone }, now, seconds }: TimeProps) {
  const time = formatTime(now, zone);
  return (
    <>
      <time className="clocks-time">
        {time.slice(0, 5)}
        {seconds && <span>{time.slice(5)}</span>}
      </time>
      <span className="clocks-day">
        {formatDay(now, zone)} · {zoneOffset(now, zone)} · {t(isNight(time) ? 'clocks.night' : 'clocks.day')}
      </span>
    </>
  );
}
