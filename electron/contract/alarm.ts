import { z } from 'zod';
import { SeverityLevel } from './incident.ts';

/** An acknowledgement that nobody acts on expires after so long, unless the config says otherwise. */
export const ACKNOWLEDGE_EXPIRES_MINUTES = 30;

/** As many as are kept: frames carry all that are not over, and one call can answer them. */
export const MAX_ALARMS = 500;

/**
 * ISA-18.2 states. `unacknowledged` and `returned` (returned to normal while unacknowledged) sound;
 * `acknowledged` is silent until it expires or gets worse; `shelved` is silent for a set time, with a reason.
 */
export const AlarmState = z.enum(['unacknowledged', 'acknowledged', 'returned', 'normal', 'shelved']);
export type AlarmState = z.infer<typeof AlarmState>;

export const Alarm = z.object({
  /** The incident's id. */
  id: z.string(),
  title: z.string(),
  severity: SeverityLevel,
  state: AlarmState,
  /** Wall-clock ms of the core. `raised` moves when the alarm gets worse or an acknowledgement expires. */
  raised: z.number(),
  changed: z.number(),
  /** Who did the last step, and the reason given when shelving; of a shelf that was lifted, what it had been. */
  by: z.string(),
  reason: z.string(),
  /** When the acknowledgement or the shelf ends, ms; 0 where none. */
  until: z.number(),
  /** Detections behind it, as its incident counts them. */
  count: z.number().int(),
});
export type Alarm = z.infer<typeof Alarm>;

/**
 * What should be heard now, decided by the core so that every wall sounds alike.
 * `sequence` grows with each new sounding; `repeat` says to sound again until the sequence or the list changes.
 */
export const Annunciation = z.object({
  sequence: z.number().int(),
  /** `flood` is the one sound of an alarm flood; null is silence. */
  sound: z.enum(['critical', 'high', 'medium', 'flood']).nullable(),
  repeat: z.boolean(),
  /** Alarms raised in the last ten minutes, up to a thousand; more than ten is a flood (ISA-18.2). */
  recent: z.number().int(),
  flood: z.boolean(),
});
export type Annunciation = z.infer<typeof Annunciation>;
