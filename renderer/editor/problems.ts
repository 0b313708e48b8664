/** Something that a schema refuses, and where: names of settings and numbers of rows. */
export interface Refusal {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Those within one part, as it sees them. */
export function within(refused: readonly Refusal[], part: PropertyKey): readonly Refusal[] {
  return refused
    .filter(({ path: [first] }) => first === part)
    .map(({ path, message }) => ({ path: path.slice(1), message }));
}
