import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SocEvent } from '#contract/event.ts';
import { SensorCounts } from '#core/frame/sensor-counts.ts';

const START = 1_800_000_000_000;

function event(feed: string, name: string | undefined, at: number): SocEvent {
  const made = new SocEvent();
  made.feed = feed;
  made['observer.name'] = name;
  made['@timestamp'] = at;
  return made;
}

test('each sensor of each feed has its own counts, in a steady order', () => {
  const counts = new SensorCounts();
  counts.add(event('b', undefined, START - 2_000), START);
  counts.add(event('a', 'x', START - 500), START);
  counts.add(event('a', 'w', START), START);
  const alert = event('a', 'x', START);
  alert['event.kind'] = 'alert';
  counts.add(alert, START + 1_000);
  const { rows } = counts.list(START + 1_000);
  assert.deepEqual(
    rows.map(({ feed, name, events, alerts, lagMs }) => [feed, name, events, alerts, lagMs]),
    [
      ['a', 'w', 1, 0, 0],
      ['a', 'x', 2, 1, 500],
      ['b', '', 1, 0, 2_000],
    ],
  );
});

test('a sensor’s lag is that of what is least late', () => {
  const counts = new SensorCounts();
  const lag = () => counts.list(START).rows[0]?.lagMs;
  for (let ms = 0; ms < 60_000; ms += 500) {
    counts.add(event('a', 'x', START + ms - 300), START + ms);
    counts.add(event('a', 'x', START + ms - 61_000), START + ms);
    assert.equal(lag(), 300);
  }
  for (let ms = 60_000; ms < 70_000; ms += 500) counts.add(event('a', 'x', START + ms - 61_000), START + ms);
  assert.equal(lag(), 61_000);
});

test('rate and bins fall to nothing when a sensor falls silent', () => {
  const counts = new SensorCounts();
  for (let ms = 0; ms < 60_000; ms += 100) counts.add(event('a', 'x', START + ms), START + ms);
  const [busy] = counts.list(START + 60_000).rows;
  assert.ok(busy && busy.rate > 8 && busy.rate <= 10, String(busy?.rate));
  assert.equal(busy.bins.length, 20);
  assert.equal(busy.bins.at(-1), 150);
  const [silent] = counts.list(START + 600_000).rows;
  assert.equal(silent?.rate, 0);
  assert.ok(silent?.bins.every((bin) => bin === 0));
  assert.equal(silent?.lastEventAt, START + 59_900);
});

test('made-up names find no room beyond the bound, are counted, and push nobody out', () => {
  const counts = new SensorCounts();
  for (let i = 0; i < 600; i++) counts.add(event('a', `n${i}`, START), START);
  const { rows, more, untold } = counts.list(START);
  assert.deepEqual([rows.length, more, untold], [64, 448, 88]);
  counts.add(event('a', 'late', START), START + 4_000_000);
  const later = counts.list(START + 4_000_000);
  assert.equal(later.untold, 88, 'one that was silent for an hour gave way');
  assert.ok(later.rows.some(({ name }) => name === 'late'));
});
