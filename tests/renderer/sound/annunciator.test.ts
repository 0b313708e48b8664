import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Annunciation } from '#contract/alarm.ts';
import { Annunciator, REPEAT_MS } from '#renderer/sound/annunciator.ts';

let log: string[];
let blocked: boolean;
let now: number;
let timers: { at: number; run: () => void }[];
let annunciator: Annunciator;

function advance(ms: number): void {
  const until = now + ms;
  for (;;) {
    const next = timers.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0];
    if (!next) break;
    now = next.at;
    timers = timers.filter((timer) => timer !== next);
    next.run();
  }
  now = until;
}

function word(sequence: number, sound: Annunciation['sound'], repeat = sound !== null): Annunciation {
  return { sequence, sound, repeat, recent: 0, flood: sound === 'flood' };
}

beforeEach(() => {
  log = [];
  blocked = false;
  now = 0;
  timers = [];
  annunciator = new Annunciator(
    {
      play(sound) {
        if (!blocked) log.push(sound);
        return !blocked;
      },
      silence: () => void log.push('-'),
    },
    {
      start(run, ms) {
        const timer = { at: now + ms, run };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
    },
  );
});

describe('Annunciator', () => {
  it('sounds news at once and repeats it until it is acknowledged', () => {
    annunciator.update(word(0, null));
    log = [];
    annunciator.update(word(1, 'critical'));
    assert.deepEqual(log, ['critical']);
    advance(REPEAT_MS.critical * 3);
    assert.deepEqual(log, ['critical', 'critical', 'critical', 'critical']);
    annunciator.update(word(1, null));
    assert.equal(log.at(-1), '-');
    advance(60_000);
    assert.equal(log.at(-1), '-');
    assert.equal(timers.length, 0);
  });

  it('does not sound again for the same word', () => {
    annunciator.update(word(0, null));
    annunciator.update(word(1, 'high'));
    annunciator.update({ ...word(1, 'high'), recent: 3 });
    assert.equal(log.filter((entry) => entry === 'high').length, 1);
  });

  it('sounds once what does not repeat', () => {
    annunciator.update(word(0, null));
    annunciator.update(word(1, 'medium', false));
    advance(120_000);
    assert.equal(log.filter((entry) => entry === 'medium').length, 1);
  });

  it('starts anew for a worse alarm instead of waiting for its turn', () => {
    annunciator.update(word(0, null));
    annunciator.update(word(1, 'high'));
    advance(1000);
    annunciator.update(word(2, 'critical'));
    assert.equal(log.at(-1), 'critical');
    advance(REPEAT_MS.critical);
    assert.deepEqual(log.slice(-2), ['critical', 'critical']);
  });

  it('falls to the lesser alarm without calling it news', () => {
    annunciator.update(word(0, null));
    annunciator.update(word(2, 'critical'));
    log = [];
    annunciator.update(word(2, 'high'));
    assert.deepEqual(log, ['-']);
    advance(REPEAT_MS.high);
    assert.deepEqual(log, ['-', 'high']);
  });

  it('takes up a repeating alarm on a page that has just opened, and leaves alone what sounded once', () => {
    annunciator.update(word(7, 'critical'));
    assert.deepEqual(log, ['critical']);
    annunciator.close();
    log = [];
    annunciator.update(word(7, 'medium', false));
    advance(60_000);
    assert.ok(!log.includes('medium'));
  });

  it('sounds after a restart of the core, whose sequence begins again', () => {
    annunciator.update(word(9, null));
    annunciator.update(word(1, 'high'));
    assert.equal(log.at(-1), 'high');
  });

  it('keeps trying while the path is blocked, and sounds as soon as it is open', () => {
    annunciator.update(word(0, null));
    blocked = true;
    annunciator.update(word(1, 'critical'));
    advance(3000);
    assert.ok(!log.includes('critical'));
    blocked = false;
    annunciator.again();
    assert.equal(log.at(-1), 'critical');
    assert.equal(timers.length, 1, 'one repeat, however often it was tried');
  });

  it('goes on when the link is lost: no word is not silence', () => {
    annunciator.update(word(0, null));
    annunciator.update(word(1, 'critical'));
    annunciator.update(undefined);
    advance(REPEAT_MS.critical);
    assert.equal(log.filter((entry) => entry === 'critical').length, 2);
  });
});
