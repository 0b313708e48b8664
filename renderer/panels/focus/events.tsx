import { useRef } from 'react';
import type { IncidentEvent } from '#contract/incident.ts';
import { useSecond, useWall } from '#renderer/store/hooks.ts';
import { formatWhen } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { SeverityMark } from '#renderer/ui/severity-mark.tsx';
import { useFit } from '#renderer/ui/use-fit.ts';
import { endOf } from './select.ts';

/** The newest first: what the incident is made of, as it came. */
export function Events({ latest }: { readonly latest: readonly IncidentEvent[] }) {
  const now = useSecond() * 1000;
  const zone = useWall((state) => state.status?.timeZones[0]);
  const list = useRef<HTMLOListElement>(null);
  const room = useFit(list, 'double');
  if (latest.length === 0) return null;
  return (
    <section className="focus-events" aria-label={t('focus.events')}>
      <h4>{t('focus.events')}</h4>
      <ol ref={list} style={{ gridTemplateRows: `repeat(${Math.max(1, room)}, minmax(0, 1fr))` }}>
        {latest
          .toReversed()
          .slice(0, room)
          .map((event) => (
            <li key={event.id} className="row" data-severity={event.severity}>
              <SeverityMark severity={event.severity} label={t(`severity.${event.severity}`)} />
              <span className="row-title" title={event.message}>
                <bdi>{event.message}</bdi>
              </span>
              <time className="row-value">{formatWhen(event.time, now, zone)}</time>
              <span className="row-detail focus-ends">
                <bdi>{event.source === '' ? '?' : event.source}</bdi>
                <span>→</span>
                <bdi>{endOf(event)}</bdi>
              </span>
            </li>
          ))}
      </ol>
    </section>
  );
}
