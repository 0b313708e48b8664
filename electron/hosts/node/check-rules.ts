import type { Problem } from '#core/base/problem.ts';
import { readRuleFiles } from '#core/config/rule-files.ts';
import { loadRules } from '#core/correlate/rules.ts';

export interface CheckRulesOptions {
  /** Files and folders of processing pipelines, which are checked too. */
  readonly pipelines?: readonly string[];
  /** Where a path is named: there stands what is wrong with it as a whole. */
  place?(problem: Problem): Problem;
}

/** Every problem of the rules in these files and folders, in the order of files; empty when all of them load. Never throws. */
export async function checkRules(
  paths: readonly string[],
  { pipelines = [], place = (problem) => problem }: CheckRulesOptions = {},
): Promise<Problem[]> {
  const { texts, problems } = await readRuleFiles(paths);
  const piped = await readRuleFiles(pipelines);
  const loaded = loadRules(texts, { pipelines: piped.texts });
  const empty: Problem[] =
    texts.length === 0 && problems.length === 0
      ? paths.map((file) => ({ file, line: 1, column: 1, message: 'no *.yml or *.yaml here' }))
      : [];
  return [...[...problems, ...piped.problems, ...empty].map(place), ...loaded.problems];
}
