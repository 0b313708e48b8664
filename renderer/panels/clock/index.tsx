import { useMemo } from 'react';
import { useSecond, useWall } from '#renderer/store/hooks.ts';
import { formatDay, formatTime, zoneCity, zoneOffset } from '#renderer/text/format.ts';
import type { PanelProps } from '../panel.ts';
import { knownZones } from './select.ts';
import type { ClockSettings } from './settings.ts';
import './clock.css';

const UTC = ['UTC'];

export default function Clock({ settings }: PanelProps<ClockSettings>) {
  const now = useSecond() * 1000;
  const wallZones = useWall((state) => state.status?.timeZones) ?? UTC;
  const zones = useMemo(
    () => knownZones(settings.timeZones.length > 0 ? settings.timeZones : wallZones),
    [settings.timeZones, wallZones],
  );
  return (
    <ul className="clock">
      {zones.map((zone) => (
        <li key={zone}>
          <time className="clock-face">{formatTime(now, zone)}</time>
          <span className="clock-zone">
            {zoneCity(zone)} · {zoneOffset(now, zone)} · {formatDay(now, zone)}
          </span>
        </li>
      ))}
    </ul>
  );
}
