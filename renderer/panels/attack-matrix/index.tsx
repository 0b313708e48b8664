import { useMemo, useRef } from 'react';
import { ATTACK_SPANS_MS } from '#contract/wall.ts';
import { useTrafficState } from '#renderer/store/hooks.ts';
import { formatCount } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { currentDensity } from '#renderer/theme/apply.ts';
import { PanelHeader } from '#renderer/ui/panel-frame.tsx';
import { SeverityMark } from '#renderer/ui/severity-mark.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { useSize } from '#renderer/ui/use-size.ts';
import { filterWords } from '../filter.ts';
import { FilterBadge, NothingPasses } from '../filter-badge.tsx';
import type { PanelProps } from '../panel.ts';
import { hyphenated } from './hyphens.ts';
import { MatrixList, tacticName } from './list.tsx';
import { matrixOf, type MatrixCell, type MatrixColumn } from './select.ts';
import { ATTACK_SPANS, type AttackMatrixSettings } from './settings.ts';
import './attack-matrix.css';

/**
 * In vh, as in the style sheet: heights of a column's head, a cell with its gap and a line of the list; the widths below
 * which a column can't be read, and from which a column of the list can.
 */
const WALL = { head: 6.8, cell: 6.9, line: 3.7, column: 12, list: 40 };
const DESK = { head: 4.2, cell: 4.5, line: 2.3, column: 8, list: 26 };
/** A tactic without techniques, and its gap. */
const QUIET_VH = 3.8;
const NOTHING = { cells: [], more: 0, tactics: [] };

export default function AttackMatrix({ settings }: PanelProps<AttackMatrixSettings>) {
  const attack = useTrafficState((state) => state.attack) ?? NOTHING;
  const columns = useMemo(() => matrixOf(attack, settings), [attack, settings]);
  const body = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(body);
  const sizes = currentDensity() === 'desk' ? DESK : WALL;
  const [wide, high] = [width, height].map((pixels) => (pixels / window.innerHeight) * 100) as [
    number,
    number,
  ];
  const room = Math.floor((high - sizes.head) / sizes.cell);
  const full = columns.filter(({ cells }) => cells.length > 0).length;
  const narrow = width > 0 && (wide - QUIET_VH * (columns.length - full)) / full < sizes.column;
  const seen = columns.filter(({ count }) => count > 0).length;
  const techniques = new Set(columns.flatMap(({ cells }) => cells.map(({ technique }) => technique))).size;
  const widths = columns.map(({ cells }) => (cells.length > 0 ? 'minmax(0, 1fr)' : '3.4vh')).join(' ');
  return (
    <>
      <PanelHeader>
        <FilterBadge filter={settings} spanMs={ATTACK_SPANS_MS[ATTACK_SPANS.indexOf(settings.span)] ?? 0} />
        <span>{t(`attack.span.${settings.span}`)}</span>
        {seen > 0 && (
          <span>{t('attack.seen', { techniques: formatCount(techniques), tactics: formatCount(seen) })}</span>
        )}
      </PanelHeader>
      {seen === 0 &&
        (filterWords(settings) === '' ? (
          <EmptyState what={t('attack.empty')} why={t('attack.empty.why')} />
        ) : (
          <NothingPasses filter={settings} />
        ))}
      <div className="attack" hidden={seen === 0}>
        <div ref={body} className="attack-body">
          {narrow ? (
            <MatrixList columns={columns} side={Math.floor(wide / sizes.list)} lines={high / sizes.line} />
          ) : (
            <div className="attack-columns" style={{ gridTemplateColumns: widths }}>
              {columns.map((column) => (
                <Column key={column.tactic} column={column} room={Math.max(1, room)} />
              ))}
            </div>
          )}
        </div>
      </div>
    </>
  );
}

function Column({ column, room }: { readonly column: MatrixColumn; readonly room: number }) {
  const { tactic, cells, count } = column;
  const name = tacticName(tactic);
  const shown = cells.slice(0, cells.length > room ? room - 1 : room);
  const hidden = cells.length - shown.length;
  if (cells.length === 0) {
    return (
      <div className={count > 0 ? 'attack-quiet attack-some' : 'attack-quiet'} title={name}>
        <h3>{name}</h3>
        {count > 0 && <span>{formatCount(count)}</span>}
      </div>
    );
  }
  return (
    <div className="attack-column">
      <h3 title={name}>
        <span>{hyphenated(name)}</span>
        <span>{formatCount(count)}</span>
      </h3>
      <ol>
        {shown.map((cell) => (
          <Cell key={cell.technique} cell={cell} />
        ))}
        {hidden > 0 && (
          <li className="attack-more">{t('incidents.hidden', { count: formatCount(hidden) })}</li>
        )}
      </ol>
    </div>
  );
}

function Cell({ cell: { technique, name, count, severity, heat } }: { readonly cell: MatrixCell }) {
  return (
    <li className="attack-cell" data-severity={severity} title={`${technique} ${name}`}>
      <span className="attack-heat" style={{ opacity: 0.12 + 0.3 * heat }} />
      <span className="attack-name" lang="en">
        {name === '' ? technique : hyphenated(name)}
      </span>
      <span className="attack-foot">
        <SeverityMark severity={severity} label={t(`severity.${severity}`)} />
        <span className="attack-id">{name === '' ? '' : technique}</span>
        <span className="attack-count">{formatCount(count)}</span>
      </span>
    </li>
  );
}
