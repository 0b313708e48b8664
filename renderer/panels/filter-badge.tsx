import { useSecond, useTrafficState, useWall } from '#renderer/store/hooks.ts';
import { formatCount, formatWhen } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { Badge } from '#renderer/ui/badge.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { filterWords, type Filter } from './filter.ts';

const ROOM = 28;

/** In the title line: a list that leaves something out must never look like all there is. */
export function FilterBadge({ filter }: { readonly filter: Filter }) {
  const words = filterWords(filter);
  if (words === '') return null;
  const short = words.length > ROOM ? `${words.slice(0, ROOM - 1)}…` : words;
  return (
    <span className="filter-badge">
      <Badge tone="quiet" title={t('filter.title', { words })}>
        {t('filter.badge', { words: short })}
      </Badge>
    </span>
  );
}

/** While a view is younger than what the panel shows of it: the rest of the span is not empty, it was not counted. */
export function SinceBadge({ spanMs }: { readonly spanMs: number }) {
  const since = useTrafficState((state) => state.since);
  const zone = useWall((state) => state.status?.timeZones[0]);
  const now = useSecond() * 1000;
  if (since === 0 || now - since >= spanMs) return null;
  return <Badge tone="quiet">{t('filter.since', { time: formatWhen(since, now, zone) })}</Badge>;
}

/** Where the core counted what passes: nothing did. */
export function NothingPasses({ filter }: { readonly filter: Filter }) {
  return <EmptyState what={t('filter.empty')} why={t('filter.empty.view', { words: filterWords(filter) })} />;
}

/** Instead of "no alerts", which would be a lie. */
export function FilteredOut({ filter, count }: { readonly filter: Filter; readonly count: number }) {
  return (
    <EmptyState
      what={t('filter.empty')}
      why={t('filter.empty.why', { words: filterWords(filter), count: formatCount(count) })}
    />
  );
}
