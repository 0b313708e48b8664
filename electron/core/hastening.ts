/** Frames between ticks that news may ask for, a second: a storm of it must not cost the displays more than this. */
const HASTENED_A_SECOND = 5;
/** With the regular one so near, news waits for it. */
const HASTEN_AFTER_MS = 15;

/** Whether what is pointed at anew is shown now and not at the next tick. */
export class Hastening {
  #tickedAt = 0;
  #newsShown = 0;
  #second = 0;
  #count = 0;

  /** @param news grows with what is pointed at anew */
  ticked(news: number, nowMs: number): void {
    this.#tickedAt = nowMs;
    this.#newsShown = news;
  }

  /** Takes one of the second's frames where it says so. */
  isDue(news: number, nowMs: number): boolean {
    if (news === this.#newsShown || nowMs - this.#tickedAt < HASTEN_AFTER_MS) return false;
    const second = Math.floor(nowMs / 1000);
    if (this.#second !== second) {
      this.#second = second;
      this.#count = 0;
    }
    return this.#count++ < HASTENED_A_SECOND;
  }
}
