import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '#core/base/clock.ts';
import { formatProblem } from '#core/base/problem.ts';
import type { IngestPoint } from '#core/base/ingest.ts';
import type { Source } from '#core/base/source.ts';
import { type Config, loadConfig } from '#core/config/config.ts';
import { readRuleFiles, watchRuleFiles } from '#core/config/rule-files.ts';
import { suppressionsFolder } from '#core/config/suppression-files.ts';
import { Engine } from '#core/engine.ts';
import { ReferenceFiles } from '#core/enrich/reference-files.ts';
import { DEMO_SITES, DemoSource } from '#core/sources/demo.ts';
import { createSource, ingestPoints, withPaths } from './create-source.ts';
import { UsageError } from './usage-error.ts';

const ASSETS = fileURLToPath(new URL('../../../assets', import.meta.url));

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
}

export interface SetUp {
  /** The config with the command line laid over it. */
  readonly config: Config;
  /** What requests may feed, by name. */
  readonly ingest: ReadonlyMap<string, IngestPoint>;
  /** Starts the engine, and compiles its rules anew whenever they change on disk. */
  createEngine(): { readonly engine: Engine; stop(): Promise<void> };
}

/**
 * From the command line and the config file to an engine that can be made: the same on both hosts.
 * @throws UsageError with what is wrong and where
 */
export async function setUp(options: SetUpOptions, tell: (message: string) => void): Promise<SetUp> {
  const config = withOptions(readConfig(options.config), options);
  const sources = createSources(config, options.demo, tell);
  const demo = sources.some(({ mode }) => mode === 'demo');
  const rulePaths = config.rules.length > 0 ? [...config.rules] : [path.join(ASSETS, 'rules')];
  if (config.dataDir !== undefined) {
    // Made now, so that it can be watched from the start.
    mkdirSync(suppressionsFolder(config.dataDir), { recursive: true });
    rulePaths.push(suppressionsFolder(config.dataDir));
  }
  const pipelinePaths = [path.join(ASSETS, 'pipelines'), ...config.pipelines];
  const rules = await readRules(rulePaths);
  const pipelines = await readRules(pipelinePaths);
  if (config.dataDir === undefined && !demo) {
    tell('State lives in memory: after a restart the files are read from their start (--data-dir keeps it)');
  }
  const { assets, tenants, enrich, threatLists } = config;
  const references = new ReferenceFiles({ ...enrich, threatLists });
  const early: string[] = [];
  await references.load((message) => {
    tell(message);
    early.push(message);
  });
  const createEngine = () => {
    const engine = new Engine({
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
    });
    const unwatch = watchRuleFiles(rulePaths, ({ texts, problems }) => {
      const refused = [...problems, ...engine.reloadRules(texts)];
      tell(`Rules changed on disk: ${texts.length} files read, ${refused.length} problems`);
      for (const problem of refused) tell(formatProblem(problem));
    });
    for (const message of early.splice(0)) engine.notice(message);
    const unwatchReferences = references.watch(
      (changed) => engine.setReferences(changed),
      (message) => {
        tell(message);
        engine.notice(message);
      },
    );
    const stop = async () => {
      unwatch();
      unwatchReferences();
      await engine.stop();
    };
    return { engine, stop };
  };
  return { config, ingest: ingestPoints(sources), createEngine };
}

function readConfig(file: string | undefined): Config {
  const { config, problems } = file === undefined ? loadConfig('', '') : loadConfig(readText(file), file);
  if (problems.length > 0 || !config) {
    throw new UsageError(`${file ?? 'The built-in config'} has ${problems.length} mistakes`, problems);
  }
  if (file === undefined) return config;
  // Paths in a file are meant from where the file is.
  const from = (other: string) => path.resolve(path.dirname(file), other);
  return {
    ...config,
    dataDir: config.dataDir === undefined ? undefined : from(config.dataDir),
    rules: config.rules.map(from),
    pipelines: config.pipelines.map(from),
    enrich: {
      city: config.enrich.city === undefined ? undefined : from(config.enrich.city),
      asn: config.enrich.asn === undefined ? undefined : from(config.enrich.asn),
    },
    threatLists: config.threatLists.map((list) => ({ ...list, path: from(list.path) })),
    sources: config.sources.map((source) => withPaths(source, from)),
    server: {
      ...config.server,
      tls: config.server.tls && { key: from(config.server.tls.key), cert: from(config.server.tls.cert) },
    },
  };
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

function createSources(config: Config, demo: boolean, tell: (message: string) => void): Source[] {
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

async function readRules(paths: readonly string[]) {
  const { texts, problems } = await readRuleFiles(paths);
  if (problems.length > 0) throw new UsageError('Rules could not be read', problems);
  return texts;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
