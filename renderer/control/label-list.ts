/** More than a line has room for. */
const MAX_NAMED = 3;

/** The labels of the first, and how many more: as the history names them. */
export function labelList(names: readonly string[], labels: ReadonlyMap<string, string>): string {
  const more = names.length - MAX_NAMED;
  const first = names.slice(0, MAX_NAMED).map((name) => labels.get(name) ?? name);
  return first.join(', ') + (more > 0 ? ` +${more}` : '');
}
