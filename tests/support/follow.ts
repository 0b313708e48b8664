import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Clock } from '#core/base/clock.ts';
import { systemClock } from '#core/base/clock.ts';
import type { RecordBatch } from '#core/base/source.ts';
import { EveFileSource } from '#core/sources/eve-file.ts';

/** A folder of its own with a file to follow in it; when the test is over, readers are stopped and it is removed. */
export function followFolder(t: TestContext): { readonly folder: string; readonly path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-follow-'));
  t.after(async () => {
    for (const reader of READERS.splice(0)) await reader.stop();
    rmSync(folder, { recursive: true });
  });
  return { folder, path: join(folder, 'eve.json') };
}

const READERS: Reader[] = [];

export async function until(what: string, condition: () => boolean, ms = 10_000): Promise<void> {
  const end = performance.now() + ms;
  while (!condition()) {
    if (performance.now() > end) assert.fail(`not within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

interface ReaderOptions {
  readonly position?: unknown;
  readonly clock?: Clock;
  readonly from?: 'start' | 'end';
  readonly maxLineBytes?: number;
}

/** A source and all that it gave, as an engine would keep it. */
export class Reader {
  readonly source: EveFileSource;
  readonly records: string[] = [];
  readonly warm: string[] = [];
  readonly damaged: { readonly reason: string; readonly sample: string }[] = [];
  readonly batches: RecordBatch[] = [];
  position: unknown;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;

  constructor(path: string, { position, clock = systemClock, ...options }: ReaderOptions = {}) {
    this.source = new EveFileSource({ path, clock, ...options });
    this.position = position;
    this.#done = this.#read(position);
    READERS.push(this);
  }

  async got(...records: readonly string[]): Promise<void> {
    await until(`${records.length} records`, () => this.records.length >= records.length);
    assert.deepEqual(this.records, records);
  }

  /** Ends it and gives the position, as JSON brings it back. */
  async stop(): Promise<unknown> {
    this.#stop.abort();
    await this.#done;
    return this.position === undefined ? undefined : (JSON.parse(JSON.stringify(this.position)) as unknown);
  }

  async #read(position: unknown): Promise<void> {
    for await (const batch of this.source.read(position, this.#stop.signal)) {
      this.batches.push(batch);
      if (batch.warm) {
        assert.equal(batch.position, undefined);
        this.warm.push(...batch.records);
        continue;
      }
      this.records.push(...batch.records);
      this.damaged.push(...(batch.damaged ?? []));
      this.position = batch.position;
    }
  }
}
