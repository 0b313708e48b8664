import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { formatProblem, type Problem } from '#core/base/problem.ts';
import { readRuleFiles } from '#core/config/rule-files.ts';
import { loadRules } from '#core/correlate/rules.ts';
import { FORMAT_NAMES } from '#core/normalise/formats.ts';
import { isTimeZone } from '#core/normalise/text/text-time.ts';
import { Hunt, type HuntOptions, MAX_LISTED, MAX_LISTED_EVERY, type Output } from './hunt.ts';

const USAGE = `usage: vigil hunt --rules PATH… --events FILE… [--format F] [--time-zone Z] [--pipeline FILE]… [--every]

Runs Sigma rules over recorded events, plain or gzip, one event a line. Prints one JSON line per detection,
in event-time order; lines are counted from 0 over all files.

Lines may be out of order: each is put in its place in time, and correlations are evaluated as it comes, as on the
wall. 'at' is the last event, by time, of the window that held; 'events' are those of this window, in the order of
their lines: all that the recording has, but no more than the newest ${MAX_LISTED} (${MAX_LISTED_EVERY} with --every).

  --rules PATH     a rule file, or a folder of *.yml and *.yaml; may be repeated
  --events FILE    recorded events, or a pipe of them; may be repeated
  --format F       auto: normalise each event to ECS, rules meet events of their logsource (default)
                   fields: keys are the rules' own field names; the logsource is not checked, and hits of rules that
                   correlations refer to are shown unless 'generate: false' is written
                   or a format's name, as in normalise --help
  --time-zone Z    zone of times that name none (default: UTC)
  --pipeline FILE  a pySigma-style processing pipeline; may be repeated. auto has Vigil's own as well
  --every          report a correlation at every event while it holds, not once an episode
`;

const PROCESS: Output = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  terminal: process.stderr.isTTY,
};

const OWN_PIPELINES = fileURLToPath(new URL('../../../assets/pipelines', import.meta.url));

interface Options extends HuntOptions {
  readonly rules: readonly string[];
  readonly pipelines: readonly string[];
}

/**
 * `vigil hunt`. Returns the exit code: 0 when it ran, whatever it found; 2 for bad usage, for events or a pipeline
 * that can't be read, for a refused rule file that was named itself, and when no rule is left. Of a folder the refused
 * files are told on stderr as `file:line:col message` and the others run, so that one bad rule does not end a hunt.
 */
export async function runHunt(argv: string[], output: Output = PROCESS): Promise<number> {
  const options = readOptions(argv);
  if (typeof options === 'string') {
    if (options === '') output.out(USAGE);
    else output.err(`${options}\n\n${USAGE}`);
    return options === '' ? 0 : 2;
  }
  const loaded = await load(options);
  for (const problem of loaded.problems) output.err(`${formatProblem(problem)}\n`);
  if (!loaded.rules) return 2;
  const run = new Hunt(loaded.rules, options, output);
  try {
    await run.read();
  } catch (error) {
    output.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  return run.finish();
}

function readOptions(argv: string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        rules: { type: 'string', multiple: true },
        events: { type: 'string', multiple: true },
        pipeline: { type: 'string', multiple: true },
        format: { type: 'string', default: 'auto' },
        'time-zone': { type: 'string', default: 'UTC' },
        every: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return '';
    if (!values.rules) return '--rules is needed';
    if (!values.events) return '--events is needed';
    const { format, 'time-zone': timeZone } = values;
    if (format !== 'fields' && !FORMAT_NAMES.includes(format)) return `unknown format '${format}'`;
    if (!isTimeZone(timeZone)) return `unknown time zone '${timeZone}'`;
    return {
      rules: values.rules,
      events: values.events,
      pipelines: values.pipeline ?? [],
      fields: format === 'fields',
      normalise: { format, timeZone },
      every: values.every,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function load(options: Options) {
  const files = await readRuleFiles(options.rules);
  const pipelines = await readRuleFiles(
    options.fields ? options.pipelines : [OWN_PIPELINES, ...options.pipelines],
  );
  const { rules, problems } = loadRules(files.texts, {
    pipelines: pipelines.texts,
    fields: options.fields ? 'as-is' : 'ecs',
  });
  const all: Problem[] = [...files.problems, ...pipelines.problems, ...problems];
  const named = new Set([...options.rules, ...pipelines.texts.map(({ path }) => path)]);
  const fatal =
    files.problems.length > 0 ||
    pipelines.problems.length > 0 ||
    problems.some(({ file }) => named.has(file));
  if (rules.rules.length === 0 && all.length === 0) {
    all.push({ file: options.rules[0] ?? '', line: 1, column: 1, message: 'no rule here' });
  }
  return { problems: all, rules: fatal || rules.rules.length === 0 ? undefined : rules };
}
