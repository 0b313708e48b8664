import { t } from '#renderer/text/text.ts';
import { formatCount } from '#renderer/text/format.ts';
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

/** Instead of "no alerts", which would be a lie. */
export function FilteredOut({ filter, count }: { readonly filter: Filter; readonly count: number }) {
  return (
    <EmptyState
      what={t('filter.empty')}
      why={t('filter.empty.why', { words: filterWords(filter), count: formatCount(count) })}
    />
  );
}
