/**
 * Why a rule document cannot be used. Thrown only inside correlate's readers, at any depth, and caught once a file
 * (rules.ts), where it becomes a Problem with line and column.
 */
export class Refusal extends Error {
  /** Character offset in the file's text. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
