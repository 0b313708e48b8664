import { formatCount } from '#renderer/text/format.ts';
import { lookUp, t } from '#renderer/text/text.ts';
import { SeverityMark } from '#renderer/ui/severity-mark.tsx';
import { groupsOf, type MatrixCell, type MatrixColumn } from './select.ts';

export function tacticName(tactic: string): string {
  return tactic === '' ? t('attack.elsewhere') : (lookUp(`tactic.${tactic}`) ?? tactic);
}

interface Props {
  readonly columns: readonly MatrixColumn[];
  /** Columns of the list side by side. */
  readonly side: number;
  /** That fit below each other. */
  readonly lines: number;
}

/** The matrix where it has no room for its columns: the same order from top to bottom, in letters that can be read. */
export function MatrixList({ columns, side, lines }: Props) {
  const beside = Math.max(1, side);
  // A heading is not left alone at the foot of a column: that costs a line in each but the last.
  const groups = groupsOf(columns, Math.floor(lines) * beside - (beside - 1));
  const hidden = columns.filter(({ count }) => count > 0).length - groups.length;
  return (
    <div className="attack-list" style={{ columnCount: beside }}>
      {groups.map(({ column: { tactic, cells, count }, shown }) => (
        <section key={tactic}>
          <h3>
            <span>{tacticName(tactic)}</span>
            {cells.length > shown.length && (
              <span>{t('incidents.hidden', { count: formatCount(cells.length - shown.length) })}</span>
            )}
            <span>{formatCount(count)}</span>
          </h3>
          {shown.map((cell) => (
            <Line key={cell.technique} cell={cell} />
          ))}
        </section>
      ))}
      {hidden > 0 && <h3>{t('attack.tactics.hidden', { count: formatCount(hidden) })}</h3>}
    </div>
  );
}

function Line({ cell: { technique, name, count, severity, heat } }: { readonly cell: MatrixCell }) {
  return (
    <p className="attack-line" data-severity={severity} title={`${technique} ${name}`}>
      <span className="attack-heat" style={{ opacity: 0.12 + 0.3 * heat }} />
      <SeverityMark severity={severity} label={t(`severity.${severity}`)} />
      <span className="attack-line-name" lang="en">
        {name || technique}
      </span>
      <span className="attack-count">{formatCount(count)}</span>
    </p>
  );
}
