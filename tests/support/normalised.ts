import assert from 'node:assert/strict';
import { SocEvent } from '#contract/event.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';

/** 2026-03-02T12:00:01.447Z, the time of the records in `tests/fixtures/json-*.ts`. */
export const NOON = Date.UTC(2026, 2, 2, 12, 0, 1, 447);

/** The event of a record, through the text that a sensor would have sent. */
export function normalised(record: unknown, timeZone?: string): SocEvent {
  const event = new SocEvent();
  const line = typeof record === 'string' ? record : JSON.stringify(record);
  assert.equal(normaliseLine(line, event, timeZone === undefined ? {} : { timeZone }), undefined);
  assert.equal(event.raw, line);
  return event;
}

export function pick(event: SocEvent, ...fields: readonly (keyof SocEvent)[]): unknown[] {
  return fields.map((field) => event[field]);
}

function end(ip: string | undefined, port: number | undefined): string {
  return `${ip ?? '-'} ${port ?? '-'}`;
}

/** Both ends as `address port -> address port`, an absent part as `-`. */
export function ends(event: SocEvent): string {
  const source = end(event['source.ip'], event['source.port']);
  return `${source} -> ${end(event['destination.ip'], event['destination.port'])}`;
}
