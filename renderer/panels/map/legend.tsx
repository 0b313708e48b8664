import type { Ref } from 'react';
import { SEVERITIES, type Severity } from '#contract/severity.ts';
import { severityWord } from './words.ts';
import { t } from '#renderer/text/text.ts';
import { SeverityMark } from '#renderer/ui/severity-mark.tsx';

interface Props {
  readonly dense: boolean;
  readonly unlocated: boolean;
  /** Something is highlighted. */
  readonly pointing: boolean;
  readonly hidden: boolean;
  readonly ref: Ref<HTMLUListElement>;
}

const LEVELS = SEVERITIES.map((_, level) => level as Severity).toReversed();

/** What the marks mean; the gravest first. */
export function MapLegend({ dense, unlocated, pointing, hidden, ref }: Props) {
  return (
    <ul className="map-legend" aria-label={t('map.legend')} hidden={hidden} ref={ref}>
      {LEVELS.map((level) => (
        <li key={level}>
          <SeverityMark severity={level} />
          {severityWord(level)}
        </li>
      ))}
      <li>
        <svg className="map-wedge" viewBox="0 0 32 12" width="2em" height="0.75em" aria-hidden="true">
          <path d="M1 6.4 31 1v10L1 6.6z" fill="currentColor" />
        </svg>
        {t(dense ? 'map.legend.dense' : 'map.legend.volume')}
      </li>
      {unlocated && (
        <li>
          <svg viewBox="0 0 12 12" width="0.9em" height="0.9em" aria-hidden="true">
            <circle
              cx="6"
              cy="6"
              r="4.8"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.6"
              strokeDasharray="2.4 2"
            />
          </svg>
          {t('map.legend.unlocated')}
        </li>
      )}
      {pointing && (
        <li>
          <svg className="map-pointer" viewBox="0 0 12 12" width="0.9em" height="0.9em" aria-hidden="true">
            <path
              d="M1 4V1h3M8 1h3v3M11 8v3H8M4 11H1V8"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.8"
            />
          </svg>
          {t('map.legend.highlight')}
        </li>
      )}
    </ul>
  );
}
