import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Health } from '#contract/health.ts';
import { useSecond, useTrafficState, useWall } from '#renderer/store/hooks.ts';
import { formatTime } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { SeverityMark } from '#renderer/ui/severity-mark.tsx';
import { PanelHeader } from '#renderer/ui/panel-frame.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { namesAny } from '../filter.ts';
import { FilterBadge, FilteredOut, NothingPasses } from '../filter-badge.tsx';
import type { PanelProps } from '../panel.ts';
import { lapSeconds, newsOf, stillNews, type News } from './select.ts';
import { tickerFilter, type TickerSettings } from './settings.ts';
import './ticker.css';

const NO_NOTICES: Health['notices'] = [];
const STILL_QUERY = '(prefers-reduced-motion: reduce)';

export default function Ticker({ settings }: PanelProps<TickerSettings>) {
  const incidents = useWall((state) => state.incidents);
  const alerts = useTrafficState((state) => state.alerts);
  const notices = useWall((state) => state.health?.notices) ?? NO_NOTICES;
  const places = useWall((state) => state.places);
  const still = useStill();
  const { news, left } = useMemo(
    () => newsOf({ incidents: incidents?.rows ?? [], alerts: alerts?.rows ?? [], notices, places }, settings),
    [incidents, alerts, notices, places, settings],
  );
  const filter = tickerFilter(settings);
  return (
    <>
      <PanelHeader>
        <FilterBadge filter={filter} />
      </PanelHeader>
      {news.length > 0 ? (
        still ? (
          <Still news={news} speed={settings.speed} />
        ) : (
          <Moving news={news} speed={settings.speed} />
        )
      ) : left > 0 ? (
        <FilteredOut filter={filter} count={left} />
      ) : namesAny(filter) ? (
        <NothingPasses filter={filter} />
      ) : (
        <EmptyState what={t('ticker.empty')} why={t('ticker.empty.why', { kinds: kindWords(settings) })} />
      )}
    </>
  );
}

function kindWords({ kinds }: TickerSettings): string {
  return kinds.map((kind) => t(`setting.ticker.${kind}`)).join(', ');
}

interface Props {
  readonly news: readonly News[];
  readonly speed: number;
}

/**
 * Two copies that the compositor moves by one length: no script a frame, no jitter. News joins when a lap is over,
 * so that what is being read neither jumps nor changes; and with a band of its own, for a running animation that gets
 * another length is somewhere else in its lap.
 */
function Moving({ news, speed }: Props) {
  const [{ shown, lap }, setLap] = useState({ shown: news, lap: 0 });
  return (
    <div className="ticker" role="marquee" aria-label={t('panel.ticker')}>
      <div
        key={lap}
        className="ticker-band"
        style={{ animationDuration: `${lapSeconds(shown, speed)}s` }}
        onAnimationIteration={() => {
          if (news !== shown) setLap({ shown: news, lap: lap + 1 });
        }}
      >
        <Items news={shown} />
        <Items news={shown} hidden />
      </div>
    </div>
  );
}

function Items({ news, hidden = false }: { readonly news: readonly News[]; readonly hidden?: boolean }) {
  return (
    <ul aria-hidden={hidden}>
      {news.map((one) => (
        <Item key={one.key} news={one} />
      ))}
    </ul>
  );
}

function Item({ news: { severity, text, at } }: { readonly news: News }) {
  const zone = useWall((state) => state.status?.timeZones[0]);
  return (
    <li data-severity={severity}>
      {severity !== undefined && <SeverityMark severity={severity} label={t(`severity.${severity}`)} />}
      <time>{formatTime(at, zone).slice(0, 5)}</time>
      <bdi>{text}</bdi>
    </li>
  );
}

function Still({ news, speed }: Props) {
  const one = stillNews(news, useSecond(), speed);
  return (
    <div className="ticker ticker-still">
      <ul>{one && <Item key={one.key} news={one} />}</ul>
      <span className="ticker-count">
        {one ? news.indexOf(one) + 1 : 0}/{news.length}
      </span>
    </div>
  );
}

function useStill(): boolean {
  const query = useMemo(() => window.matchMedia(STILL_QUERY), []);
  const reduced = useSyncExternalStore(
    (changed) => {
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => query.matches,
  );
  const [off, setOff] = useState(() => document.documentElement.dataset['motion'] === 'off');
  useEffect(() => {
    const watch = new MutationObserver(() => setOff(document.documentElement.dataset['motion'] === 'off'));
    watch.observe(document.documentElement, { attributeFilter: ['data-motion'] });
    return () => watch.disconnect();
  }, []);
  return reduced || off;
}
