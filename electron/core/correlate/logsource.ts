import type { Logsource } from './rule-ast.ts';

/** True when every part that `wanted` names is the same in `actual`: what it leaves open matches anything. */
export function covers(wanted: Logsource, actual: Logsource): boolean {
  return (
    (wanted.product === undefined || wanted.product === actual.product) &&
    (wanted.category === undefined || wanted.category === actual.category) &&
    (wanted.service === undefined || wanted.service === actual.service)
  );
}
