import type { ReactNode } from 'react';
import type { DurationSummary } from '#contract/wall.ts';
import { useSecond, useWall } from '#renderer/store/hooks.ts';
import { rateHistory } from '#renderer/store/wall-store.ts';
import { formatAge, formatCount, formatRate } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { Digits } from '#renderer/ui/digits.tsx';
import { SeverityMark } from '#renderer/ui/severity-mark.tsx';
import { Sparkline } from '#renderer/ui/sparkline.tsx';
import type { PanelProps } from '../panel.ts';
import { alertRate, openCounts, ratePoints } from './select.ts';
import type { KpiSettings, KpiTile } from './settings.ts';
import './kpi.css';

const SPARK_SECONDS = 900;
const SPARK_BINS = 60;
const NO_MINUTES: readonly number[] = [];

export default function Kpi({ settings }: PanelProps<KpiSettings>) {
  return (
    <ul className="kpi">
      {settings.tiles.map((tile) => (
        <li key={tile} className="kpi-tile" data-tile={tile}>
          <Tile tile={tile} from={settings.from} />
        </li>
      ))}
    </ul>
  );
}

function Tile({ tile, from }: { readonly tile: KpiTile; readonly from: number }) {
  switch (tile) {
    case 'events':
      return <Events />;
    case 'alerts':
      return <Alerts />;
    case 'open':
      return <Open from={from} />;
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
  const rate = useWall((state) => state.status?.rate);
  const peak = useWall((state) => state.status?.peakRate) ?? 0;
  const second = useSecond();
  return (
    <TileFrame
      tile="events"
      note={t('status.rate.peak', { rate: formatRate(peak) })}
      spark={<Sparkline values={ratePoints(rateHistory, second, SPARK_SECONDS, SPARK_BINS)} />}
    >
      <Digits value={rate === undefined ? '–' : formatRate(rate)} unit={t('status.rate.unit')} />
    </TileFrame>
  );
}

function Alerts() {
  const byMinute = useWall((state) => state.kpis?.alertsByMinute) ?? NO_MINUTES;
  const { lastMinute, usual, minutes } = alertRate(byMinute);
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

function Open({ from }: { readonly from: number }) {
  const open = useWall((state) => state.incidents?.open);
  const counts = openCounts(open ?? [], from);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <TileFrame tile="open" note={open ? t('kpi.open.total', { count: formatCount(total) }) : ''}>
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
  const summary: DurationSummary | undefined = useWall((state) => state.kpis?.[tile]);
  const none = !summary || summary.count === 0;
  return (
    <TileFrame
      tile={tile}
      note={none ? t(`kpi.${tile}.none`) : t('kpi.median', { count: formatCount(summary.count) })}
    >
      <Digits value={none ? '–' : formatAge(summary.medianMs)} />
    </TileFrame>
  );
}
