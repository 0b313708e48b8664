import type { MatchedField } from '#contract/detection.ts';
import { compileTest } from './compile-test.ts';
import type { Check } from './compile.ts';
import { type EventReader, type FieldTable, scalarText } from './fields.ts';
import type { Expression } from './rule-ast.ts';

/** Tells which fields of the reader's event made a rule match, and with what values. */
export type Explain = (reader: EventReader) => MatchedField[];

/** Values are shown, not kept for evidence: the record has them whole. */
const MAX_VALUE = 256;
const MAX_FIELDS = 16;

interface Witness {
  readonly field: string;
  readonly slot: number;
  readonly check: Check;
}

/** Compiled when a rule first fires: most never do. */
export function compileExplain(expression: Expression, table: FieldTable): Explain {
  const witnesses: Witness[] = [];
  gather(expression, table, witnesses);
  return (reader) => {
    const out = new Map<string, string>();
    for (const { field, slot, check } of witnesses) {
      if (out.size >= MAX_FIELDS) break;
      if (out.has(field) || !check(reader)) continue;
      const value = slot < 0 ? undefined : reader.value(slot);
      out.set(
        field,
        (scalarText(value) ?? (value === undefined ? '' : JSON.stringify(value))).slice(0, MAX_VALUE),
      );
    }
    return [...out].map(([field, value]) => ({ field, value }));
  };
}

/** What stands under `not` is no reason to match. */
function gather(expression: Expression, table: FieldTable, out: Witness[]): void {
  switch (expression.kind) {
    case 'and':
    case 'or':
    case 'of':
      for (const part of expression.parts) gather(part, table, out);
      return;
    case 'not':
      return;
    case 'item': {
      if (expression.negate) return;
      const checks = expression.tests;
      if (expression.fields.length === 0) {
        for (const test of checks) {
          if (test.kind !== 'pattern') continue;
          const word = test.pattern.map((part) => (typeof part === 'string' ? part : '*')).join('');
          out.push({ field: `keyword ${word}`, slot: -1, check: compileTest(test, [], table) });
        }
        return;
      }
      for (const field of expression.fields) {
        const slot = table.slot(field);
        const tests = checks.map((test) => compileTest(test, [slot], table));
        out.push({ field, slot, check: (reader) => tests.some((test) => test(reader)) });
      }
    }
  }
}
