/** When a count that only grows last did: what was lost a week ago is a number, not news. */
export class Growth {
  /** Core wall-clock ms; 0 before the first. */
  at = 0;
  #count = 0;

  note(count: number, nowMs: number): void {
    if (count > this.#count) this.at = nowMs;
    this.#count = count;
  }
}
