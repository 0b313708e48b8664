import { parseArgs } from 'node:util';
import { formatProblem, type Problem } from '#core/base/problem.ts';
import { configJsonSchema } from '#core/config/schema.ts';
import { namedFileProblems } from '#hosts/shared/named-files.ts';
import { readConfig } from '#hosts/shared/read-config.ts';
import { placeNamed, rulePaths } from '#hosts/shared/rule-paths.ts';
import { UsageError } from '#hosts/shared/usage-error.ts';
import { checkRules } from './check-rules.ts';

const USAGE = `usage: vigil check [--config F] [--rules P]... [--pipeline P]...
       vigil check --schema

Validates a config file with all that it names, and Sigma rules and processing pipelines (files or folders).
Every problem is one line on stdout: file:line:col message. Exit code 0 when there is none, 1 when there is any,
2 for bad usage. What works but may surprise is told on stderr.

  --config F     the config file: its own mistakes, then its rules with its pipelines, databases, threat lists,
                 certificates, recordings; files that a sensor has yet to write may be missing
  --rules P      in place of the config's rules
  --pipeline P   besides the config's
  --schema       prints the JSON Schema of the config file, for editors
`;

/** @returns the exit code */
export async function checkCommand(argv: readonly string[]): Promise<number> {
  let values: {
    schema?: boolean | undefined;
    config?: string | undefined;
    rules?: string[] | undefined;
    pipeline?: string[] | undefined;
    help?: boolean | undefined;
  };
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        config: { type: 'string' },
        schema: { type: 'boolean' },
        rules: { type: 'string', multiple: true },
        pipeline: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (values.schema) {
    process.stdout.write(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
    return 0;
  }
  const { config, rules = [], pipeline = [] } = values;
  if (config === undefined && rules.length + pipeline.length === 0) {
    process.stderr.write(`Nothing to check\n\n${USAGE}`);
    return 2;
  }
  try {
    const problems = config === undefined ? [] : await checkConfig(config, rules, pipeline);
    if (config === undefined) problems.push(...(await checkRules(rules, { pipelines: pipeline })));
    return tell(problems);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    if (error.problems.length > 0) return tell(error.problems);
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

/** @returns the exit code */
function tell(problems: readonly Problem[]): number {
  for (const problem of problems) process.stdout.write(`${formatProblem(problem)}\n`);
  return problems.length > 0 ? 1 : 0;
}

async function checkConfig(
  file: string,
  rules: readonly string[],
  pipelines: readonly string[],
): Promise<Problem[]> {
  const read = readConfig(file);
  for (const warning of read.warnings) process.stderr.write(`${formatProblem(warning)}\n`);
  const paths = rulePaths({
    rules: rules.length > 0 ? [...rules] : read.config.rules,
    pipelines: [...read.config.pipelines, ...pipelines],
  });
  const own = await namedFileProblems(read);
  const others: Problem[] = [];
  const place = (problem: Problem) => placeNamed(read, problem);
  for (const problem of await checkRules(paths.rules, { pipelines: paths.pipelines, place })) {
    (problem.file === file ? own : others).push(problem);
  }
  return [...own.sort((a, b) => a.line - b.line || a.column - b.column), ...others];
}
