import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alarmView, mayAcknowledge } from '#renderer/wall/alarm-view.ts';
import { readLaunch } from '#renderer/wall/launch.ts';
import { modeBadge } from '#renderer/wall/status-view.ts';
import { alarmOf, incidentRows, status } from '../../wall/synthetic.ts';

const NOW = 1_800_000_000_000;
const rows = incidentRows(NOW);
const CALM = { sequence: 0, sound: null, repeat: false, recent: 0, flood: false };

test('the banner shows the worst that waits, newest of equals, and counts the rest', () => {
  const alarms = [
    alarmOf(rows[2]!, 'returned', NOW),
    alarmOf(rows[1]!, 'unacknowledged', NOW),
    alarmOf(rows[0]!, 'acknowledged', NOW),
  ];
  const view = alarmView(alarms, CALM);
  assert.equal(view.kind, 'waiting');
  assert.deepEqual(view.kind === 'waiting' && view.ids, ['incident-1', 'incident-2']);
});

test('a graver one that is calm again stands before what goes on', () => {
  const alarms = [alarmOf(rows[1]!, 'unacknowledged', NOW), alarmOf(rows[0]!, 'returned', NOW)];
  const view = alarmView(alarms, CALM);
  assert.equal(view.kind === 'waiting' && view.alarm.id, 'incident-0');
});

test('a flood is said while it lasts', () => {
  const view = alarmView([alarmOf(rows[0]!, 'unacknowledged', NOW)], { ...CALM, recent: 14, flood: true });
  assert.equal(view.kind === 'waiting' && view.flood, 14);
});

test('answered alarms stay in sight, calmly; shelved ones are counted', () => {
  const alarms = [alarmOf(rows[1]!, 'acknowledged', NOW), alarmOf(rows[0]!, 'shelved', NOW)];
  const view = alarmView(alarms, CALM);
  assert.deepEqual([view.kind, view.kind === 'answered' && view.alarm.id], ['answered', 'incident-1']);
  assert.deepEqual(alarmView([alarms[1]!, alarmOf(rows[2]!, 'normal', NOW)], CALM), {
    kind: 'calm',
    shelved: 1,
  });
});

test('a wall shows, analysts answer', () => {
  assert.equal(mayAcknowledge('wall'), false);
  assert.equal(mayAcknowledge('viewer'), false);
  assert.equal(mayAcknowledge('analyst'), true);
});

test('the mode is named unless it is simply now', () => {
  assert.equal(modeBadge(status(NOW)), undefined);
  assert.equal(modeBadge({ ...status(NOW), mode: 'demo' }), 'mode.demo');
  assert.equal(modeBadge({ ...status(NOW), lagMs: 3_600_000 }), 'mode.past');
});

test('a token leaves the address bar and survives a reload', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  let address = '';
  const history = {
    replaceState: (_data: unknown, _unused: string, url?: string | URL | null) =>
      void (address = String(url)),
  };
  const first = readLaunch(
    { pathname: '/', search: '?display=left', hash: '#token=s3cret' },
    storage,
    history,
  );
  assert.deepEqual(first, { view: 'wall', display: 'left', density: 'wall', token: 's3cret' });
  assert.equal(address, '/?display=left');
  assert.equal(readLaunch({ pathname: '/', search: '', hash: '' }, storage, history).token, 's3cret');
  assert.equal(
    readLaunch({ pathname: '/', search: '?display=', hash: '' }, storage, history).display,
    'main',
  );
});
