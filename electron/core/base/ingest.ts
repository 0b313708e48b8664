import type { Settlement } from './intake.ts';

/** A source that is fed by requests to the host: the host knows HTTP, the source what comes in. */
export interface IngestPoint {
  readonly name: string;
  readonly maxBytes: number;
  /** Compares in constant time. */
  authorised(token: string | undefined): boolean;
  /** It is full: come again later. */
  readonly full: boolean;
  /** Resolves when the pipeline has taken all of it. */
  take(body: Uint8Array): Promise<{ readonly records: number } & Settlement>;
}
