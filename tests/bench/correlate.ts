import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SocEvent } from '#contract/event.ts';
import { readRuleFiles } from '#core/config/rule-files.ts';
import { Correlator } from '#core/correlate/correlator.ts';
import { classify, isOfLogsource } from '#core/correlate/event-class.ts';
import { EventReader } from '#core/correlate/fields.ts';
import type { RuleSet } from '#core/correlate/rule-set.ts';
import { loadRules, type LoadOptions, type RuleText } from '#core/correlate/rules.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { readSigmaLines } from '#tests/core/correlate/sigma-cases.ts';
import { eveLines } from './lines.ts';
import { cpuSeconds, median, type Print } from './report.ts';

const ROUNDS = 5;
const NAIVE_GOAL = 50;
const PARSE_GOAL = 3;
const SEC_GOAL = 2 / 3;
const P99_GOAL_MS = 1;
const ASSETS = fileURLToPath(new URL('../../assets/', import.meta.url));
const VIGIL = fileURLToPath(new URL('../../build/vigil.mjs', import.meta.url));

/** The correlator with Vigil's own rules, with the whole SigmaHQ corpus, and under a million groups. */
export async function benchCorrelate(print: Print): Promise<void> {
  const { from, lines } = await eveLines();
  const pipelines = (await readRuleFiles([`${ASSETS}pipelines`])).texts;
  const own = loadRules((await readRuleFiles([`${ASSETS}rules`])).texts, { pipelines }).rules;
  const ownUs = median(rounds(() => (correlateInBatches(own, lines) / lines.length) * 1e6));
  print({
    name: `correlate, ${own.rules.length + own.correlations.length} own rules, CPU an event (${lines.length} ${from})`,
    value: `${ownUs.toFixed(2)} µs`,
    goal: '',
    reached: undefined,
  });
  const corpus = readSigmaLines<{ path: string; rule: string }>('sigmahq/rules.jsonl.gz').map(
    ({ path, rule }): RuleText => ({ path, text: rule }),
  );
  if (corpus.length === 0) skip(print, 'correlate with the SigmaHQ corpus', 'no ../shared/data/sigma');
  else {
    const { ecs, asIs } = benchLoad(print, corpus, pipelines);
    benchNaive(print, 'every rule on every event', asIs, lines, NAIVE_GOAL);
    benchNaive(print, 'logsource checked first', ecs, lines, undefined);
    benchHunt(print, ecs, lines);
    benchLatency(print, ecs, asIs, lines);
  }
  benchGroups(print);
  benchSec(print, lines);
}

function skip(print: Print, name: string, why: string): void {
  print({ name, value: 'skipped', goal: why, reached: undefined });
}

function rounds(measure: () => number): number[] {
  // The first round warms the compiler.
  measure();
  return Array.from({ length: ROUNDS }, measure);
}

function normalised(lines: readonly string[]): SocEvent[] {
  return lines.map((line, sequence) => {
    const event = new SocEvent();
    event.sequence = sequence;
    normaliseLine(line, event);
    event.received = event['@timestamp'];
    return event;
  });
}

/** CPU seconds for all events. */
function correlate(rules: RuleSet, events: readonly SocEvent[]): number {
  const correlator = new Correlator(rules);
  return cpuSeconds(() => {
    for (const event of events) correlator.accept(event);
  });
}

const BATCH = 2000;

/** The same with events made a batch at a time, as they come: a heap full of waiting events is no part of the cost. */
function correlateInBatches(rules: RuleSet, lines: readonly string[]): number {
  const correlator = new Correlator(rules);
  let seconds = 0;
  for (let from = 0; from < lines.length; from += BATCH) {
    const events = normalised(lines.slice(from, from + BATCH));
    seconds += cpuSeconds(() => {
      for (const event of events) {
        event.sequence += from;
        correlator.accept(event);
      }
    });
  }
  return seconds;
}

/** Heaps are compared after a full collection. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
}

function benchLoad(print: Print, corpus: readonly RuleText[], pipelines: readonly RuleText[]) {
  const load = (options: LoadOptions): RuleSet => loadRules(corpus, options).rules;
  collect();
  const before = process.memoryUsage().heapUsed;
  let ecs = load({ pipelines });
  const seconds = cpuSeconds(() => {
    ecs = load({ pipelines });
  });
  collect();
  const megabytes = (process.memoryUsage().heapUsed - before) / 1e6;
  print({
    name: `SigmaHQ corpus: ${corpus.length} rules, ${ecs.rules.length} load; CPU to load, heap`,
    value: `${seconds.toFixed(2)} s, ${megabytes.toFixed(0)} MB`,
    goal: '',
    reached: undefined,
  });
  return { ecs, asIs: load({ fields: 'as-is' }) };
}

/** The index against a loop over the same closures, on the same events, in turns. */
function benchNaive(
  print: Print,
  name: string,
  rules: RuleSet,
  lines: readonly string[],
  goal: number | undefined,
): void {
  const events = normalised(lines);
  const some = events.filter((_, i) => i % 40 === 0);
  const reader = new EventReader(rules.table.names, rules.asIs);
  let hits = 0;
  const naive = (): number =>
    cpuSeconds(() => {
      for (const event of some) {
        reader.begin(event);
        const eventClass = classify(event);
        for (const rule of rules.rules) {
          if ((rules.asIs || isOfLogsource(eventClass, rule.logsource)) && rule.check(reader)) hits++;
        }
      }
    }) / some.length;
  const ratios: number[] = [];
  const rates: number[] = [];
  rounds(() => {
    const indexed = correlate(rules, events) / events.length;
    rates.push(1 / indexed);
    ratios.push(naive() / indexed);
    return 0;
  });
  const ratio = median(ratios);
  print({
    name: `corpus over network events, ${name}: times the naive loop (${hits} hits)`,
    value: `${ratio.toFixed(0)} (${Math.round(median(rates) / 1000)}k/s)`,
    goal: goal === undefined ? '' : `at least ${goal}`,
    reached: goal === undefined ? undefined : ratio >= goal,
  });
}

function benchHunt(print: Print, rules: RuleSet, lines: readonly string[]): void {
  const ratios = rounds(() => {
    const parse = cpuSeconds(() => {
      for (const line of lines) JSON.parse(line);
    });
    const correlator = new Correlator(rules, { clampAheadMs: Number.POSITIVE_INFINITY });
    const hunt = cpuSeconds(() => {
      lines.forEach((line, sequence) => {
        const event = new SocEvent();
        event.sequence = sequence;
        normaliseLine(line, event);
        correlator.accept(event);
      });
    });
    return hunt / parse;
  });
  print({
    name: 'hunting with the corpus (parse, normalise, correlate), times JSON.parse alone',
    value: median(ratios).toFixed(2),
    goal: `at most ${PARSE_GOAL}`,
    reached: median(ratios) <= PARSE_GOAL,
  });
}

function benchLatency(print: Print, ecs: RuleSet, asIs: RuleSet, lines: readonly string[]): void {
  for (const [name, rules] of [
    ['logsource checked', ecs],
    ['every rule on every event', asIs],
  ] as const) {
    const correlator = new Correlator(rules);
    const times = normalised(lines).map((event) => {
      const before = performance.now();
      correlator.accept(event);
      return performance.now() - before;
    });
    times.sort((a, b) => a - b);
    const p99 = times[Math.floor(times.length * 0.99)] ?? Number.NaN;
    print({
      name: `corpus, ${name}: p99 an event from cold (worst ${(times.at(-1) ?? 0).toFixed(0)} ms)`,
      value: `${(p99 * 1000).toFixed(1)} µs`,
      goal: `under ${P99_GOAL_MS} ms`,
      reached: p99 < P99_GOAL_MS,
    });
  }
}

const GROUPS = 1_000_000;
const THRESHOLD_RULE = `title: Flow
name: flow
logsource: { product: suricata, service: flow }
detection:
  selection: { event.dataset: suricata.flow }
  condition: selection
---
title: Many flows
correlation:
  type: event_count
  rules: [flow]
  group-by: [source.ip]
  timespan: 60s
  condition: { gte: 10 }
`;

function benchGroups(print: Print): void {
  const { rules } = loadRules([{ path: 'bench.yml', text: THRESHOLD_RULE }]);
  const correlator = new Correlator(rules);
  collect();
  const before = process.memoryUsage().heapUsed;
  const seconds = cpuSeconds(() => {
    const event = new SocEvent();
    event['event.module'] = 'suricata';
    event['event.dataset'] = 'suricata.flow';
    for (let i = 0; i < GROUPS; i++) {
      event.sequence = i;
      event['@timestamp'] = 1_800_000_000_000 + Math.floor(i / 100);
      event.received = event['@timestamp'];
      event['source.ip'] = `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
      event.raw = `{"src_ip":"${event['source.ip']}","n":${i}}`;
      correlator.accept(event);
    }
  });
  const stats = correlator.stats();
  collect();
  const held = process.memoryUsage().heapUsed - before;
  print({
    name: `1,000,000 groups: events/s; ${stats.groups} held, ${stats.evictedGroups} evicted, ${(held / 1e6).toFixed(0)} MB`,
    value: `${Math.round(GROUPS / seconds / 1000)}k/s`,
    goal: 'bounded, all accounted for',
    reached: stats.groups <= 100_000 && stats.groups + stats.evictedGroups + stats.expiredGroups === GROUPS,
  });
}

const SEC = '/usr/bin/sec';
/** Enough for start-up to matter little. */
const SEC_LINES = 800_000;
const ALERT_RULE = `title: SYN flood seen
name: seen
logsource: { product: suricata, service: alert }
detection:
  selection: { rule.name|contains: SYN flood }
  condition: selection
---
title: Many alerts
correlation:
  type: event_count
  rules: [seen]
  group-by: [destination.ip]
  timespan: 60s
  condition: { gte: 10 }
`;
const THRESHOLDS = [
  {
    name: 'alerts by target',
    ours: ALERT_RULE,
    theirs: '"event_type":"alert".*"dest_ip":"([^"]+)".*"signature":"[^"]*SYN flood',
  },
  { name: 'flows by source', ours: THRESHOLD_RULE, theirs: '"event_type":"flow","src_ip":"([^"]+)"' },
] as const;

/** Both as processes of their own, start-up included. */
function benchSec(print: Print, lines: readonly string[]): void {
  const title = 'threshold rule as a process, CPU beside that of sec';
  if (!existsSync(SEC)) return skip(print, title, `no ${SEC}`);
  const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
  try {
    const events = join(folder, 'events.jsonl');
    const copies = Math.ceil(SEC_LINES / lines.length);
    writeFileSync(events, '');
    for (let i = 0; i < copies; i++) appendFileSync(events, `${lines.join('\n')}\n`);
    const [secRule, ourRule] = [join(folder, 'sec.conf'), join(folder, 'rule.yml')];
    for (const { name, ours, theirs } of THRESHOLDS) {
      writeFileSync(
        secRule,
        `type=SingleWithThreshold\nptype=RegExp\npattern=${theirs}\ndesc=$1\naction=none\nwindow=60\nthresh=10\n`,
      );
      writeFileSync(ourRule, ours);
      const sec = cpuOf([SEC, `--conf=${secRule}`, `--input=${events}`, '--notail', '--log=/dev/null']);
      const ratio = cpuOf([process.execPath, VIGIL, 'hunt', '--rules', ourRule, '--events', events]) / sec;
      print({
        name: `${title}: ${name} (sec: ${Math.round((copies * lines.length) / sec / 1000)}k/s)`,
        value: ratio.toFixed(2),
        goal: `at most ${SEC_GOAL.toFixed(2)}`,
        reached: ratio <= SEC_GOAL,
      });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** User and system seconds of a process that must end well. */
function cpuOf(command: readonly string[]): number {
  const quoted = command.map((word) => `'${word}'`).join(' ');
  const shell = `TIMEFORMAT='cpu %U %S'; time ${quoted} >/dev/null 2>/dev/null`;
  const { stderr, status } = spawnSync('bash', ['-c', shell], { encoding: 'utf8' });
  const [, user, system] = /cpu (\S+) (\S+)/.exec(stderr) ?? [];
  if (status !== 0 || user === undefined) throw new Error(`${command[0]} failed: ${stderr}`);
  return Number(user) + Number(system);
}
