import type { Problem } from '#core/base/problem.ts';

/** What the person who started Vigil has to mend: told in words, exit code 2. */
export class UsageError extends Error {
  readonly problems: readonly Problem[];

  constructor(message: string, problems: readonly Problem[] = []) {
    super(message);
    this.problems = problems;
  }
}
