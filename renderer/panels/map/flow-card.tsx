import { useEffect, useRef } from 'react';
import type { FlowRow } from '#contract/flow.ts';
import { SEVERITIES, type Severity } from '#contract/severity.ts';
import type { FlowEnds } from '#renderer/draw/map/stage.ts';
import { useWall } from '#renderer/store/hooks.ts';
import { formatAge, formatCount, formatNumber, formatPlace } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { SeverityMark } from '#renderer/ui/severity-mark.tsx';
import { useFit } from '#renderer/ui/use-fit.ts';
import { useFlow } from './use-flow.ts';
import { severityWord } from './words.ts';

interface Props {
  readonly flow: FlowEnds;
  readonly internal: boolean;
  /** Least severity. */
  readonly from: number;
  /** Where it must not lie: over the arc that it is about. */
  readonly side: 'left' | 'right';
  readonly onClose: () => void;
}

/** Nobody may be there to close it: a wall goes back to its map by itself. */
const CLOSE_AFTER_MS = 60_000;
const LEVELS = SEVERITIES.map((_, level) => level as Severity).toReversed();

/** The flows behind one arc. */
export function FlowCard({ flow, internal, from, side, onClose }: Props) {
  const places = useWall((state) => state.places);
  const { detail, problem } = useFlow(flow, internal, from);
  const list = useRef<HTMLOListElement>(null);
  const room = useFit(list, 'double');
  const { source, target } = flow;
  useEffect(() => {
    // Wherever the focus is, and before a zoomed panel takes it to be meant.
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      onClose();
    };
    document.addEventListener('keydown', press, true);
    return () => document.removeEventListener('keydown', press, true);
  }, [onClose]);
  useEffect(() => {
    const timer = setTimeout(onClose, CLOSE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [onClose]);
  const total = detail?.counts.reduce((sum, count) => sum + count, 0) ?? 0;
  return (
    <section className={`map-card map-card-${side}`} aria-label={t('map.card')} aria-live="polite">
      <header>
        <h3>
          {t('map.card.pair', {
            source: formatPlace(places.get(source)),
            target: formatPlace(places.get(target)),
          })}
        </h3>
        <button type="button" className="map-card-close" aria-label={t('map.card.close')} onClick={onClose}>
          ×
        </button>
      </header>
      {problem !== '' && <p>{t('map.card.problem', { reason: problem })}</p>}
      {detail && (
        <>
          <p className="map-card-counts">
            <strong>
              {t('map.card.events', { count: formatNumber(total), span: formatAge(detail.spanMs) })}
            </strong>
            {LEVELS.map((level) => {
              const count = detail.counts[level] ?? 0;
              return (
                count > 0 && (
                  <span key={level}>
                    <SeverityMark severity={level} label={severityWord(level)} /> {formatCount(count)}
                  </span>
                )
              );
            })}
          </p>
          <p className="map-card-note">
            {detail.events > 0 ? t('map.card.rows', { count: detail.events }) : t('map.card.none')}
          </p>
        </>
      )}
      <ol ref={list}>
        {detail?.rows.slice(0, room).map((row) => (
          <Row key={`${row.source} ${row.target} ${row.port} ${row.transport}`} row={row} />
        ))}
      </ol>
    </section>
  );
}

function Row({ row }: { readonly row: FlowRow }) {
  const port = row.port > 0 ? `${row.port}${row.transport === '' ? '' : `/${row.transport}`}` : row.transport;
  return (
    <li>
      <SeverityMark severity={row.severity} label={severityWord(row.severity)} />
      <span className="map-card-ends">
        <bdi>{row.source === '' ? '?' : row.source}</bdi>
        <bdi>→ {row.target === '' ? '?' : row.target}</bdi>
      </span>
      <span className="map-card-port">{port}</span>
      <span className="map-card-count">{formatCount(row.count)}</span>
    </li>
  );
}
