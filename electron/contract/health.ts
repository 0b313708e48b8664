import { z } from 'zod';

export const SourceHealth = z.object({
  /** As in /metrics. */
  name: z.string(),
  kind: z.string(),
  state: z.enum(['connecting', 'live', 'idle', 'failing', 'ended']),
  /** Why it is failing, or what it is doing; empty when there is nothing to say. */
  detail: z.string(),
  events: z.number(),
  malformed: z.number(),
  /** In all; and when the last was in this run (core wall-clock ms), 0 when none was. */
  dropped: z.number(),
  lastDropAt: z.number(),
  /** Events a second over the last five seconds. */
  rate: z.number(),
  /** Core wall-clock ms of the latest event's arrival, 0 before the first. */
  lastEventAt: z.number(),
  /** Arrival minus event time, ms: the least of the last five to ten seconds that had an event. */
  lagMs: z.number(),
  /** Bytes read but not yet processed, where the transport can tell. */
  backlogBytes: z.number(),
});
export type SourceHealth = z.infer<typeof SourceHealth>;

/** A display's own word on its sound path: the wall knows whether its audio really runs. */
export const SoundState = z.enum(['running', 'suspended', 'muted', 'failed', 'unknown']);
export type SoundState = z.infer<typeof SoundState>;

export const DisplayHealth = z.object({
  name: z.string(),
  sound: SoundState,
  /** Core wall-clock ms. */
  since: z.number(),
});
export type DisplayHealth = z.infer<typeof DisplayHealth>;

/** Why a source's records could not be read, or not whole; what differs in numbers and quotes only is one reason. */
export const Quarantined = z.object({
  /** Of the latest. */
  at: z.number(),
  source: z.string(),
  reason: z.string(),
  /** Since the core's start; `malformed` of the source counts on over restarts. */
  count: z.number(),
  /** How the latest begins. An attacker may have written it. */
  sample: z.string(),
});
export type Quarantined = z.infer<typeof Quarantined>;

export const Health = z.object({
  startedAt: z.number(),
  sources: z.array(SourceHealth),
  displays: z.array(DisplayHealth),
  rules: z.object({ loaded: z.number(), failed: z.number() }),
  correlation: z.object({
    groups: z.number(),
    entries: z.number(),
    /** Since the core's start; and when the last was (core wall-clock ms), 0 when none was. */
    evicted: z.number(),
    lastEvictedAt: z.number(),
    late: z.number(),
  }),
  heapBytes: z.number(),
  /** Event-loop delay p99 over the last seconds, ms. */
  loopDelayMs: z.number(),
  /** The latest reasons of each source, newest first, bounded; more of the records is in the data folder. */
  quarantine: z.array(Quarantined),
  /**
   * Trouble a person should know of, newest first, bounded: a broken file, a lost checkpoint. What `stands` is still so
   * and goes when it is mended; the rest happened at its time.
   */
  notices: z.array(z.object({ at: z.number(), text: z.string(), stands: z.boolean() })),
});
export type Health = z.infer<typeof Health>;
