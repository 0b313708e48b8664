import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api } from '#contract/api.ts';
import type { Incident } from '#contract/incident.ts';
import type { Severity } from '#contract/severity.ts';
import { ALARM_DEFAULTS, Alarms } from '#core/alarms/alarms.ts';
import { ConfigFile } from '#core/config/schema.ts';

function incident(id: string, severity: Severity): Incident {
  return {
    id,
    title: `Incident ${id}`,
    severity,
    state: 'active',
    opened: 0,
    updated: 0,
    cause: { role: 'source', value: '203.0.113.9' },
    peers: [],
    peerCount: 0,
    sourcePlace: 0,
    destinationPlace: 0,
    tactics: [],
    techniques: [],
    count: 1,
    detections: [],
    organization: '',
    sensors: [],
    categories: [],
  };
}

const MINUTE = 60_000;

test('a new alarm sounds until it is acknowledged', () => {
  const alarms = new Alarms();
  assert.equal(alarms.annunciation().sound, null);
  alarms.update(incident('a', 4), true, 0);
  const heard = alarms.annunciation();
  assert.deepEqual([heard.sound, heard.repeat, heard.sequence], ['critical', true, 1]);
  alarms.acknowledge(['a', 'unknown'], 'kim', 1_000);
  assert.equal(alarms.annunciation().sound, null);
  assert.equal(alarms.rows()[0]?.state, 'acknowledged');
  assert.equal(alarms.rows()[0]?.by, 'kim');
});

test('what is below the level is no alarm', () => {
  const alarms = new Alarms();
  alarms.update(incident('a', 2), true, 0);
  assert.equal(alarms.rows().length, 0);
});

test('a known alarm that goes on does not sound again, one that got worse does', () => {
  const alarms = new Alarms();
  alarms.update(incident('a', 3), true, 0);
  alarms.acknowledge(['a'], 'kim', 1);
  alarms.update(incident('a', 3), false, 2);
  assert.equal(alarms.annunciation().sound, null);
  alarms.update(incident('a', 4), true, 3);
  assert.equal(alarms.annunciation().sound, 'critical');
  assert.equal(alarms.annunciation().sequence, 2);
});

test('an acknowledgement that nobody acts on expires and sounds again', () => {
  const alarms = new Alarms();
  alarms.update(incident('a', 3), true, 0);
  alarms.acknowledge(['a'], 'kim', 0);
  alarms.tick(30 * MINUTE - 1);
  assert.equal(alarms.annunciation().sound, null);
  alarms.tick(30 * MINUTE);
  assert.equal(alarms.annunciation().sound, 'high');
});

test('shelved is silent for its time, with a reason, and comes back by itself', () => {
  const alarms = new Alarms();
  alarms.update(incident('a', 4), true, 0);
  assert.ok(alarms.shelve('a', 'lee', 30, 'planned scan', 0).ok);
  alarms.update(incident('a', 4), true, 1);
  assert.equal(alarms.annunciation().sound, null);
  assert.equal(alarms.rows()[0]?.reason, 'planned scan');
  alarms.tick(30 * MINUTE);
  assert.equal(alarms.annunciation().sound, 'critical');
  assert.ok(!alarms.shelve('unknown', 'lee', 1, 'x', 0).ok);
  assert.ok(!alarms.unshelve('a', 'lee', 0).ok);
});

test('a reason is words, and an acknowledgement lasts as long by default as the config says', () => {
  const { input } = api['alarm.shelve'];
  assert.ok(!input.safeParse({ id: 'a', minutes: 30, reason: ' \t ' }).success);
  assert.equal(input.parse({ id: 'a', minutes: 30, reason: ' planned scan ' }).reason, 'planned scan');
  const { acknowledgeExpiresMinutes } = ConfigFile.parse({}).alarms;
  assert.equal(ALARM_DEFAULTS.acknowledgeExpiresMs, acknowledgeExpiresMinutes * MINUTE);
});

test('an alarm whose cause ended unacknowledged still waits for someone', () => {
  const alarms = new Alarms();
  alarms.update(incident('a', 3), true, 0);
  alarms.returnToNormal('a', 1);
  assert.equal(alarms.rows()[0]?.state, 'returned');
  assert.equal(alarms.annunciation().sound, 'high');
  alarms.acknowledge(['a'], 'kim', 2);
  assert.equal(alarms.rows()[0]?.state, 'normal');
  assert.equal(alarms.annunciation().sound, null);
});

test('more than ten alarms in ten minutes are a flood: one sound, then grouped, until it ebbs', () => {
  const alarms = new Alarms();
  for (let n = 0; n < 11; n++) alarms.update(incident(`a${n}`, 4), true, n);
  assert.equal(alarms.annunciation().sound, 'flood');
  const { sequence } = alarms.annunciation();
  for (let n = 11; n < 400; n++) alarms.update(incident(`a${n}`, 4), true, n);
  assert.equal(alarms.annunciation().sequence, sequence);
  alarms.acknowledge(
    alarms.rows().map(({ id }) => id),
    'kim',
    500,
  );
  alarms.tick(11 * MINUTE);
  assert.equal(alarms.annunciation().flood, false);
});

test('in a flood one more alarm is urgent only when it is graver than all that wait; people always are', () => {
  const alarms = new Alarms();
  const urgent = (what: () => void) => {
    const before = alarms.urgency;
    what();
    return alarms.urgency > before;
  };
  for (let n = 0; n < 11; n++) {
    assert.ok(urgent(() => alarms.update(incident(`a${n}`, 3), true, n)));
  }
  assert.ok(!urgent(() => alarms.update(incident('same', 3), true, 20)));
  assert.ok(urgent(() => alarms.update(incident('graver', 4), true, 21)));
  assert.ok(!urgent(() => alarms.update(incident('a0', 4), true, 22)));
  const { version } = alarms;
  alarms.update(incident('more', 4), true, 23);
  assert.ok(alarms.version > version);
  const everyone = alarms.rows().map(({ id }) => id);
  assert.ok(urgent(() => alarms.acknowledge(everyone, 'kim', 30)));
  assert.ok(urgent(() => alarms.update(incident('after', 3), true, 31)));
  assert.ok(urgent(() => alarms.tick(11 * MINUTE)));
  assert.equal(alarms.annunciation().flood, false);
});

test('a restart is heard: what was unacknowledged sounds from the new run too', () => {
  const before = new Alarms();
  before.update(incident('a', 4), true, 0);
  const after = new Alarms();
  after.restore(before.unsaved(), 1_000);
  assert.equal(after.annunciation().sound, 'critical');
  assert.ok(after.annunciation().sequence > 0);
});

test('is bounded: alarms that need someone stay', () => {
  const alarms = new Alarms();
  for (let n = 0; n < 600; n++) alarms.update(incident(`a${n}`, 3), true, n);
  assert.equal(alarms.evicted, 100);
});
