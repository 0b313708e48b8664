import type { TestContext } from 'node:test';
import type { DamagedRecord, Source } from '#core/base/source.ts';

/** A source being read, and all that it gave; stopped when the test is over. */
export class Taking {
  readonly records: string[] = [];
  readonly damaged: DamagedRecord[] = [];
  position: unknown;
  /** While set, the consumer waits for it before each next batch. */
  hold: Promise<void> | undefined;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;

  constructor(t: TestContext, source: Source, position?: unknown) {
    this.#done = this.#read(source, position);
    t.after(() => this.stop());
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async #read(source: Source, position: unknown): Promise<void> {
    for await (const batch of source.read(position, this.#stop.signal)) {
      this.records.push(...batch.records);
      this.damaged.push(...(batch.damaged ?? []));
      this.position = batch.position ?? this.position;
      await this.hold;
    }
  }
}
