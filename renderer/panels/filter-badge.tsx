import { useSecond, useTrafficState, useWall } from '#renderer/store/hooks.ts';
import { formatCount, formatMinute } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { Badge } from '#renderer/ui/badge.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { filterWords, type Filter } from './filter.ts';

const ROOM = 28;

interface BadgeProps {
  readonly filter: Filter;
  /** For what the core counts: how far back the panel shows it. */
  readonly spanMs?: number;
}

/**
 * In the title line: a list that leaves something out must never look like all there is, nor counts that have just
 * begun like those of the whole span.
 */
export function FilterBadge({ filter, spanMs = 0 }: BadgeProps) {
  const words = filterWords(filter);
  const since = useYoung(spanMs);
  if (words === '' && since === undefined) return null;
  const short = words.length > ROOM ? `${words.slice(0, ROOM - 1)}…` : words;
  const [only, title] =
    words === '' ? [] : [t('filter.badge', { words: short }), t('filter.title', { words })];
  const [begun, why] =
    since === undefined ? [] : [t('filter.since', { time: since }), t('filter.since.title', { time: since })];
  return (
    <span className="filter-badge">
      {begun && (
        <Badge tone="quiet" title={why}>
          {begun}
        </Badge>
      )}
      {only && (
        <Badge tone="quiet" title={title}>
          {only}
        </Badge>
      )}
    </span>
  );
}

/** Since when a view counts, while that is later than what the panel shows of it begins. */
function useYoung(spanMs: number): string | undefined {
  const since = useTrafficState((state) => state.since);
  const zone = useWall((state) => state.status?.timeZones[0]);
  const now = useSecond() * 1000;
  return spanMs > 0 && since > 0 && now - since < spanMs ? formatMinute(since, zone) : undefined;
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
