import assert from 'node:assert/strict';
import { SocEvent } from '#contract/event.ts';
import type { Reading } from '#core/base/source.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';

/** 2026-03-02T09:00:00Z: when these tests' lines arrive. */
export const RECEIVED = Date.UTC(2026, 2, 2, 9);

export function normalised(line: string, options?: Reading): SocEvent {
  const event = new SocEvent();
  event.received = RECEIVED;
  assert.equal(normaliseLine(line, event, options), undefined, line);
  assert.equal(event.raw, line);
  return event;
}

/** The time in ISO form under `time`; all else under its ECS name. */
export type Expected = Partial<Record<Exclude<keyof SocEvent, '@timestamp'>, unknown>> & {
  readonly time?: string;
};

/** Every field that is told of here is as told; undefined is absent. */
export function expectFields(line: string, expected: Expected, options?: Reading): SocEvent {
  const event = normalised(line, options);
  const actual: Record<string, unknown> = {};
  for (const key of Object.keys(expected)) {
    actual[key] = key === 'time' ? new Date(event['@timestamp']).toISOString() : event[key as keyof SocEvent];
  }
  assert.deepEqual(actual, { ...expected }, line);
  return event;
}
