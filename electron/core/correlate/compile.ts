import { compileTest } from './compile-test.ts';
import type { EventReader, FieldTable } from './fields.ts';
import type { Expression, Item } from './rule-ast.ts';

/** Says whether the reader's event satisfies an expression. */
export type Check = (reader: EventReader) => boolean;

/** Compiles an expression to closures. Throws Refusal for a bad regular expression or network. */
export function compileExpression(expression: Expression, table: FieldTable): Check {
  switch (expression.kind) {
    case 'and':
      return allOf(expression.parts.map((part) => compileExpression(part, table)));
    case 'or':
      return anyOf(expression.parts.map((part) => compileExpression(part, table)));
    case 'not':
      return negation(compileExpression(expression.part, table));
    case 'of':
      return countOf(
        expression.count,
        expression.parts.map((part) => compileExpression(part, table)),
      );
    case 'item':
      return compileItem(expression, table);
  }
}

function compileItem(item: Item, table: FieldTable): Check {
  const slots = item.fields.map((name) => table.slot(name));
  const checks = item.tests.map((test) => compileTest(test, slots, table));
  const check = item.all ? allOf(checks) : anyOf(checks);
  return item.negate ? negation(check) : check;
}

function negation(check: Check): Check {
  return (reader) => !check(reader);
}

export function allOf(checks: readonly Check[]): Check {
  const [first, second, third] = checks;
  if (first && checks.length === 1) return first;
  if (first && second && checks.length === 2) return (reader) => first(reader) && second(reader);
  if (first && second && third && checks.length === 3) {
    return (reader) => first(reader) && second(reader) && third(reader);
  }
  return (reader) => {
    for (const check of checks) if (!check(reader)) return false;
    return true;
  };
}

export function anyOf(checks: readonly Check[]): Check {
  const [first, second] = checks;
  if (first && checks.length === 1) return first;
  if (first && second && checks.length === 2) return (reader) => first(reader) || second(reader);
  return (reader) => {
    for (const check of checks) if (check(reader)) return true;
    return false;
  };
}

function countOf(count: number, checks: readonly Check[]): Check {
  return (reader) => {
    let found = 0;
    for (const check of checks) if (check(reader) && ++found >= count) return true;
    return false;
  };
}
