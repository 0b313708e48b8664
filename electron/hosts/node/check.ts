import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { formatProblem, type Problem } from '#core/base/problem.ts';
import { loadConfig } from '#core/config/config.ts';
import { configJsonSchema } from '#core/config/schema.ts';
import { checkRules } from './check-rules.ts';

const USAGE = `usage: vigil check [--config F] [--rules P]...
       vigil check --schema

Validates a config file and Sigma rules (files or folders). Every problem is one line on stdout:
file:line:col message. Exit code 0 when there is none, 1 when there is any, 2 for bad usage.
--schema prints the JSON Schema of the config file, for editors.
`;

/** @returns the exit code */
export async function checkCommand(argv: readonly string[]): Promise<number> {
  let values: {
    schema?: boolean | undefined;
    config?: string | undefined;
    rules?: string[] | undefined;
    help?: boolean | undefined;
  };
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        config: { type: 'string' },
        schema: { type: 'boolean' },
        rules: { type: 'string', multiple: true },
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
  if (values.config === undefined && values.rules === undefined) {
    process.stderr.write(`Nothing to check\n\n${USAGE}`);
    return 2;
  }
  const problems: Problem[] = [];
  if (values.config !== undefined) {
    try {
      problems.push(...loadConfig(readFileSync(values.config, 'utf8'), values.config).problems);
    } catch (error) {
      process.stderr.write(`${values.config}: ${error instanceof Error ? error.message : String(error)}\n`);
      return 2;
    }
  }
  if (values.rules) problems.push(...(await checkRules(values.rules)));
  for (const problem of problems) process.stdout.write(`${formatProblem(problem)}\n`);
  return problems.length > 0 ? 1 : 0;
}
