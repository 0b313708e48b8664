type Numbers = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

const FIRST = 1_024;

/** A typed array that grows. */
export class Column<T extends Numbers> {
  length = 0;
  readonly #make: new (
    length: number,
  ) => T;
  #data: T;

  constructor(make: new (length: number) => T) {
    this.#make = make;
    this.#data = new make(FIRST);
  }

  push(value: number): void {
    this.reserve(1);
    this.#data[this.length++] = value;
  }

  /** Room behind what is there; `length` is for the caller to move on. */
  reserve(more: number): T {
    if (this.length + more > this.#data.length) {
      const next = new this.#make(Math.max(this.length + more, this.#data.length * 2));
      next.set(this.#data);
      this.#data = next;
    }
    return this.#data;
  }

  /** All of it, in memory of just that size. */
  take(): T {
    return this.#data.slice(0, this.length) as T;
  }
}

/** Texts as UTF-8, one behind the other. */
export class Texts {
  readonly #bytes = new Column<Uint8Array<ArrayBuffer>>(Uint8Array);
  readonly #ends = new Column<Uint32Array<ArrayBuffer>>(Uint32Array);

  push(text: string | Uint8Array): void {
    const column = this.#bytes;
    if (typeof text === 'string') {
      const room = column.reserve(text.length * 3);
      column.length += ENCODER.encodeInto(text, room.subarray(column.length)).written;
    } else {
      column.reserve(text.length).set(text, column.length);
      column.length += text.length;
    }
    this.#ends.push(column.length);
  }

  take(): { readonly bytes: Uint8Array<ArrayBuffer>; readonly ends: Uint32Array<ArrayBuffer> } {
    return { bytes: this.#bytes.take(), ends: this.#ends.take() };
  }
}

const ENCODER = new TextEncoder();
