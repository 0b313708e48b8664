import type { EventRef } from '#contract/detection.ts';

/** What a window remembers of an event that came into it. Holds no event, record or raw text. */
export interface Entry {
  /** Event time, ms, clamped. */
  readonly time: number;
  readonly sequence: number;
  readonly ref: EventRef;
  /** Bit for each of the correlation's rules that the event matched. */
  readonly mask: number;
  /** What value_* looks at: a key of the value or tuple for counts, a number for sums; undefined when the event has none. */
  readonly value: string | number | undefined;
  /** Values that correlations further up ask for. */
  readonly carried: readonly unknown[];
  /** For a correlation that feeds another: the events that completed it. */
  readonly behind: readonly EventRef[];
  /** The condition is true over the window that ends here. */
  holds: boolean;
  /** A detection has been made of it. */
  told: boolean;
  /** The events of that detection, where late ones are to join them. */
  listed: EventRef[] | undefined;
}
