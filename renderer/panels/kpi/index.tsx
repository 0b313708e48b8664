import { useMemo, type ReactNode } from 'react';
import type { DurationSummary } from '#contract/wall.ts';
import { useSecond, useTraffic, useTrafficState, useWall } from '#renderer/store/hooks.ts';
import { formatAge, formatCount, formatRate } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { Digits } from '#renderer/ui/digits.tsx';
import { PanelHeader } from '#renderer/ui/panel-frame.tsx';
import { SeverityMark } from '#renderer/ui/severity-mark.tsx';
import { Sparkline } from '#renderer/ui/sparkline.tsx';
import { namesAny } from '../filter.ts';
import { FilterBadge } from '../filter-badge.tsx';
import type { PanelProps } from '../panel.ts';
import { alertRate, openCounts, passingOpen, peakOf, ratePoints } from './select.ts';
import type { KpiSettings, KpiTile } from './settings.ts';
import './kpi.css';

const SPARK_SECONDS = 900;
const SPARK_BINS = 60;
const NO_MINUTES: readonly number[] = [];

export default function Kpi({ settings }: PanelProps<KpiSettings>) {
  return (
    <>
      <PanelHeader>
        <FilterBadge filter={{ ...settings, from: 0 }} spanMs={SPARK_SECONDS * 1000} />
      </PanelHeader>
      <ul className="kpi">
        {settings.tiles.map((tile) => (
          <li key={tile} className="kpi-tile" data-tile={tile}>
            <Tile tile={tile} settings={settings} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Tile({ tile, settings }: { readonly tile: KpiTile; readonly settings: KpiSettings }) {
  switch (tile) {
    case 'events':
      return namesAny(settings) ? <PassingEvents /> : <Events />;
    case 'alerts':
      return <Alerts />;
    case 'open':
      return <Open settings={settings} />;
    case 'acknowledge':
    case 'close':
      return <Duration tile={tile} />;
  }
}

interface FrameProps {
  readonly tile: KpiTile;
  readonly note: string;
  readonly children: ReactNode;
  readonly spark?: ReactNode;
}

function TileFrame({ tile, note, children, spark }: FrameProps) {
  return (
    <>
      <h3>{t(`kpi.${tile}`)}</h3>
      <div className="kpi-value">{children}</div>
      <p className="kpi-note">{note}</p>
      {spark && <div className="kpi-spark">{spark}</div>}
    </>
  );
}

function Events() {
  const { rate: history } = useTraffic();
  const rate = useWall((state) => state.status?.rate);
  const peak = useWall((state) => state.status?.peakRate) ?? 0;
  const second = useSecond();
  return (
    <TileFrame
      tile="events"
      note={t('status.rate.peak', { rate: formatRate(peak) })}
      spark={<Sparkline values={ratePoints(history, second, SPARK_SECONDS, SPARK_BINS)} />}
    >
      <Digits value={rate === undefined ? '–' : formatRate(rate)} unit={t('status.rate.unit')} />
    </TileFrame>
  );
}

/** The core's own rate is that of all events: here it is what the chart has of the last whole second. */
function PassingEvents() {
  const { rate: history } = useTraffic();
  const second = useSecond();
  return (
    <TileFrame
      tile="events"
      note={t('status.rate.peak', { rate: formatRate(peakOf(history, second, SPARK_SECONDS)) })}
      spark={<Sparkline values={ratePoints(history, second, SPARK_SECONDS, SPARK_BINS)} />}
    >
      <Digits value={formatRate(history.total(second - 1))} unit={t('status.rate.unit')} />
    </TileFrame>
  );
}

function Alerts() {
  const byMinute = useTrafficState((state) => state.kpis?.alertsByMinute) ?? NO_MINUTES;
  const startedAt = useWall((state) => state.health?.startedAt) ?? 0;
  const since = useTrafficState((state) => state.since) || startedAt;
  const watched = Math.floor(useSecond() / 60) - Math.ceil(since / 60_000);
  const { lastMinute, usual, minutes } = alertRate(byMinute, watched);
  return (
    <TileFrame
      tile="alerts"
      note={usual === undefined ? t('kpi.usual.none') : t('kpi.usual', { count: formatRate(usual) })}
      spark={<Sparkline values={minutes} />}
    >
      <Digits value={minutes.length === 0 ? '–' : formatCount(lastMinute)} unit={t('kpi.per-minute')} />
    </TileFrame>
  );
}

function Open({ settings }: { readonly settings: KpiSettings }) {
  const incidents = useWall((state) => state.incidents);
  const places = useWall((state) => state.places);
  const passing = useMemo(
    () => incidents && namesAny(settings) && passingOpen(incidents, { ...settings, from: 0 }, places),
    [incidents, settings, places],
  );
  const open = passing ? passing.open : incidents?.open;
  const counts = openCounts(open ?? [], settings.from);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const words = passing && !passing.complete ? 'kpi.open.least' : 'kpi.open.total';
  return (
    <TileFrame tile="open" note={open ? t(words, { count: formatCount(total) }) : ''}>
      <ul className="kpi-open">
        {counts.map(({ severity, count }) => (
          <li key={severity} className={count > 0 ? 'kpi-some' : undefined} data-severity={severity}>
            <SeverityMark severity={severity} label={t(`severity.${severity}`)} />
            <Digits value={open ? formatCount(count) : '–'} />
          </li>
        ))}
      </ul>
    </TileFrame>
  );
}

function Duration({ tile }: { readonly tile: 'acknowledge' | 'close' }) {
  const summary: DurationSummary | undefined = useTrafficState((state) => state.kpis?.[tile]);
  const { query } = useTraffic();
  const none = !summary || summary.count === 0;
  const nothing = query ? 'kpi.unfiltered' : (`kpi.${tile}.none` as const);
  return (
    <TileFrame tile={tile} note={none ? t(nothing) : t('kpi.median', { count: formatCount(summary.count) })}>
      <Digits value={none ? '–' : formatAge(summary.medianMs)} />
    </TileFrame>
  );
}
