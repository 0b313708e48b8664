import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Feed } from '#core/feed.ts';
import { StreamStatus } from '#core/stream-status.ts';
import { ScriptedSource } from '#tests/support/scripted-source.ts';

const START = 1_800_000_000_000;
const HOUR = 3_600_000;

function bring(feed: Feed, receivedAt: number, lagMs: number): void {
  feed.count({ records: ['x'], receivedAt, position: undefined, warm: false }, 0, receivedAt - lagMs);
}

test('a feed that catches up beside a live one does not make a wall of the past, alone it does', () => {
  const live = new Feed(new ScriptedSource('live'));
  const behind = new Feed(new ScriptedSource('behind'));
  const status = new StreamStatus([live, behind], { staleAfterMs: 10_000, timeZones: ['UTC'] });
  const lagAt = (now: number) => status.at(now).lagMs;
  assert.equal(lagAt(START), 0);
  bring(behind, START, 2 * HOUR);
  assert.equal(lagAt(START), 2 * HOUR);
  for (let at = START; at < START + 30_000; at += 500) {
    bring(live, at, 200);
    assert.equal(lagAt(at), 200);
    bring(behind, at + 100, HOUR);
    assert.equal(lagAt(at + 100), 200);
  }
  for (let at = START + 30_000; at < START + 100_000; at += 500) bring(behind, at, HOUR);
  assert.equal(lagAt(START + 100_000), HOUR, 'the live one has been silent for a minute');
  assert.equal(lagAt(START + 900_000), HOUR, 'silence makes nothing younger');
});
