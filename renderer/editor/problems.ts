/** Something that a schema refuses, and where: names of settings and numbers of rows. */
export interface Refusal {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Whether nothing stands at a path: a schema tells that by types, a person needs other words. */
export function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return true;
    at = (at as Readonly<Record<PropertyKey, unknown>>)[part];
  }
  return at === undefined;
}

/** Those within one part, as it sees them. */
export function within(refused: readonly Refusal[], part: PropertyKey): readonly Refusal[] {
  return refused
    .filter(({ path: [first] }) => first === part)
    .map(({ path, message }) => ({ path: path.slice(1), message }));
}
