import { useCallback, useMemo, useRef } from 'react';
import type { IncidentRow } from '#contract/incident.ts';
import type { Severity } from '#contract/severity.ts';
import { useGrew, useSecond, useTraffic, useTrafficState, useWall } from '#renderer/store/hooks.ts';
import { formatAge, formatCount, formatRate, formatTick, formatMinute } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { currentDensity } from '#renderer/theme/apply.ts';
import { typePx } from '#renderer/theme/metrics.ts';
import { Canvas, type Draw } from '#renderer/ui/canvas.tsx';
import { PanelHeader } from '#renderer/ui/panel-frame.tsx';
import { SeverityMark } from '#renderer/ui/severity-mark.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import type { PanelProps } from '../panel.ts';
import { drawRate, plotOf, steadyTop } from '#renderer/draw/rate-chart.ts';
import { filterOf, namesAny } from '../filter.ts';
import { FilterBadge, FilteredOut, NothingPasses } from '../filter-badge.tsx';
import { atLeast, baseline, incidentMarks, stackColumns, totalsBySeverity } from './select.ts';
import type { RateSettings } from './settings.ts';
import './rate.css';

const NO_INCIDENTS: readonly IncidentRow[] = [];
const GRAVEST_FIRST: readonly Severity[] = [4, 3, 2, 1, 0];

export default function Rate({ settings }: PanelProps<RateSettings>) {
  // Frames come at 20 a second; five pictures a second are enough for a chart whose finest step is one.
  const version = useTrafficState((state) => state.rateVersion >> 2);
  const incidents = useWall((state) => state.incidents?.rows) ?? NO_INCIDENTS;
  const zone = useWall((state) => state.status?.timeZones[0]);
  const rate = useWall((state) => state.status?.rate) ?? 0;
  const older = useWall((state) => state.status?.olderThanChart);
  const places = useWall((state) => state.places);
  const counted = useTraffic().rate;
  const history = useMemo(() => atLeast(counted, settings.from), [counted, settings.from]);
  const end = useSecond() + 1;
  const span = settings.minutes * 60;
  const scaleTop = useRef(0);
  const usual = baseline(history, end);
  const totals = totalsBySeverity(history, end, span);
  const shown = useMemo(() => incidents.filter(filterOf(settings, places)), [incidents, settings, places]);
  const empty = totals.every((total) => total === 0);
  const named = namesAny(settings);
  const late = useGrew(older, end * 1000) && !named;
  // The core's rate is that of all events.
  const passing = named || settings.from > 0 ? history.total(end - 2) : rate;
  const left = empty && settings.from > 0 ? sumOf(totalsBySeverity(counted, end, span)) : 0;

  const draw = useCallback<Draw>(
    (context, width, height) => {
      const fontSize = typePx('legend', currentDensity(), window.innerHeight);
      const plot = plotOf(width, height, fontSize);
      if (plot.width <= 0 || plot.height <= 0 || version < 0) return;
      const columns = stackColumns(history, end, span, Math.min(span, Math.floor(plot.width)));
      scaleTop.current = steadyTop(columns.max, scaleTop.current);
      drawRate(
        context,
        {
          columns,
          baseline: baseline(history, end),
          marks: incidentMarks(shown, (end - span) * 1000, span * 1000, plot.width, fontSize * 1.7),
          top: scaleTop.current,
          timeTicks: timeTicks(end, span, zone),
          formatRate: formatTick,
          fontSize,
        },
        plot,
      );
    },
    [version, history, end, span, shown, zone],
  );

  return (
    <>
      <PanelHeader>
        <FilterBadge filter={settings} spanMs={span * 1000} />
        <Legend totals={totals} />
      </PanelHeader>
      {empty &&
        (left > 0 ? (
          <FilteredOut filter={settings} count={left} />
        ) : named ? (
          <NothingPasses filter={settings} />
        ) : (
          <EmptyState what={t('rate.empty', { span: formatAge(span * 1000) })} why={t('rate.empty.why')} />
        ))}
      <div className="rate" hidden={empty}>
        <div className="rate-chart">
          <Canvas
            draw={draw}
            label={t('rate.summary', { rate: formatRate(passing), median: formatCount(usual?.median ?? 0) })}
          />
        </div>
        <p className="rate-note">
          {late && <strong>{t('rate.older', { count: formatCount(older ?? 0) })} · </strong>}
          {usual
            ? t('rate.baseline', {
                low: formatCount(usual.low),
                high: formatCount(usual.high),
                median: formatCount(usual.median),
              })
            : t('rate.axis')}
        </p>
      </div>
    </>
  );
}

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

function Legend({ totals }: { readonly totals: readonly number[] }) {
  return (
    <ul className="rate-legend">
      {GRAVEST_FIRST.filter((severity) => (totals[severity] ?? 0) > 0).map((severity) => (
        <li key={severity} data-severity={severity}>
          <SeverityMark severity={severity} label={t(`severity.${severity}`)} />
          {formatCount(totals[severity] ?? 0)}
        </li>
      ))}
    </ul>
  );
}

/** Whole five minutes on the clock, and now. */
function timeTicks(end: number, span: number, zone: string | undefined) {
  const every = span > 300 ? 300 : 60;
  const ticks = [{ share: 1, text: t('rate.now') }];
  for (let second = Math.floor(end / every) * every; second > end - span; second -= every) {
    const share = 1 - (end - second) / span;
    if (share < 0.9) ticks.push({ share, text: formatMinute(second * 1000, zone) });
  }
  return ticks;
}
