// Tells a host that can't run on this machine from one that did its work. Plain JavaScript for Node 20, no packages.

/** A host that has lived longer had a window. */
const EARLY_MS = 10_000;
/** Done: it was quit, or another one runs. */
const FINE = 0;
/** A mistake in its options or its config, which any host would make. */
const USAGE = 2;
/** Somebody wanted it to end. */
const MEANT = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'];

/** @param {{ code: number | null, signal: string | null, livedMs: number }} end how the host ended */
export function neverCameUp({ code, signal, livedMs }) {
  return livedMs < EARLY_MS && code !== FINE && code !== USAGE && !MEANT.includes(signal);
}
