import type { Clock } from '#core/base/clock.ts';
import type { SourceCondition } from '#core/base/source.ts';

const IDLE_AFTER_MS = 10_000;

/** What a source is doing, for Health. */
export class Activity {
  readonly #clock: Clock;
  #state: 'connecting' | 'up' | 'failing' | 'ended' = 'connecting';
  #detail = '';
  #dataAt = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  connecting(detail: string): void {
    this.#set('connecting', detail);
  }

  /** Connected or listening; live while data comes. */
  up(detail: string): void {
    this.#set('up', detail);
  }

  failing(detail: string): void {
    this.#set('failing', detail);
  }

  ended(): void {
    this.#set('ended', '');
  }

  data(): void {
    this.#dataAt = this.#clock.monotonic();
  }

  get state(): SourceCondition['state'] {
    if (this.#state !== 'up') return this.#state;
    return this.#clock.monotonic() - this.#dataAt > IDLE_AFTER_MS ? 'idle' : 'live';
  }

  get detail(): string {
    return this.#detail;
  }

  #set(state: 'connecting' | 'up' | 'failing' | 'ended', detail: string): void {
    this.#state = state;
    this.#detail = detail;
  }
}
