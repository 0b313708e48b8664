import { useRef } from 'react';
import type { TopList } from '#contract/wall.ts';
import { useSecond, useTrafficState } from '#renderer/store/hooks.ts';
import { formatAge, formatCount, formatPlace, formatRate, formatShare } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { currentDensity } from '#renderer/theme/apply.ts';
import { typePx } from '#renderer/theme/metrics.ts';
import { Badge } from '#renderer/ui/badge.tsx';
import { Bar } from '#renderer/ui/bar.tsx';
import { PanelHeader } from '#renderer/ui/panel-frame.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { useFit } from '#renderer/ui/use-fit.ts';
import { useSize } from '#renderer/ui/use-size.ts';
import { filterWords } from '../filter.ts';
import { FilterBadge, NothingPasses } from '../filter-badge.tsx';
import type { PanelProps } from '../panel.ts';
import { roomOf } from '../rows.ts';
import { minutesOf } from '../span.ts';
import { deltaOf, splitUrl, talkersOf, turn, type Delta, type Talker } from './select.ts';
import type { TALKER_LISTS, TalkersSettings } from './settings.ts';
import './talkers.css';

type ListName = (typeof TALKER_LISTS)[number];

/** A column narrower than this, in heights of its type, cuts addresses. */
const COLUMN_EM = 15.4;

export default function Talkers({ settings }: PanelProps<TalkersSettings>) {
  const talkers = useTrafficState((state) => state.talkers);
  const second = useSecond();
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const columns = Math.max(
    1,
    Math.floor(width / (COLUMN_EM * typePx('row', currentDensity(), window.innerHeight))),
  );
  const { shown, index, turns } = turn(settings.lists, columns, second, settings.turnSeconds);
  const internal = settings.traffic === 'internal';
  const lists = internal ? talkers?.internal : talkers;
  const quiet = !lists || lists.sources.entries.length === 0;

  return (
    <>
      <PanelHeader>
        <FilterBadge filter={settings} spanMs={minutesOf(settings.span) * 60_000} />
        {internal && <Badge tone="quiet">{t('map.internal')}</Badge>}
        {talkers && (
          <span>
            {t(settings.deltas && talkers.compared ? 'talkers.span.delta' : 'talkers.span', {
              span: formatAge(talkers.spanMs),
            })}
          </span>
        )}
        {turns > 1 && !quiet && (
          <span className="turns" aria-hidden="true">
            {Array.from({ length: turns }, (_, at) => (
              <i key={at} className={at === index ? 'turn-now' : undefined} />
            ))}
          </span>
        )}
      </PanelHeader>
      {quiet &&
        (filterWords(settings) === '' ? (
          <EmptyState
            what={t(internal ? 'map.empty.internal' : 'talkers.empty')}
            why={t(internal ? 'talkers.empty.internal.why' : 'talkers.empty.why')}
          />
        ) : (
          <NothingPasses filter={settings} />
        ))}
      <div className="talkers" ref={box} hidden={quiet}>
        {lists &&
          shown.map((name) => (
            <Column
              key={name}
              name={name}
              list={lists[name]}
              most={settings.rows}
              deltas={settings.deltas && talkers?.compared === true}
            />
          ))}
      </div>
    </>
  );
}

interface ColumnProps {
  readonly name: ListName;
  readonly list: TopList;
  readonly most: number;
  readonly deltas: boolean;
}

function Column({ name, list, most, deltas }: ColumnProps) {
  const rows = useRef<HTMLOListElement>(null);
  const fits = useFit(rows, 'single');
  const distinct = list.bounded ? 'talkers.distinct.bounded' : 'talkers.distinct';
  return (
    <div className="talkers-column">
      <h3>
        <span>{t(`talkers.${name}`)}</span>
        <span>
          {t(distinct, { count: formatCount(list.distinct) })} ·{' '}
          {t('talkers.of', { total: formatCount(list.total) })}
        </span>
      </h3>
      <ol ref={rows} style={{ gridTemplateRows: `repeat(${Math.max(1, fits)}, 1fr)` }}>
        {talkersOf(list, roomOf(fits, most)).map((talker) => (
          <Line key={talker.entry.key} name={name} talker={talker} deltas={deltas} />
        ))}
      </ol>
    </div>
  );
}

function Line({
  name,
  talker: { entry, share, length },
  deltas,
}: {
  readonly name: ListName;
  readonly talker: Talker;
  readonly deltas: boolean;
}) {
  const label =
    name === 'countries' && /^[A-Z]{2}$/.test(entry.key)
      ? formatPlace({ kind: 'country', code: entry.key, name: entry.label })
      : entry.label;
  return (
    <li className={deltas ? 'talker-deltas' : undefined}>
      <span className="talker-label" title={label}>
        {name === 'urls' ? <Url url={label} /> : <bdi>{label}</bdi>}
      </span>
      <span className="talker-count">{formatCount(entry.count)}</span>
      <span className="talker-part">{formatShare(share)}</span>
      {deltas && <DeltaView delta={deltaOf(entry)} />}
      <Bar length={length} severity={entry.severity} />
    </li>
  );
}

function Url({ url }: { readonly url: string }) {
  const [head, tail] = splitUrl(url, 14);
  return (
    <bdi className="talker-url">
      <span>{head}</span>
      {tail !== '' && <span>{tail}</span>}
    </bdi>
  );
}

function DeltaView({ delta }: { readonly delta: Delta }) {
  return <span className={`talker-delta talker-${delta.kind}`}>{deltaWords(delta)}</span>;
}

function deltaWords(delta: Delta): string {
  switch (delta.kind) {
    case 'new':
      return t('talkers.new');
    case 'times':
      return `▲ ×${formatRate(delta.factor)}`;
    case 'share':
      return `${delta.change > 0 ? '▲ +' : '▼ −'}${formatShare(Math.abs(delta.change))}`;
    case 'same':
      return '=';
  }
}
