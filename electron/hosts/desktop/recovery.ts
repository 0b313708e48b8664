/** A page that was on the glass and lived for this long has recovered: its next failure is a first one. */
export const GRACE_MS = 60_000;
const TRIES = 3;
const RELOAD_AFTER_MS = 500;
/** After the tries the status page stands; a wall that nobody attends still tries again, slowly. */
export const STATUS_MS = 5 * 60_000;

export type Step =
  | { readonly show: 'wall'; readonly afterMs: number }
  | { readonly show: 'status'; readonly tryAgainMs: number };

/**
 * Decides what follows the failure of a page: three reloads, then a status page for five minutes. Only life sets the
 * count back: to notice a hang may take longer than the grace. All times are monotonic ms.
 */
export class Recovery {
  #failures = 0;
  /** When this page was first on the glass. */
  #drawnAt: number | undefined;

  drawn(now: number): void {
    this.#drawnAt ??= now;
  }

  beat(now: number): void {
    if (this.#drawnAt !== undefined && now - this.#drawnAt > GRACE_MS) this.#failures = 0;
  }

  failed(): Step {
    this.#drawnAt = undefined;
    this.#failures++;
    if (this.#failures > TRIES) {
      this.#failures = 0;
      return { show: 'status', tryAgainMs: STATUS_MS };
    }
    return { show: 'wall', afterMs: RELOAD_AFTER_MS * this.#failures };
  }
}
