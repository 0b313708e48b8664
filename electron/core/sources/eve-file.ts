import type { Clock } from '#core/base/clock.ts';
import type { RecordBatch, Source, SourceCondition } from '#core/base/source.ts';
import { FileFollower } from './follow/file-follower.ts';

export interface EveFileOptions {
  readonly path: string;
  readonly name?: string | undefined;
  readonly clock: Clock;
  /** Where to begin in a file seen for the first time; the start, unless told. */
  readonly from?: 'start' | 'end';
  readonly maxLineBytes?: number;
}

/** Suricata's eve.json, or any other growing file of JSON lines. */
export class EveFileSource implements Source {
  readonly name: string;
  readonly kind = 'eve-file';
  readonly mode = 'live';
  readonly #follower: FileFollower;

  constructor({ name, ...options }: EveFileOptions) {
    this.name = name ?? options.path;
    this.#follower = new FileFollower(options);
  }

  condition(): SourceCondition {
    return this.#follower.condition();
  }

  read(position: unknown, signal: AbortSignal): AsyncIterable<RecordBatch> {
    return this.#follower.read(position, signal);
  }
}
