/** Records as a transport delivered them, in order. */
export interface RecordBatch {
  /** Whole records, untouched. They may be slices of one larger text. */
  readonly records: readonly string[];
  /** Core wall-clock ms. */
  readonly receivedAt: number;
  /**
   * Where to go on once this batch is done, as JSON. Stored in the same transaction as the batch's effects, so
   * that a killed process neither loses nor doubles a record. Undefined where the transport can't go back.
   */
  readonly position: unknown;
  /**
   * Already counted before a restart: read again only to fill windows and charts. Such a batch changes no counter
   * and has no position.
   */
  readonly warm: boolean;
  /** Records that the transport had to give up, by reason: too long, not text … */
  readonly damaged?: readonly DamagedRecord[];
  /** Told by the consumer of each record, by its index, that could not be read. */
  refused?(index: number): void;
}

export interface DamagedRecord {
  readonly reason: string;
  /** How it begins. */
  readonly sample: string;
}

/** Records that were given up under load, since start. */
export interface Drops {
  readonly reason: string;
  readonly count: number;
}

/** How a source's records are to be read; by their shape, and in UTC, unless told. */
export interface Reading {
  readonly format?: string | undefined;
  /** IANA name: the zone of times that name none. */
  readonly timeZone?: string | undefined;
}

export interface SourceCondition {
  readonly state: 'connecting' | 'live' | 'idle' | 'failing' | 'ended';
  /** In words, for Health; empty when there is nothing to say. */
  readonly detail: string;
  /** Bytes waiting to be read, where the transport can tell. */
  readonly backlogBytes: number;
  readonly drops?: readonly Drops[];
}

/**
 * One feed. Backpressure is in the interface: the next batch is read when the consumer asks for it.
 * `read` ends when the signal aborts or a finite source is done; it retries what can be retried by itself and
 * throws only for bugs.
 */
export interface Source {
  /** Unique; stands in Health, /metrics and the checkpoint. */
  readonly name: string;
  readonly kind: string;
  /** What the glass must say of this feed. */
  readonly mode: 'live' | 'demo' | 'replay';
  readonly reading?: Reading;
  condition(): SourceCondition;
  read(position: unknown, signal: AbortSignal): AsyncIterable<RecordBatch>;
}
