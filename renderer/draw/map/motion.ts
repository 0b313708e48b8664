/**
 * The life of an arc, the same on both tiers (live-shaders.ts says it again in GLSL): it flies from origin to target once,
 * pulses the target, and fades to nothing. Seconds.
 */
export const FLIGHT_SHORTEST = 0.8;
export const FLIGHT_LONGEST = 1.4;
/** After landing, until the trace is gone. */
export const TRACE_SECONDS = 2.2;
/** A target's pulse, from landing. */
export const PULSE_SECONDS = 0.9;
/** Length of the bright head's tail, as a share of the arc. */
export const TAIL_SHARE = 0.34;
/** A still arc (reduced motion) is there at once. */
export const STILL_FLIGHT = 0.001;

/** Flight time for an arc of `share` of the panel's width: far is slower, but not in proportion. */
export function flightSeconds(share: number): number {
  const t = Math.min(1, Math.max(0, share) / 0.6);
  return FLIGHT_SHORTEST + (FLIGHT_LONGEST - FLIGHT_SHORTEST) * Math.sqrt(t);
}

/** Where the head is: 0 at the origin, 1 landed. Starts fast, lands softly. */
export function headAt(age: number, flight: number): number {
  if (age <= 0) return 0;
  if (age >= flight) return 1;
  const s = age / flight;
  return s * (1.35 - 0.35 * s);
}

/** A still arc has no bright head to be seen by: its trace is this much brighter. */
export const STILL_BOOST = 2;

/** What is left of the trace, 1 in flight to 0. */
export function traceLeft(age: number, flight: number): number {
  const full = flight < STILL_FLIGHT * 2 ? STILL_BOOST : 1;
  if (age <= flight) return full;
  const rest = 1 - (age - flight) / TRACE_SECONDS;
  return rest > 0 ? rest * rest * full : 0;
}

/** Opacity at `t` along the arc: a trace that brightens towards the target, and the bright head. */
export function opacityAt(t: number, head: number, left: number): number {
  const trace = (0.1 + 0.36 * t * t) * left;
  if (head >= 1) return trace;
  const behind = (head - t) / TAIL_SHARE;
  return behind > 1 ? trace : trace + (1 - behind) * (1 - behind) * (1 - trace);
}

/** An arc over the map's cut fades over this share of it on both sides, instead of breaking off. */
export const CUT_FADE = 0.07;
