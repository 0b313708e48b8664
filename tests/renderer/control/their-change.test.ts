import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditEntry } from '#contract/audit.ts';
import { theirChange } from '#renderer/control/their-change.ts';

const entry = (id: number): AuditEntry => ({ id }) as AuditEntry;
const opened = { value: { from: '22:00' }, after: 4 };

test('an entry that comes after one’s own save names nobody: the rule is as it was opened', () => {
  assert.equal(theirChange(opened, { from: '22:00' }, entry(5)), undefined);
});

test('a rule that changed names who changed it, once the history tells', () => {
  assert.equal(theirChange(opened, { from: '23:00' }, entry(4)), undefined);
  assert.equal(theirChange(opened, { from: '23:00' }, undefined), undefined);
  assert.equal(theirChange(opened, { from: '23:00' }, entry(5))?.id, 5);
});
