import { compileCidrs, compileTest } from './compile-test.ts';
import type { EventReader, FieldTable } from './fields.ts';
import type { Expression, Item, ValueTest } from './rule-ast.ts';

/** Says whether the reader's event satisfies an expression. */
export type Check = (reader: EventReader) => boolean;

/** Compiles an expression to closures. */
export function compileExpression(expression: Expression, table: FieldTable): Check {
  switch (expression.kind) {
    case 'and':
      return allOf(cheapFirst(expression.parts).map((part) => compileExpression(part, table)));
    case 'or':
      return anyOf(cheapFirst(expression.parts).map((part) => compileExpression(part, table)));
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

/** What the order of parts can't change is asked in the order that costs least. */
function cheapFirst(parts: readonly Expression[]): Expression[] {
  return parts.toSorted((a, b) => weight(a) - weight(b));
}

function weight(expression: Expression): number {
  switch (expression.kind) {
    case 'and':
    case 'or':
    case 'of':
      return expression.parts.reduce((sum, part) => sum + weight(part), 0);
    case 'not':
      return weight(expression.part);
    case 'item': {
      // Keywords look at every value of the event.
      const each = expression.fields.length === 0 ? 100 : expression.fields.length;
      return each * expression.tests.reduce((sum, test) => sum + (WEIGHTS.get(test.kind) ?? 2), 0);
    }
  }
}

const WEIGHTS: ReadonlyMap<ValueTest['kind'], number> = new Map([
  ['null', 1],
  ['exists', 1],
  ['number', 1],
  ['boolean', 1],
  ['compare', 1],
  ['pattern', 2],
  ['cidr', 4],
  ['regex', 20],
]);

function compileItem(item: Item, table: FieldTable): Check {
  const slots = item.fields.map((name) => table.slot(name));
  const cidrs = item.tests.filter((test) => test.kind === 'cidr');
  if (!item.all && cidrs.length === item.tests.length) {
    const check = compileCidrs(cidrs, slots);
    return item.negate ? negation(check) : check;
  }
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
