import path from 'node:path';
import { systemClock } from '#core/base/clock.ts';
import { formatProblem } from '#core/base/problem.ts';
import type { IngestPoint } from '#core/base/ingest.ts';
import type { Source } from '#core/base/source.ts';
import type { Config } from '#core/config/config.ts';
import { readRuleFiles, type RuleFiles, type RuleFileText, watchRuleFiles } from '#core/config/rule-files.ts';
import { makeSuppressionsFolder } from '#core/config/suppression-files.ts';
import { Engine, type EngineOptions } from '#core/engine.ts';
import { ReferenceFiles } from '#core/enrich/reference-files.ts';
import { DEMO_SITES, DemoSource } from '#core/sources/demo.ts';
import { createSource, ingestPoints } from './create-source.ts';
import { keepLastGoodConfig, type LastGoodConfig, lastGoodConfig } from './last-good-config.ts';
import { configOf, type ReadConfig, readConfig } from './read-config.ts';
import { placeNamed, rulePaths } from './rule-paths.ts';
import { UsageError } from './usage-error.ts';

/** What the command line may say over the config. */
export interface SetUpOptions {
  readonly config?: string | undefined;
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly dataDir?: string | undefined;
  readonly eve: readonly string[];
  /** Instead of the config's and of Vigil's own. */
  readonly rules: readonly string[];
  readonly demo: boolean;
  /** A person starts it, who reads what is wrong and mends it. Else the last good config is better than no wall. */
  readonly attended?: boolean;
}

export type Tell = (message: string, level?: 'info' | 'warn') => void;

export interface SetUp {
  /** The config with the command line laid over it. */
  readonly config: Config;
  /** As they are at the start. */
  readonly rules: readonly RuleFileText[];
  readonly pipelines: readonly RuleFileText[];
  /** What requests may feed, by name. */
  readonly ingest: ReadonlyMap<string, IngestPoint>;
  /**
   * Starts the engine, and compiles its rules anew whenever they change on disk.
   * @throws UsageError when the data folder can't be used
   */
  createEngine(): { readonly engine: Engine; stop(): Promise<void> };
}

/**
 * From the command line and the config file to an engine that can be made: the same on both hosts.
 * @throws UsageError with what is wrong and where
 */
export async function setUp(options: SetUpOptions, tell: Tell): Promise<SetUp> {
  const { config: file, dataDir, attended } = options;
  const unattended = file !== undefined && dataDir !== undefined && !attended ? { file, dataDir } : undefined;
  try {
    const read = readConfig(file);
    const keep = () => unattended && keepLastGoodConfig(unattended.dataDir, unattended.file, read.text ?? '');
    return await prepare(read, options, tell, { notices: [], keep });
  } catch (error) {
    const kept = unattended && lastGoodConfig(unattended.dataDir, unattended.file);
    if (!kept || !(error instanceof UsageError)) throw error;
    try {
      return await fallBack(kept, error, options, tell);
    } catch {
      throw error;
    }
  }
}

function fallBack(kept: LastGoodConfig, error: UsageError, options: SetUpOptions, tell: Tell) {
  const [first] = error.problems;
  for (const problem of error.problems) tell(formatProblem(problem), 'warn');
  const why = error.message + (first ? ` (${formatProblem(first)})` : '');
  const words = `${why}: the last good config, of ${kept.savedAt.toISOString()}, is in force`;
  tell(words, 'warn');
  return prepare(configOf(kept.text, options.config ?? ''), options, tell, { notices: [words] });
}

interface Start {
  /** What the wall has to say of how it started, for as long as it runs. */
  readonly notices: readonly string[];
  /** Called once the config has proved good. */
  keep?(): void;
}

async function prepare(read: ReadConfig, options: SetUpOptions, tell: Tell, start: Start): Promise<SetUp> {
  const config = withOptions(read.config, options);
  const sources = createSources(config, options.demo, tell);
  const demo = sources.some(({ mode }) => mode === 'demo');
  const paths = rulePaths(config);
  // Made now, so that it can be watched from the start.
  const watched = config.dataDir === undefined ? paths.rules : [...paths.rules, makeDataDir(config.dataDir)];
  const rules = await readRules(watched, read);
  const pipelines = await readRules(paths.pipelines, read);
  if (config.dataDir === undefined && !demo) {
    tell('State lives in memory: after a restart the files are read from their start (--data-dir keeps it)');
  }
  const { assets, tenants, enrich, threatLists } = config;
  const references = new ReferenceFiles({ ...enrich, threatLists });
  const early: string[] = [];
  await references.load(tell);
  for (const warning of read.warnings) {
    tell(formatProblem(warning), 'warn');
    early.push(warning.message);
  }
  const createEngine = () => {
    const engine = startEngine({
      sources,
      sites: demo ? [...config.sites, ...DEMO_SITES] : config.sites,
      enrich: { assets, tenants, references: references.references },
      rules,
      pipelines,
      dataDir: config.dataDir,
      timeZones: config.timeZones,
      staleAfterMs: config.wall.staleAfterSeconds * 1000,
      wall: {
        refresh:
          config.wall.refreshAt === undefined
            ? null
            : { at: config.wall.refreshAt, timeZone: config.timeZones[0] ?? 'UTC' },
        pixelShift: config.wall.pixelShift,
      },
      alarms: { acknowledgeExpiresMs: config.alarms.acknowledgeExpiresMinutes * 60_000 },
      log: (text) => tell(text, 'warn'),
    });
    const notice = (message: string) => {
      tell(message, 'warn');
      engine.notice(message);
    };
    for (const message of early.splice(0)) engine.notice(message);
    engine.stands('config', start.notices);
    engine.stands('reference files', references.problems);
    const noticeNoRules = () => {
      const { loaded } = engine.health().rules;
      const none = `No rule is in force: none could be loaded from ${paths.rules.join(', ')}`;
      if (loaded === 0) tell(none, 'warn');
      engine.stands('no rules', loaded === 0 ? [none] : []);
    };
    noticeNoRules();
    const reload = ({ texts, problems }: RuleFiles) => {
      const found = [...problems, ...engine.reloadRules(texts)];
      tell(`Rules changed on disk: ${texts.length} files read, ${found.length} problems`);
      for (const problem of found) tell(formatProblem(problem));
      noticeNoRules();
    };
    const unwatch = watchRuleFiles(watched, reload, { texts: rules, problems: [] });
    const unwatchReferences = references.watch(
      (changed) => engine.setReferences(changed),
      (message) => {
        tell(message);
        engine.stands('reference files', references.problems);
      },
    );
    try {
      start.keep?.();
    } catch (error) {
      notice(`The config could not be kept as the last good one: ${wordsOf(error)}`);
    }
    const stop = async () => {
      unwatch();
      unwatchReferences();
      await engine.stop();
    };
    return { engine, stop };
  };
  return { config, ingest: ingestPoints(sources), rules, pipelines, createEngine };
}

function startEngine(options: EngineOptions): Engine {
  try {
    return new Engine(options);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'STATE_UNUSABLE') {
      throw new UsageError(error.message);
    }
    throw error;
  }
}

/** @returns the folder of suppressions in it, whose files are rules */
function makeDataDir(dataDir: string): string {
  try {
    return makeSuppressionsFolder(dataDir);
  } catch (error) {
    throw new UsageError(`The data folder ${dataDir} can't be used: ${wordsOf(error)}`);
  }
}

function withOptions(config: Config, { port, host, dataDir, eve, rules }: SetUpOptions): Config {
  return {
    ...config,
    dataDir: dataDir ?? config.dataDir,
    rules: rules.length > 0 ? [...rules] : config.rules,
    sources: [...config.sources, ...eve.map((file) => ({ type: 'eve' as const, path: path.resolve(file) }))],
    server: { ...config.server, port: port ?? config.server.port, host: host ?? config.server.host },
  };
}

function createSources(config: Config, demo: boolean, tell: Tell): Source[] {
  const clock = systemClock;
  const sources: Source[] = config.sources.map((source) => createSource(source, clock));
  const names = new Set<string>();
  for (const { name } of sources) {
    if (names.has(name)) throw new UsageError(`Two sources are named ${name}`);
    names.add(name);
  }
  if (demo || sources.length === 0) {
    if (!demo) tell('No source is configured: the demo feed runs');
    sources.push(new DemoSource({ ...config.demo, clock }));
  }
  return sources;
}

async function readRules(paths: readonly string[], read: ReadConfig) {
  const { texts, problems } = await readRuleFiles(paths);
  if (problems.length > 0) {
    throw new UsageError(
      'Rules could not be read',
      problems.map((problem) => placeNamed(read, problem)),
    );
  }
  return texts;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
