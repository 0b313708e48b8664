/** Shorter pieces are copied anyway. */
const SHORTEST_SLICE = 13;

/**
 * The same text in memory of its own. A piece cut out of a longer text keeps all of that: what is kept of a line must
 * not keep the line. Joining and cutting again copies, in a hundredth of the time that a detour over bytes takes.
 */
export function ownText(text: string): string {
  return text.length < SHORTEST_SLICE ? text : ` ${text}`.slice(1);
}
