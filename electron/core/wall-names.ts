/** More than can be read in a line of the history. */
const MAX_NAMED = 3;

/** The first of them, and how many more: `north, south, east +57`. */
export function nameList(names: readonly string[]): string {
  const more = names.length - MAX_NAMED;
  return names.slice(0, MAX_NAMED).join(', ') + (more > 0 ? ` +${more}` : '');
}
