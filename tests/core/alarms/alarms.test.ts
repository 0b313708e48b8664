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
  alarms.update(incident('a', 4), false, 1);
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

test('one that gets graver while it is shelved sounds, and says what the shelf was', () => {
  const alarms = new Alarms();
  alarms.update(incident('a', 3), true, 0);
  alarms.shelve('a', 'lee', 30, 'planned scan', 0);
  const { urgency } = alarms;
  alarms.update(incident('a', 4), true, 1);
  const [{ state, severity, until, by, reason } = assert.fail()] = alarms.rows();
  assert.deepEqual([state, severity, until, by], ['unacknowledged', 4, 0, '']);
  assert.match(reason, /lee.*planned scan/);
  assert.equal(alarms.annunciation().sound, 'critical');
  assert.ok(alarms.urgency > urgency);
  alarms.tick(30 * MINUTE);
  assert.equal(alarms.rows()[0]?.raised, 1);
});

/** Also of those that are over. */
const statesOf = (alarms: Alarms) => alarms.unsaved().map(({ id, state }) => `${id} ${state}`);

/** Alarms over incidents that a test ends. */
function withCauses(...ids: string[]) {
  const active = new Set(ids);
  const alarms = new Alarms({}, (id) => active.has(id));
  for (const id of ids) alarms.update(incident(id, 3), true, 0);
  return { alarms, active, states: () => statesOf(alarms) };
}

test('a shelf that ends after its cause has is normal, whether by its time or by a person, and silent for good', () => {
  const { alarms, active, states } = withCauses('a', 'b', 'c');
  alarms.acknowledge(['b'], 'kim', 1);
  for (const id of ['a', 'b', 'c']) alarms.shelve(id, 'lee', 10, 'planned scan', 2);
  active.clear();
  for (const id of ['a', 'b', 'c']) alarms.returnToNormal(id, MINUTE);
  alarms.tick(MINUTE);
  assert.deepEqual(states(), ['a shelved', 'b shelved', 'c shelved']);
  assert.ok(alarms.unshelve('c', 'kim', 2 * MINUTE).ok);
  for (let minute = 3; minute < 100; minute++) alarms.tick(minute * MINUTE);
  assert.deepEqual(states(), ['a normal', 'b normal', 'c normal']);
  assert.equal(alarms.annunciation().sound, null);
  // It comes back: it is heard.
  alarms.update(incident('a', 3), false, 101 * MINUTE);
  assert.equal(alarms.annunciation().sound, 'high');
});

test('an alarm whose incident nobody knows of any more waits for one acknowledgement, and for no second', () => {
  const { alarms, active, states } = withCauses('a', 'b');
  alarms.acknowledge(['b'], 'kim', 1);
  active.clear();
  assert.equal(alarms.acknowledge(['a'], 'kim', 2)[0]?.state, 'normal');
  alarms.tick(3);
  assert.deepEqual(states(), ['a normal', 'b normal']);
  const after = withCauses('c');
  after.active.clear();
  after.alarms.tick(1);
  assert.deepEqual(after.states(), ['c returned']);
});

test('a restart finds what has ended meanwhile', () => {
  const { alarms } = withCauses('a', 'b');
  alarms.acknowledge(['b'], 'kim', 1);
  const after = new Alarms({}, () => false);
  after.restore(structuredClone(alarms.unsaved()), 2);
  after.tick(3);
  assert.deepEqual(statesOf(after), ['a returned', 'b normal']);
});

test('with its incident reopened an alarm is acknowledged by who did it, and sounds again if nobody acts', () => {
  const { alarms, active, states } = withCauses('a', 'b');
  alarms.acknowledge(['a'], 'kim', 1);
  active.clear();
  alarms.tick(2);
  assert.deepEqual(states(), ['a normal', 'b returned']);
  active.add('a').add('b');
  for (const id of ['a', 'b']) alarms.reopen(id, 'lee', 3);
  assert.deepEqual(states(), ['a acknowledged', 'b unacknowledged']);
  alarms.tick(3 + 30 * MINUTE);
  assert.deepEqual(states(), ['a unacknowledged', 'b unacknowledged']);
});

test('an alarm whose cause ended unacknowledged still waits for someone', () => {
  const alarms = new Alarms();
  alarms.update(incident('a', 3), true, 0);
  alarms.returnToNormal('a', 1);
  assert.equal(alarms.rows()[0]?.state, 'returned');
  assert.equal(alarms.annunciation().sound, 'high');
  alarms.acknowledge(['a'], 'kim', 2);
  assert.deepEqual([statesOf(alarms), alarms.rows()], [['a normal'], []]);
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

test('in a flood one more alarm sounds at once where none waits, or none as grave', () => {
  const alarms = new Alarms();
  const sounds = (id: string, severity: Severity, now: number) => {
    const { sequence } = alarms.annunciation();
    alarms.update(incident(id, severity), true, now);
    return alarms.annunciation().sequence > sequence;
  };
  const all = Array.from({ length: 11 }, (_, n) => `a${n}`);
  for (const [now, id] of all.entries()) alarms.update(incident(id, 3), true, now);
  assert.ok(!sounds('grouped', 3, 20));
  alarms.acknowledge([...all, 'grouped'], 'kim', 21);
  // Ebbing, but not over.
  alarms.tick(10 * MINUTE + 4);
  assert.ok(sounds('alone', 3, 10 * MINUTE + 5));
  assert.deepEqual([alarms.annunciation().sound, alarms.annunciation().recent], ['flood', 8]);
  assert.ok(!sounds('another', 3, 10 * MINUTE + 6));
  assert.ok(sounds('graver', 4, 10 * MINUTE + 7));
  assert.ok(!sounds('alone', 4, 10 * MINUTE + 8));
});

test('a flood that goes on stays one: what came last counts, however many came first', () => {
  const alarms = new Alarms();
  for (let n = 0; n < 1_500; n++) alarms.update(incident(`first ${n}`, 3), true, 0);
  const { sequence } = alarms.annunciation();
  for (let second = 1; second <= 900; second++) {
    if (second % 2 === 0) alarms.update(incident(`then ${second}`, 3), true, second * 1_000);
    alarms.tick(second * 1_000);
    assert.ok(alarms.annunciation().flood, `second ${second}`);
  }
  assert.deepEqual([alarms.annunciation().recent, alarms.annunciation().sequence], [300, sequence]);
  alarms.tick(900_000 + 10 * MINUTE - 8_000);
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

test('is bounded: alarms that need someone stay, the gravest longest, and those that needed someone are counted', () => {
  const alarms = new Alarms();
  const raise = (from: number, to: number) => {
    for (let n = from; n < to; n++) alarms.update(incident(`a${n}`, 3), true, n);
  };
  alarms.update(incident('grave', 4), true, 0);
  raise(0, 100);
  alarms.returnToNormal('a0', 100);
  alarms.acknowledge(['a1'], 'kim', 100);
  alarms.acknowledge(['a0'], 'kim', 100);
  raise(100, 500);
  assert.deepEqual([alarms.rows().length, alarms.evicted], [500, 0]);
  raise(500, 600);
  const kept = new Set(alarms.rows().map(({ id }) => id));
  assert.deepEqual([kept.size, alarms.evicted], [500, 100]);
  assert.deepEqual(
    [kept.has('grave'), kept.has('a1'), kept.has('a100'), kept.has('a101')],
    [true, false, false, true],
  );
});

test('one that gave way to graver ones is not raised anew with each of its detections', () => {
  const alarms = new Alarms();
  for (let n = 0; n < 500; n++) alarms.update(incident(`grave ${n}`, 4), true, n);
  alarms.update(incident('slight', 3), true, 1_000);
  const { sequence } = alarms.annunciation();
  for (let n = 0; n < 20; n++) alarms.update(incident('slight', 3), false, 2_000 + n);
  assert.deepEqual([alarms.evicted, alarms.annunciation().sequence], [1, sequence]);
});
