import type { Problem } from '#core/base/problem.ts';
import { readRuleFiles } from '#core/config/rule-files.ts';
import { loadRules } from '#core/correlate/rules.ts';

/** Every problem of the rules in these files and folders, in the order of files; empty when all of them load. Never throws. */
export async function checkRules(paths: readonly string[]): Promise<Problem[]> {
  const { texts, problems } = await readRuleFiles(paths);
  const loaded = loadRules(texts);
  const empty: Problem[] =
    texts.length === 0 && problems.length === 0
      ? paths.map((file) => ({ file, line: 1, column: 1, message: 'no *.yml or *.yaml here' }))
      : [];
  return [...problems, ...empty, ...loaded.problems];
}
