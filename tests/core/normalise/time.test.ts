import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { epochTime, parseIsoTime, readTime } from '#core/normalise/time.ts';

test('reads the forms that sensors write', () => {
  const noon = Date.UTC(2026, 2, 2, 12, 0, 1, 447);
  for (const text of [
    '2026-03-02T12:00:01.447291+0000',
    '2026-03-02T12:00:01.447Z',
    '2026-03-02 12:00:01.447999999',
    '2026-03-02T21:00:01.447291+0900',
    '2026-03-02T21:00:01.447291+09:00',
    '2026-03-02T07:00:01,447-05',
    '2026-03-02T17:30:01.447+05:30',
  ]) {
    assert.equal(parseIsoTime(text), noon, text);
  }
  assert.equal(parseIsoTime('2026-03-02T12:00Z'), Date.UTC(2026, 2, 2, 12));
  assert.equal(parseIsoTime('2026-03-02T12:00:01.4Z'), Date.UTC(2026, 2, 2, 12, 0, 1, 400));
});

test('leap seconds, leap days, first and last years', () => {
  assert.equal(parseIsoTime('2016-12-31T23:59:60Z'), Date.UTC(2017, 0, 1));
  assert.equal(parseIsoTime('2024-02-29T00:00:00Z'), Date.UTC(2024, 1, 29));
  assert.equal(parseIsoTime('0000-01-01T00:00:00Z'), Date.parse('0000-01-01T00:00:00Z'));
  assert.equal(parseIsoTime('9999-12-31T23:59:59.999Z'), Date.parse('9999-12-31T23:59:59.999Z'));
});

test('refuses what is no time', () => {
  for (const text of [
    '',
    '2026-03-02',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-03-32T00:00:00Z',
    '2026-03-02T24:00:00Z',
    '2026-03-02T12:60:00Z',
    '2026-03-02T12:00:61Z',
    '2026-03-02T12:00:00.Z',
    '2026-03-02T12:00:00+0',
    '2026-03-02T12:00:00+00000',
    '2026-03-02T12:00:00Zx',
    '2026x03-02T12:00:00Z',
    '２026-03-02T12:00:00Z',
    `2026-03-02T12:00:00.${'1'.repeat(100)}Z`,
  ]) {
    assert.ok(Number.isNaN(parseIsoTime(text)), text);
  }
});

test('agrees with Date over all dates and zones', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.parse('0000-01-01T00:00:00Z'), max: Date.parse('9999-12-31T23:59:59Z') }),
      fc.integer({ min: -23 * 60, max: 23 * 60 }),
      (ms, zone) => {
        const local = new Date(ms + zone * 60_000).toISOString();
        fc.pre(/^\d{4}-/.test(local));
        const hours = String(Math.floor(Math.abs(zone) / 60)).padStart(2, '0');
        const minutes = String(Math.abs(zone) % 60).padStart(2, '0');
        const text = `${local.slice(0, -1)}${zone < 0 ? '-' : '+'}${hours}${minutes}`;
        assert.equal(parseIsoTime(text), ms, text);
      },
    ),
  );
});

test('never throws, and gives NaN or a time that Date can hold', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.date().map(String)), (text) => {
      const ms = parseIsoTime(text);
      assert.ok(Number.isNaN(ms) || Math.abs(ms) <= 8.64e15);
    }),
  );
});

test('numbers are told by their size', () => {
  const seconds = 1_772_452_801;
  for (const value of [seconds, seconds * 1e3, seconds * 1e6, seconds * 1e9]) {
    assert.equal(epochTime(value), seconds * 1000);
  }
  assert.equal(epochTime(1_772_452_801.25), seconds * 1000 + 250);
  for (const value of [-1, Infinity, Number.NaN, 1e300]) assert.ok(Number.isNaN(epochTime(value)));
  assert.equal(readTime('1772452801.447'), seconds * 1000 + 447);
  assert.ok(Number.isNaN(readTime({})) && Number.isNaN(readTime('soon')));
});
