interface Slot<T> {
  readonly item: T;
  /** Of two that are equally dispensable the one that came first goes. */
  readonly serial: number;
  /** In the heap. */
  at: number;
}

/**
 * Who has to go next, without looking at all of them. A heap that knows where each item stands: an item that changed
 * is put again, and moves as far as it must.
 */
export class EvictionQueue<T> {
  /** Negative when the first can be done without sooner. */
  readonly #compare: (a: T, b: T) => number;
  readonly #slots = new Map<T, Slot<T>>();
  readonly #heap: Slot<T>[] = [];
  #serial = 0;

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  /** A new item, or one whose place may have changed. */
  put(item: T): void {
    let slot = this.#slots.get(item);
    if (slot === undefined) {
      slot = { item, serial: this.#serial++, at: this.#heap.length };
      this.#slots.set(item, slot);
      this.#heap.push(slot);
    }
    this.#rise(slot);
    this.#sink(slot);
  }

  take(): T | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first === undefined || last === undefined) return undefined;
    this.#slots.delete(first.item);
    if (last !== first) {
      this.#set(last, 0);
      this.#sink(last);
    }
    return first.item;
  }

  #before(a: Slot<T>, b: Slot<T>): boolean {
    return (this.#compare(a.item, b.item) || a.serial - b.serial) < 0;
  }

  #set(slot: Slot<T>, at: number): void {
    this.#heap[at] = slot;
    slot.at = at;
  }

  #rise(slot: Slot<T>): void {
    for (;;) {
      const parent = this.#heap[(slot.at - 1) >> 1];
      if (slot.at === 0 || parent === undefined || !this.#before(slot, parent)) return;
      const { at } = parent;
      this.#set(parent, slot.at);
      this.#set(slot, at);
    }
  }

  #sink(slot: Slot<T>): void {
    for (;;) {
      const left = this.#heap[slot.at * 2 + 1];
      const right = this.#heap[slot.at * 2 + 2];
      const child = left !== undefined && right !== undefined && this.#before(right, left) ? right : left;
      if (child === undefined || !this.#before(child, slot)) return;
      const { at } = child;
      this.#set(child, slot.at);
      this.#set(slot, at);
    }
  }
}
