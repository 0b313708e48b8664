import { type Document, isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Problem } from '#core/base/problem.ts';
import { nearest } from './nearest.ts';
import { ConfigFile, configJsonSchema } from './schema.ts';
import { sourceName, sourceProblem } from './source-schema.ts';

export type Config = Omit<ConfigFile, 'timeZones'> & { readonly timeZones: string[] };

export interface LoadedConfig {
  /** Undefined when there is any problem: half a config is none. */
  readonly config: Config | undefined;
  readonly problems: readonly Problem[];
  /** What works, but as a person may not expect. */
  readonly warnings: readonly Problem[];
  /** A problem at the place of a value; of what is not there, at its nearest parent's. */
  at(path: ConfigPath, message: string): Problem;
}

/** As in ['sources', 0, 'path']. */
export type ConfigPath = readonly PropertyKey[];

/** Reads one YAML config file. Every mistake is told with its place; an empty text gives the defaults. */
export function loadConfig(text: string, file: string): LoadedConfig {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, logLevel: 'error' });
  const place = (offset: number, message: string): Problem => {
    const { line, col } = counter.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col), message };
  };
  const at = (path: ConfigPath, message: string) => place(offsetOf(document, path), message);
  const bad = (problems: readonly Problem[]) => ({ config: undefined, problems, warnings: [], at });
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0) return bad(broken.map((error) => place(error.pos[0], error.message)));

  let value: unknown;
  try {
    value = withoutEmpty(document.toJS() ?? {});
  } catch (error) {
    return bad([place(0, error instanceof Error ? error.message : String(error))]);
  }
  const parsed = ConfigFile.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue) => describe(issue, document, place));
    return bad(problems.sort((a, b) => a.line - b.line || a.column - b.column));
  }
  const problems = crossChecks(parsed.data).map(([path, message]) => at(path, message));
  if (problems.length > 0) return bad(problems);
  const config = { ...parsed.data, timeZones: parsed.data.timeZones ?? defaultTimeZones() };
  return { config, problems, warnings: warnings(config).map(([path, message]) => at(path, message)), at };
}

/** A section whose lines are all commented out reads as null, and means its defaults. */
function withoutEmpty(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, section]) => section !== null));
}

function defaultTimeZones(): string[] {
  const local = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return local === 'UTC' || local === 'Etc/UTC' ? ['UTC', 'Asia/Seoul'] : [local, 'UTC'];
}

function describe(
  issue: z.core.$ZodIssue,
  document: Document,
  at: (offset: number, message: string) => Problem,
): Problem[] {
  const where = issue.path.length > 0 ? `${pathText(issue.path)}: ` : '';
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(issue.path, document);
    return issue.keys.map((key) => {
      const guess = nearest(key, known);
      const hint = guess === undefined ? `known are ${known.join(', ')}` : `did you mean ${guess}?`;
      return at(offsetOf(document, [...issue.path, key], true), `${where}unknown key ${key}; ${hint}`);
    });
  }
  const missing = !document.hasIn(issue.path) && issue.path.length > 0;
  const message = missing ? 'is missing' : issue.message.replace(/^Invalid input: /, '');
  return [at(offsetOf(document, issue.path), `${where}${message}`)];
}

/** sources[0].path, as a person would write it. */
export function pathText(path: ConfigPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

/** Where the value at a path (or its key) stands; for what is not there, its nearest parent. */
function offsetOf(document: Document, path: ConfigPath, key = false): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && keyText(item.key) === last);
      const node = key && length === path.length ? pair?.key : (pair?.value ?? pair?.key);
      if (isNode(node) && node.range) return node.range[0];
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

function keyText(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

/** The keys that the schema has at a path. */
function knownKeys(path: ConfigPath, document: Document): readonly string[] {
  let schema: Schema | undefined = configJsonSchema() as Schema;
  path.forEach((part, index) => {
    const inner: Schema | undefined =
      typeof part === 'number' ? schema?.items : schema?.properties?.[String(part)];
    const type = document.getIn([...path.slice(0, index + 1), 'type']);
    const variants = inner?.oneOf ?? inner?.anyOf;
    schema =
      variants?.find(({ properties }) => properties?.['type']?.const === type) ?? variants?.[0] ?? inner;
  });
  return Object.keys(schema?.properties ?? {});
}

/** As much of a JSON Schema as is walked here. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly const?: unknown;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/** What one key alone can't say. */
function crossChecks(config: ConfigFile): [ConfigPath, string][] {
  const problems: [ConfigPath, string][] = [];
  const sites = new Set<string>();
  config.sites.forEach(({ name }, i) => {
    if (sites.has(name)) problems.push([['sites', i, 'name'], `a site named ${name} is there already`]);
    sites.add(name);
  });
  const sources = new Set<string>();
  config.sources.forEach((source, i) => {
    const own = sourceName(source);
    const wrong = sourceProblem(source);
    if (wrong) problems.push([['sources', i, wrong[0]], wrong[1]]);
    if (sources.has(own)) problems.push([['sources', i], `a source named ${own} is there already`]);
    sources.add(own);
  });
  problems.push(...repeatedNames(config, 'assets'), ...repeatedNames(config, 'tenants'));
  problems.push(...repeatedNames(config, 'threatLists'));
  config.tenants.forEach((tenant, i) => {
    const { sources: ofSources, observers, sites: ofSites, cidrs } = tenant;
    if (ofSources.length + observers.length + ofSites.length + cidrs.length === 0) {
      problems.push([['tenants', i], `tenant ${tenant.name} has no sources, observers, sites or cidrs`]);
    }
    ofSites.forEach((site, j) => {
      if (!sites.has(site)) problems.push([['tenants', i, 'sites', j], `there is no site named ${site}`]);
    });
    ofSources.forEach((source, j) => {
      if (!sources.has(source)) {
        problems.push([['tenants', i, 'sources', j], `there is no source named ${source}`]);
      }
    });
  });
  const tokens = new Set<string>();
  config.server.tokens.forEach(({ token, role, displays }, i) => {
    if (displays && role === 'supervisor') {
      const wrong = 'a token of displays gives no orders: take wall, viewer or analyst';
      problems.push([['server', 'tokens', i, 'role'], wrong]);
    }
    if (tokens.has(token)) {
      problems.push([['server', 'tokens', i, 'token'], 'this token is there already']);
    }
    tokens.add(token);
  });
  const { host, tls, proxy } = config.server;
  if (LOOPBACK.test(host) && proxy && config.server.tokens.length === 0) {
    const why = 'whoever comes through the proxy would be a supervisor';
    problems.push([['server', 'proxy'], `server.proxy: true needs server.tokens: ${why}`]);
  }
  if (!LOOPBACK.test(host)) {
    const where = ['server', 'host'];
    if (tls === undefined && !proxy) {
      problems.push([where, `server.host ${host} is off loopback: give server.tls, or server.proxy: true`]);
    }
    if (config.server.tokens.length === 0) {
      problems.push([where, `server.host ${host} is off loopback: give server.tokens`]);
    }
  }
  return problems;
}

/** Until frames are made for each tenant. */
function warnings({ tenants, server }: ConfigFile): [ConfigPath, string][] {
  if (tenants.length === 0) return [];
  return server.tokens.flatMap(({ name, role }, i): [ConfigPath, string][] => {
    const told = `the viewer ${name} sees the events of every tenant: a view of one's own is not built yet`;
    return role === 'viewer' ? [[['server', 'tokens', i, 'role'], told]] : [];
  });
}

function repeatedNames(
  config: ConfigFile,
  section: 'assets' | 'tenants' | 'threatLists',
): [ConfigPath, string][] {
  const known = new Set<string>();
  return config[section].flatMap(({ name }, i): [ConfigPath, string][] => {
    if (known.has(name)) return [[[section, i, 'name'], `${name} is there already`]];
    known.add(name);
    return [];
  });
}
