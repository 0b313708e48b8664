import type { KeyInput } from './kiosk-keys.ts';
import type { PinLock } from './pin-lock.ts';

/** What the PIN is asked for: the end of Vigil, or the control room. */
export type PinPurpose = 'leave' | 'control';

type PinState =
  | { readonly state: 'asking' | 'checking' | 'wrong'; readonly typed: number }
  | { readonly state: 'locked'; readonly seconds: number };

/** What the page shows; the PIN itself never gets there. */
export type PinView = { readonly state: 'closed' } | (PinState & { readonly purpose: PinPurpose });

export interface PinEntryOptions {
  readonly lock: PinLock;
  show(view: PinView): void;
  granted(purpose: PinPurpose): void;
}

const MAX_TYPED = 64;
const GIVE_UP_MS = 30_000;

/** One window's asking for the PIN: keys are taken here, before any page sees them. */
export class PinEntry {
  readonly #options: PinEntryOptions;
  #typed = '';
  #open = false;
  #checking = false;
  #purpose: PinPurpose = 'leave';
  #timer: NodeJS.Timeout | undefined;

  constructor(options: PinEntryOptions) {
    this.#options = options;
  }

  get open(): boolean {
    return this.#open;
  }

  ask(purpose: PinPurpose): void {
    this.#open = true;
    this.#purpose = purpose;
    this.#typed = '';
    this.#rest();
    const locked = this.#options.lock.lockedMs();
    this.#show(
      locked > 0 ? { state: 'locked', seconds: Math.ceil(locked / 1000) } : { state: 'asking', typed: 0 },
    );
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#typed = '';
    clearTimeout(this.#timer);
    this.#options.show({ state: 'closed' });
  }

  /** While open, every key is ours. */
  key({ type, key, control, meta }: KeyInput): void {
    if (type !== 'keyDown' || this.#checking) return;
    this.#rest();
    if (key === 'Escape') this.close();
    else if (key === 'Enter') void this.#check();
    else if (key === 'Backspace') this.#type(this.#typed.slice(0, -1));
    else if (key.length === 1 && !control && !meta) this.#type((this.#typed + key).slice(0, MAX_TYPED));
  }

  #type(typed: string): void {
    this.#typed = typed;
    this.#show({ state: 'asking', typed: typed.length });
  }

  #show(state: PinState): void {
    this.#options.show({ ...state, purpose: this.#purpose });
  }

  async #check(): Promise<void> {
    const pin = this.#typed;
    if (pin === '') return;
    this.#typed = '';
    this.#checking = true;
    const { lock, granted } = this.#options;
    this.#show({ state: 'checking', typed: pin.length });
    try {
      const answer = await lock.check(pin);
      if (answer.right) {
        this.close();
        granted(this.#purpose);
      } else if (answer.lockedMs > 0) {
        this.#show({ state: 'locked', seconds: Math.ceil(answer.lockedMs / 1000) });
      } else {
        this.#show({ state: 'wrong', typed: 0 });
      }
    } finally {
      this.#checking = false;
    }
  }

  /** Nobody types any more: the wall is a wall again. */
  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.close(), GIVE_UP_MS);
    this.#timer.unref();
  }
}
