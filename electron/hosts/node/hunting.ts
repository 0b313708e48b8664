import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Detection } from '#contract/detection.ts';
import { SocEvent } from '#contract/event.ts';
import { severityName } from '#contract/severity.ts';
import { formatProblem, type Problem } from '#core/base/problem.ts';
import { readRuleFiles } from '#core/config/rule-files.ts';
import { Correlator } from '#core/correlate/correlator.ts';
import { loadRules } from '#core/correlate/rules.ts';
import { FORMAT_NAMES } from '#core/normalise/formats.ts';
import type { Reading } from '#core/base/source.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { isTimeZone } from '#core/normalise/text/text-time.ts';
import { readLines } from './event-lines.ts';

const USAGE = `usage: vigil hunt --rules PATH… --events FILE… [--format F] [--time-zone Z] [--pipeline FILE]… [--every]

Runs Sigma rules over recorded events, plain or gzip, one event a line. Prints one JSON line per detection,
in event-time order; lines are counted from 0 over all files.

  --rules PATH     a rule file, or a folder of *.yml and *.yaml; may be repeated
  --events FILE    recorded events; may be repeated
  --format F       auto: normalise each event to ECS, rules meet events of their logsource (default)
                   fields: keys are the rules' own field names; the logsource is not checked, and hits of rules that
                   correlations refer to are shown unless 'generate: false' is written
                   or a format's name, as in normalise --help
  --time-zone Z    zone of times that name none (default: UTC)
  --pipeline FILE  a pySigma-style processing pipeline; may be repeated. auto has Vigil's own as well
  --every          report a correlation at every event while it holds, not once an episode
`;

/** Where a command writes: the process's own streams, or a test's. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether `err` is a terminal, which then shows progress. */
  readonly terminal: boolean;
}

const PROCESS: Output = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  terminal: process.stderr.isTTY,
};

const OWN_PIPELINES = fileURLToPath(new URL('../../../assets/pipelines', import.meta.url));
/** Events listed in one detection; the newest are kept. */
const MAX_EVENTS = 1000;
const PROGRESS_MS = 250;
/** { and } */
const OPEN = 123;
const CLOSE = 125;
const EVENT_TYPE = '"event_type":"';
/** Suricata writes the type within so many characters. */
const FAR = 256;
const MAX_TYPES = 100;

interface Options {
  readonly rules: readonly string[];
  readonly events: readonly string[];
  readonly pipelines: readonly string[];
  readonly fields: boolean;
  readonly normalise: Reading;
  readonly every: boolean;
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
  const correlator = new Correlator(loaded.rules, {
    every: options.every,
    updates: false,
    tellUnsaid: options.fields,
    clampAheadMs: Number.POSITIVE_INFINITY,
    maxEvents: MAX_EVENTS,
    identify: () => '',
  });
  const run = new Hunt(correlator, options, output);
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

interface Finding {
  readonly time: number;
  readonly at: number;
  readonly text: string;
}

class Hunt {
  readonly #correlator: Correlator;
  readonly #options: Options;
  readonly #output: Output;
  readonly #findings: Finding[] = [];
  readonly #startedAt = performance.now();
  readonly #unwanted = new Map<string, boolean>();
  /** The text being read, and where the next event type stands in it. */
  #text = '';
  #key = 0;
  #lines = 0;
  #events = 0;
  #malformed = 0;
  #firstFault = '';
  #lastTime = 0;
  #bytes = 0;
  #totalBytes = 0;
  #shownAt = 0;

  constructor(correlator: Correlator, options: Options, output: Output) {
    this.#correlator = correlator;
    this.#options = options;
    this.#output = output;
  }

  async read(): Promise<void> {
    for (const path of this.#options.events) this.#totalBytes += (await stat(path)).size;
    for (const path of this.#options.events) {
      const before = this.#bytes;
      await readLines(
        path,
        (text, from, end) => this.#skip(text, from, end),
        (line) => this.#line(line, path),
        (bytes) => this.#progress(before + bytes),
      );
    }
  }

  finish(): number {
    if (this.#shownAt > 0) this.#output.err('\r\u001b[K');
    // The recording may be out of order; findings of one event stay in the order they were made.
    this.#findings.sort((a, b) => a.time - b.time || a.at - b.at);
    for (let i = 0; i < this.#findings.length; i += 1000) {
      this.#output.out(
        `${this.#findings
          .slice(i, i + 1000)
          .map(({ text }) => text)
          .join('\n')}\n`,
      );
    }
    const seconds = (performance.now() - this.#startedAt) / 1000;
    const stats = this.#correlator.stats();
    const extra = [
      this.#malformed > 0 && `${this.#malformed} malformed (${this.#firstFault})`,
      stats.late > 0 && `${stats.late} late`,
      stats.tooLate > 0 && `${stats.tooLate} too late to correlate`,
      stats.evicted > 0 && `${stats.evicted} evicted`,
    ].filter((part) => part !== false);
    this.#output.err(
      `${stats.rules} rules over ${this.#events} events: ${this.#findings.length} detections in ${seconds.toFixed(2)} s${extra.map((part) => `, ${part}`).join('')}\n`,
    );
    return this.#events === 0 && this.#malformed > 0 ? 2 : 0;
  }

  #line(line: string, path: string): void {
    const at = this.#lines++;
    if (line.charCodeAt(0) !== OPEN && line.trim() === '') return;
    const event = new SocEvent();
    event.sequence = at;
    event.feed = path;
    // An event that tells no time happened with the one before it; without any, lines are a millisecond apart.
    event.received = this.#lastTime > 0 ? this.#lastTime : at + 1;
    const fault = this.#options.fields
      ? readFields(line, event)
      : normaliseLine(line, event, this.#options.normalise);
    if (fault !== undefined) {
      this.#malformed++;
      if (this.#firstFault === '') this.#firstFault = `line ${at}: ${fault}`;
      return;
    }
    this.#events++;
    this.#lastTime = event['@timestamp'];
    for (const detection of this.#correlator.accept(event)) {
      this.#findings.push(finding(detection));
    }
  }

  /**
   * Deals with a Suricata event of a type that no rule is about: it is counted, not parsed. The type must stand in the
   * outermost object, before anything nested: text inside a value can't look like it, as its quotes are escaped.
   */
  #skip(text: string, from: number, end: number): boolean {
    if (this.#options.fields || text.charCodeAt(from) !== OPEN || text.charCodeAt(end - 1) !== CLOSE)
      return false;
    const key = this.#keyFrom(text, from);
    if (key > Math.min(from + FAR, end) || text.lastIndexOf('{', key) !== from) return false;
    const start = key + EVENT_TYPE.length;
    if (!this.#isUnwanted(text.slice(start, text.indexOf('"', start)))) return false;
    this.#lines++;
    this.#events++;
    return true;
  }

  /** Where the next event type stands. Found once for all lines before it: others' formats have none for megabytes. */
  #keyFrom(text: string, from: number): number {
    if (text !== this.#text || this.#key < from) {
      this.#text = text;
      const key = text.indexOf(EVENT_TYPE, from);
      this.#key = key < 0 ? Number.POSITIVE_INFINITY : key;
    }
    return this.#key;
  }

  #isUnwanted(type: string): boolean {
    let unwanted = this.#unwanted.get(type);
    if (unwanted === undefined) {
      if (!/^[a-z_0-9]{1,32}$/.test(type) || this.#unwanted.size >= MAX_TYPES) return false;
      unwanted = !this.#correlator.wants('suricata', `suricata.${type}`);
      this.#unwanted.set(type, unwanted);
    }
    return unwanted;
  }

  #progress(bytes: number): void {
    this.#bytes = bytes;
    const now = performance.now();
    if (!this.#output.terminal || now - this.#shownAt < PROGRESS_MS) return;
    this.#shownAt = now;
    const percent = Math.floor((100 * this.#bytes) / Math.max(1, this.#totalBytes));
    this.#output.err(`\r\u001b[K${percent} %  ${this.#events} events  ${this.#findings.length} detections`);
  }
}

/** Takes an object's keys as they are; its time is `@timestamp`, else `received`. Answers why it can't. */
function readFields(line: string, event: SocEvent): string | undefined {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch (error) {
    return error instanceof Error ? error.message : 'not JSON';
  }
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return 'not a JSON object';
  event.record = record as Record<string, unknown>;
  event.raw = line;
  const stamp = Object.hasOwn(record, '@timestamp') ? event.record['@timestamp'] : undefined;
  const time = typeof stamp === 'string' ? Date.parse(stamp) : typeof stamp === 'number' ? stamp : Number.NaN;
  event['@timestamp'] = Number.isNaN(time) ? event.received : time;
  return undefined;
}

function finding(detection: Detection): Finding {
  const { rule, kind, time, events, group } = detection;
  const at = events.at(-1)?.sequence ?? detection.event.sequence;
  const text = JSON.stringify({
    rule: { id: rule.id, title: rule.title, level: severityName(rule.level) },
    kind,
    time: isoTime(time),
    at,
    events: events.map(({ sequence }) => sequence),
    group,
  });
  return { time, at, text };
}

function isoTime(time: number): string | number {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : time;
}
