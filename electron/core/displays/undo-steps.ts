import type { ControlState, KnownDisplay } from '#contract/control.ts';

/** Whoever wants to take back more says what they want anew. */
const MAX_STEPS = 100;

/** One call that changed the orders. */
export interface UndoStep {
  readonly call: string;
  readonly on: string;
  readonly before: ControlState;
  readonly after: ControlState;
  /** What was known of a display that it forgot. */
  readonly forgotten?: KnownDisplay | undefined;
}

/** What can still be taken back, by the revision that it made; in memory alone. */
export class UndoSteps {
  readonly #steps = new Map<number, UndoStep>();

  add(step: UndoStep): void {
    this.#steps.set(step.after.revision, step);
    if (this.#steps.size <= MAX_STEPS) return;
    const [oldest] = this.#steps.keys();
    if (oldest !== undefined) this.#steps.delete(oldest);
  }

  get(revision: number): UndoStep | undefined {
    return this.#steps.get(revision);
  }

  delete(revision: number): void {
    this.#steps.delete(revision);
  }
}
