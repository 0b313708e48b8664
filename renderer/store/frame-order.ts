import type { Frame } from '#contract/frame.ts';

/** Whether frames follow on each other. */
export class FrameOrder {
  #sequence = -1;
  #generation = -1;

  /**
   * `gap`: something before it was missed. `stranger`: it goes on from what we never had, so it is of no use before the
   * next snapshot.
   */
  take({ snapshot, sequence, generation }: Pick<Frame, 'snapshot' | 'sequence' | 'generation'>) {
    if (!snapshot && generation !== this.#generation) return 'stranger';
    const follows = snapshot || sequence === (this.#sequence + 1) >>> 0;
    this.#generation = generation;
    this.#sequence = sequence;
    return follows ? 'next' : 'gap';
  }
}
