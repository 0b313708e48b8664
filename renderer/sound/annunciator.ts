import type { Annunciation } from '#contract/alarm.ts';

export type AlarmSound = NonNullable<Annunciation['sound']>;

/** Between the starts of two soundings, while nobody has acknowledged. Longer than the sound itself. */
export const REPEAT_MS: Readonly<Record<AlarmSound, number>> = {
  critical: 4000,
  high: 8000,
  flood: 10_000,
  medium: 15_000,
};

export interface Speaker {
  /** Stops what sounds and starts this. False when it can't be heard now: it is tried again. */
  play(sound: AlarmSound): boolean;
  silence(): void;
}

export interface Timer {
  start(run: () => void, ms: number): () => void;
}

/** While the path is blocked, an alarm that waits is tried this often. */
const BLOCKED_RETRY_MS = 1000;

/**
 * Follows the core's word on what should be heard. A grown (or, after a restart of the core, another) sequence sounds at
 * once; a known one only goes on repeating. A page that has just opened cannot know what was heard before: it takes up a
 * repeating alarm, and leaves alone what sounds once.
 */
export class Annunciator {
  private readonly speaker: Speaker;
  private readonly timer: Timer;
  private current: Annunciation | undefined;
  private stopTimer: (() => void) | undefined;

  constructor(speaker: Speaker, timer: Timer) {
    this.speaker = speaker;
    this.timer = timer;
  }

  /** Undefined: the core has not spoken yet, or its word was lost; nothing is known, so what sounds goes on. */
  update(next: Annunciation | undefined): void {
    const before = this.current;
    if (!next || next === before) return;
    this.current = next;
    if (next.sound === null) {
      this.stop();
      if (before?.sound !== null) this.speaker.silence();
      return;
    }
    const isNews = before ? next.sequence !== before.sequence : next.repeat;
    if (isNews) {
      this.sound(next.sound);
      return;
    }
    if (next.sound !== before?.sound || next.repeat !== before.repeat) {
      // Another alarm is now the gravest: no news, so it waits for its turn instead of sounding at once.
      this.stop();
      if (next.sound !== before?.sound) this.speaker.silence();
      if (next.repeat) this.schedule(REPEAT_MS[next.sound]);
    }
  }

  /** The path works again: what should be repeating is heard now instead of at its next turn. */
  again(): void {
    if (this.current?.sound && this.current.repeat) this.sound(this.current.sound);
  }

  close(): void {
    this.stop();
    this.speaker.silence();
    this.current = undefined;
  }

  private sound(sound: AlarmSound): void {
    this.stop();
    const heard = this.speaker.play(sound);
    if (this.current?.repeat) this.schedule(heard ? REPEAT_MS[sound] : BLOCKED_RETRY_MS);
  }

  private schedule(ms: number): void {
    this.stopTimer = this.timer.start(() => {
      this.stopTimer = undefined;
      if (this.current?.sound) this.sound(this.current.sound);
    }, ms);
  }

  private stop(): void {
    this.stopTimer?.();
    this.stopTimer = undefined;
  }
}
