/** Says which of a set of texts occur in a longer one. */
export interface TextIndex {
  /** Calls `onFound` with the value of each text that occurs; the same value may come more than once. */
  find(text: string, onFound: (value: number) => void): void;
}

/**
 * Aho-Corasick over ASCII texts as one table: a step per character, whatever the number of texts. Characters that
 * none of the texts hold share one column.
 */
export class Automaton implements TextIndex {
  readonly #columns = new Uint8Array(128);
  #width = 1;
  /** [state * width + column]: the next state. */
  readonly #next: Int32Array;
  /** First of a state's values in #values, and how many; those of its suffixes are in it. */
  readonly #from: Int32Array;
  readonly #count: Int32Array;
  readonly #values: Int32Array;

  constructor(texts: ReadonlyMap<string, readonly number[]>) {
    let states = 1;
    for (const text of texts.keys()) {
      states += text.length;
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i) & 127;
        if (this.#columns[code] === 0) this.#columns[code] = this.#width++;
      }
    }
    const width = this.#width;
    const table = new Int32Array(states * width);
    const own: (readonly number[] | undefined)[] = [undefined];
    let used = 1;
    for (const [text, values] of texts) {
      let state = 0;
      for (let i = 0; i < text.length; i++) {
        const at = state * width + (this.#columns[text.charCodeAt(i) & 127] ?? 0);
        const known = table[at] ?? 0;
        if (known === 0) {
          table[at] = used;
          own.push(undefined);
          state = used++;
        } else state = known;
      }
      own[state] = [...(own[state] ?? []), ...values];
    }
    this.#next = table.slice(0, used * width);
    this.#from = new Int32Array(used);
    this.#count = new Int32Array(used);
    this.#values = this.#complete(own, used);
  }

  find(text: string, onFound: (value: number) => void): void {
    const next = this.#next;
    const columns = this.#columns;
    const width = this.#width;
    const count = this.#count;
    let state = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      state = code < 128 ? (next[state * width + (columns[code] ?? 0)] ?? 0) : 0;
      const found = count[state] ?? 0;
      if (found > 0) this.#report(state, found, onFound);
    }
  }

  #report(state: number, count: number, onFound: (value: number) => void): void {
    const from = this.#from[state] ?? 0;
    for (let i = from; i < from + count; i++) onFound(this.#values[i] ?? 0);
  }

  /** Breadth first: each state gets its missing steps and values from its longest proper suffix. */
  #complete(own: readonly (readonly number[] | undefined)[], states: number): Int32Array {
    const width = this.#width;
    const next = this.#next;
    const suffix = new Int32Array(states);
    const all: (readonly number[])[] = own.map((values) => values ?? NONE);
    const queue: number[] = [];
    for (let column = 0; column < width; column++) {
      const state = next[column] ?? 0;
      if (state !== 0) queue.push(state);
    }
    // The queue grows while it is walked.
    for (let i = 0; i < queue.length; i++) {
      const state = queue[i] ?? 0;
      const back = suffix[state] ?? 0;
      const inherited = all[back] ?? NONE;
      if (inherited.length > 0) all[state] = [...(all[state] ?? NONE), ...inherited];
      for (let column = 0; column < width; column++) {
        const at = state * width + column;
        const fallback = next[back * width + column] ?? 0;
        const child = next[at] ?? 0;
        if (child === 0) next[at] = fallback;
        else {
          suffix[child] = fallback;
          queue.push(child);
        }
      }
    }
    const values: number[] = [];
    all.forEach((list, state) => {
      this.#from[state] = values.length;
      this.#count[state] = list.length;
      for (const value of list) values.push(value);
    });
    return Int32Array.from(values);
  }
}

const NONE: readonly number[] = [];

interface TrieNode {
  readonly children: Map<number, TrieNode>;
  values: number[];
}

/** Texts that a longer one begins or ends with. */
export class AffixTrie implements TextIndex {
  readonly #root: TrieNode = { children: new Map(), values: [] };
  readonly #fromEnd: boolean;

  constructor(texts: ReadonlyMap<string, readonly number[]>, end: 'start' | 'end') {
    this.#fromEnd = end === 'end';
    for (const [text, values] of texts) {
      let node = this.#root;
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(this.#fromEnd ? text.length - 1 - i : i);
        let child = node.children.get(code);
        if (!child) {
          child = { children: new Map(), values: [] };
          node.children.set(code, child);
        }
        node = child;
      }
      node.values = [...node.values, ...values];
    }
  }

  find(text: string, onFound: (value: number) => void): void {
    let node: TrieNode | undefined = this.#root;
    for (let i = 0; i < text.length; i++) {
      node = node.children.get(text.charCodeAt(this.#fromEnd ? text.length - 1 - i : i));
      if (!node) return;
      for (const value of node.values) onFound(value);
    }
  }
}
