/** One thing that is wrong. */
export interface Fault {
  readonly message: string;
  /** Character offset in the file's text. */
  readonly offset: number;
}

/**
 * Why a rule document cannot be used. Thrown only inside correlate's readers, at any depth, and caught once a document
 * (rules.ts), where its faults become Problems with line and column.
 */
export class Refusal extends Error {
  /** Everything that is wrong, as far as it could be told: never empty. */
  readonly faults: readonly Fault[];

  constructor(message: string, offset: number, more: readonly Fault[] = []) {
    super(message);
    this.faults = [{ message, offset }, ...more];
  }
}

/** Gathers what is wrong in parts that can be read independently of each other, so that all of it is told at once. */
export class Faults {
  readonly #found: Fault[] = [];

  get found(): readonly Fault[] {
    return this.#found;
  }

  /** What `read` gives; `otherwise` where it refuses. */
  try<T, U>(read: () => T, otherwise: U): T | U {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      for (const fault of error.faults) this.#found.push(fault);
      return otherwise;
    }
  }

  /** Throws Refusal where a part has refused; to be called when all have been tried. */
  settle(): void {
    const [first, ...more] = this.#found;
    if (first) throw new Refusal(first.message, first.offset, more);
  }
}

/** Reads every item, also after one that is refused. Throws Refusal. */
export function each<T, R>(items: readonly T[], read: (item: T) => R): R[] {
  const faults = new Faults();
  const out = items.flatMap((item) => faults.try(() => [read(item)], []));
  faults.settle();
  return out;
}

type Parts = Readonly<Record<string, () => unknown>>;

/** Reads every part of a whole, also after one that is refused. Throws Refusal. */
export function together<P extends Parts>(parts: P): { readonly [K in keyof P]: ReturnType<P[K]> } {
  const read = each(Object.entries(parts), ([name, part]) => [name, part()] as const);
  return Object.fromEntries(read) as { readonly [K in keyof P]: ReturnType<P[K]> };
}
