import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventId } from '#core/base/event-id.ts';

test('the same record has the same name, of 16 hex digits, whatever was hashed before it', () => {
  const name = eventId('{"a":1}');
  eventId('x'.repeat(5_000));
  assert.equal(eventId('{"a":1}'), name);
  assert.match(eventId(''), /^[0-9a-f]{16}$/);
});

test('records that differ by one character, in the head or the tail, differ in name', () => {
  const names = new Set<string>();
  const base =
    '{"timestamp":"2026-03-02T09:00:00.000000+0000","flow_id":1234567890,"event_type":"alert"'.padEnd(
      2_000,
      'x',
    );
  for (let at = 0; at < 512; at++) names.add(eventId(`${base.slice(0, at)}~${base.slice(at + 1)}`));
  for (let at = 1_936; at < 2_000; at++) names.add(eventId(`${base.slice(0, at)}~${base.slice(at + 1)}`));
  for (let length = 0; length < 2_000; length++) names.add(eventId(base.slice(0, length)));
  assert.equal(names.size, 512 + 64 + 2_000);
});

test('a hundred thousand records in a row do not collide', () => {
  const names = new Set<string>();
  for (let n = 0; n < 100_000; n++)
    names.add(eventId(`{"timestamp":"2026-03-02T09:00:00.${n}","flow_id":${n * 7}}`));
  assert.equal(names.size, 100_000);
});
