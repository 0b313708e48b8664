import type { AuditEntry } from '#contract/audit.ts';

export interface Opened<Value> {
  readonly value: Value;
  /** Newest entry of the history then; 0 for none. */
  readonly after: number;
}

/**
 * Who has changed a rule since its form was opened. The history comes a moment after the rule itself: an entry alone
 * may still be one's own, from the save just before.
 */
export function theirChange<Value>(
  opened: Opened<Value>,
  value: Value,
  last: AuditEntry | undefined,
): AuditEntry | undefined {
  const changed = JSON.stringify(value) !== JSON.stringify(opened.value);
  return changed && last && last.id > opened.after ? last : undefined;
}
