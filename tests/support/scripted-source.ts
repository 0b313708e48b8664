import type { Drops, Reading, RecordBatch, Source } from '#core/base/source.ts';

/** A feed that gives what a test pushes, when it pushes it. */
export class ScriptedSource implements Source {
  readonly name: string;
  readonly kind = 'scripted';
  readonly mode = 'live';
  /** Records that it says it gave up. */
  drops: readonly Drops[] = [];
  /** Where the engine asked it to go on. */
  startedFrom: unknown;
  readonly #batches: (RecordBatch | Error)[] = [];
  #wake: () => void = () => undefined;

  readonly reading: Reading;

  constructor(name = 'scripted', reading: Reading = {}) {
    this.name = name;
    this.reading = reading;
  }

  condition() {
    return { state: 'live', detail: '', backlogBytes: 0, drops: this.drops } as const;
  }

  push(records: readonly string[], more: Partial<RecordBatch> = {}): void {
    this.#batches.push({ records, receivedAt: Date.now(), position: undefined, warm: false, ...more });
    this.#wake();
  }

  /** Breaks off once, after what was pushed so far. */
  breakOff(error: Error): void {
    this.#batches.push(error);
    this.#wake();
  }

  async *read(position: unknown, signal: AbortSignal): AsyncIterable<RecordBatch> {
    this.startedFrom = position;
    signal.addEventListener('abort', () => this.#wake());
    while (!signal.aborted) {
      const batch = this.#batches.shift();
      if (batch instanceof Error) throw batch;
      if (batch) yield batch;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}

/** An EVE line, its time now unless the fields say otherwise. */
export function eve(fields: Record<string, unknown> = {}): string {
  return JSON.stringify({
    timestamp: new Date().toISOString().replace('Z', '000+0000'),
    event_type: 'flow',
    src_ip: '203.0.113.9',
    src_port: 40_000,
    dest_ip: '10.0.0.5',
    dest_port: 443,
    proto: 'TCP',
    ...fields,
  });
}

export function eveAlert(signature: string, severity = 1, fields: Record<string, unknown> = {}): string {
  return eve({
    event_type: 'alert',
    alert: {
      signature,
      signature_id: 9_000_001,
      category: 'Test',
      severity,
      action: 'allowed',
      gid: 1,
      rev: 1,
    },
    ...fields,
  });
}
