import type { Severity } from '#contract/severity.ts';
import type { Attack } from '#contract/wall.ts';
import { ATTACK_SPANS, type AttackMatrixSettings } from './settings.ts';
import { EVASION, IMPAIRMENT, parentOf, TACTIC_ORDER, techniqueOf } from './techniques.ts';

export interface MatrixCell {
  readonly technique: string;
  /** Empty for a technique that is not in our table. */
  readonly name: string;
  readonly count: number;
  readonly severity: Severity;
  /** 0..1 on a logarithmic scale of the matrix's largest. */
  readonly heat: number;
}

export interface MatrixColumn {
  /** Empty for techniques that belong nowhere we know. */
  readonly tactic: string;
  readonly cells: readonly MatrixCell[];
  /** Of rules that name the tactic, whichever their technique; at least what the cells hold. */
  readonly count: number;
}

interface Sum {
  count: number;
  severity: Severity;
  tactics: Set<string>;
}

/** Every tactic in the matrix's order, its techniques by count; what fits no tactic comes last. */
export function matrixOf(attack: Attack, settings: AttackMatrixSettings): MatrixColumn[] {
  const span = ATTACK_SPANS.indexOf(settings.span);
  const sums = new Map<string, Sum>();
  for (const cell of attack.cells) {
    const count = cell.counts[span] ?? 0;
    if (count === 0) continue;
    const severity = cell.severities[span] ?? 0;
    const id = settings.subtechniques ? cell.technique : parentOf(cell.technique);
    const sum = sums.get(id) ?? { count: 0, severity: 0, tactics: new Set<string>() };
    sum.count += count;
    if (severity > sum.severity) sum.severity = severity;
    for (const tactic of placesOf(cell.technique, cell.tactics)) sum.tactics.add(tactic);
    sums.set(id, sum);
  }
  const most = Math.max(1, ...[...sums.values()].map(({ count }) => count));
  const column = (tactic: string): MatrixColumn => {
    const cells = [...sums]
      .filter(([, { tactics }]) => (tactic === '' ? tactics.size === 0 : tactics.has(tactic)))
      .map(([technique, { count, severity }]) => ({
        technique,
        name: techniqueOf(technique)?.name ?? '',
        count,
        severity,
        heat: Math.log1p(count) / Math.log1p(most),
      }))
      .toSorted(
        (a, b) => b.severity - a.severity || b.count - a.count || (a.technique < b.technique ? -1 : 1),
      );
    const told = attack.tactics.find((one) => one.tactic === tactic)?.counts[span] ?? 0;
    const own = cells.reduce((total, { count }) => total + count, 0);
    return { tactic, cells, count: Math.max(told, own) };
  };
  const columns = TACTIC_ORDER.map(column);
  const rest = column('');
  return rest.cells.length > 0 ? [...columns, rest] : columns;
}

/**
 * Where the rules said. Where they said nothing, the first place ATT&CK has for it: the same count in four columns
 * would look like four things.
 */
function placesOf(technique: string, said: readonly string[]): readonly string[] {
  const order: readonly string[] = TACTIC_ORDER;
  const known = said.filter((tactic) => order.includes(tactic));
  if (known.length === 0) return techniqueOf(technique)?.tactics.slice(0, 1) ?? [];
  // A rule with two techniques and two tactics does not say which goes with which; ATT&CK does.
  const own = techniqueOf(technique)?.tactics ?? [];
  const meant = known.includes(EVASION) ? [...known, IMPAIRMENT] : known;
  const both = meant.filter((tactic) => own.includes(tactic));
  return both.length > 0 ? both : known;
}

/** A tactic of the list that stands for the matrix where columns would be too narrow to read. */
export interface MatrixGroup {
  readonly column: MatrixColumn;
  readonly shown: readonly MatrixCell[];
}

/**
 * As many techniques of each tactic as fit into so many lines, its heading being one. Where one of each is too many,
 * the slightest tactics are left out.
 */
export function groupsOf(columns: readonly MatrixColumn[], lines: number): MatrixGroup[] {
  const told = columns.filter(({ count }) => count > 0);
  const gravest = told.toSorted((a, b) => worstOf(b) - worstOf(a) || b.count - a.count);
  const needed = (some: readonly MatrixColumn[], each: number) =>
    some.reduce((sum, { cells }) => sum + 1 + Math.min(each, cells.length), 0);
  let kept = gravest;
  // The line that says how many are left out has to fit too.
  while (kept.length > 1 && needed(kept, 1) > lines - (kept.length < told.length ? 1 : 0)) {
    kept = kept.slice(0, -1);
  }
  let each = Math.max(1, ...kept.map(({ cells }) => cells.length));
  while (each > 1 && needed(kept, each) > lines) each--;
  return told
    .filter((column) => kept.includes(column))
    .map((column) => ({ column, shown: column.cells.slice(0, each) }));
}

function worstOf({ cells }: MatrixColumn): number {
  return cells.reduce((worst, { severity }) => Math.max(worst, severity), -1);
}
