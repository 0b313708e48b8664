import { useRef, type CSSProperties } from 'react';
import type { DetectionSummary } from '#contract/incident.ts';
import { useWall } from '#renderer/store/hooks.ts';
import { formatAge, formatCount, formatTime } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { SeverityMark } from '#renderer/ui/severity-mark.tsx';
import { useFit } from '#renderer/ui/use-fit.ts';
import { timelineOf, type Lane } from './select.ts';

/** Lanes that are shown at most: the events below want room too. */
const MOST_LANES = 6;

/** One lane a rule, from its first to its latest match: how the attack went on. */
export function Lanes({ detections }: { readonly detections: readonly DetectionSummary[] }) {
  const zone = useWall((state) => state.status?.timeZones[0]);
  const list = useRef<HTMLOListElement>(null);
  const room = useFit(list, 'double');
  if (detections.length === 0) return null;
  const wanted = Math.min(MOST_LANES, detections.length);
  const rows = Math.max(1, Math.min(room, wanted));
  const { from, to, lanes, hidden } = timelineOf(detections, Math.min(room, wanted));
  return (
    <section
      className="focus-timeline"
      aria-label={t('focus.timeline')}
      style={{ '--lanes': wanted } as CSSProperties}
    >
      <p className="focus-axis">
        <time>{formatTime(from, zone)}</time>
        <span>
          {formatAge(to - from)}
          {hidden > 0 && ` · ${t('incidents.hidden', { count: formatCount(hidden) })}`}
        </span>
        <time>{formatTime(to, zone)}</time>
      </p>
      <ol ref={list} style={{ gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))` }}>
        {lanes.map((lane) => (
          <LaneView key={lane.rule} lane={lane} zone={zone} />
        ))}
      </ol>
    </section>
  );
}

function LaneView({ lane, zone }: { readonly lane: Lane; readonly zone: string | undefined }) {
  const { severity, title, count, first, start, end, reason } = lane;
  return (
    <li className="focus-lane" data-severity={severity} title={reason}>
      <SeverityMark severity={severity} label={t(`severity.${severity}`)} />
      <span className="focus-lane-title">{title}</span>
      <span className="focus-lane-count">
        {count > 1 ? t('alerts.times', { count: formatCount(count) }) : ''}
      </span>
      <time className="focus-lane-when">{formatTime(first, zone)}</time>
      <span className="focus-track">
        <i style={{ left: `${start * 100}%`, width: `${Math.max(0.6, (end - start) * 100)}%` }} />
      </span>
    </li>
  );
}
