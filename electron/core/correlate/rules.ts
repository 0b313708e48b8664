import type { Problem } from '#core/base/problem.ts';
import { buildRuleSet } from './build.ts';
import { FieldTable } from './fields.ts';
import { checkReferences, inOrder, Registry, resolveReference } from './link.ts';
import type { Placeholders } from './modifiers.ts';
import { foldActions, namesIn, parseDocument, referencesIn } from './parse-document.ts';
import { parsePipelines } from './parse-pipeline.ts';
import { type Applied, applyPipelines, type Pipeline } from './pipeline.ts';
import { ProblemList } from './problem-list.ts';
import { Faults, Refusal } from './refusal.ts';
import type { CorrelationAst, DocumentAst, Logsource, Reference } from './rule-ast.ts';
import type { RuleSet } from './rule-set.ts';
import { readYaml } from './yaml-tree.ts';

/** A file of rules (or one pipeline's file): its name for messages, and what it says. */
export interface RuleText {
  readonly path: string;
  readonly text: string;
}

export interface LoadOptions {
  /** pySigma-style processing pipelines, run in order of their priority. */
  readonly pipelines?: readonly RuleText[];
  /** Values for `%name%` under the modifier expand; they win over the pipelines' vars. */
  readonly placeholders?: Readonly<Record<string, readonly (string | number)[]>>;
  /** `ecs` (default): rules meet events of their logsource. `as-is`: names are the events' own, every rule meets every event. */
  readonly fields?: 'ecs' | 'as-is';
  /** Wall clock, ms: filters that have expired by then are left out. By default none has. */
  readonly now?: number;
  /** What LoadedRules.used said before: where a file's new text is refused, its old one stays in force. */
  readonly lastGood?: readonly RuleText[];
}

export interface LoadedRules {
  readonly rules: RuleSet;
  readonly problems: readonly Problem[];
  /** The texts in force; to be handed back as `lastGood` when files have changed. */
  readonly used: readonly RuleText[];
  /** When the next filter expires, ms: load again then. Undefined when none does. */
  readonly nextExpiry: number | undefined;
}

interface RuleFile {
  readonly source: RuleText;
  /** Those that could be read. */
  readonly documents: readonly DocumentAst[];
  /** Of correlations that could not. */
  readonly references: readonly Reference[];
  readonly refused: boolean;
}

const ACTION = /^action[ \t]*:/m;

/**
 * Reads, links and compiles rules. A file with a fault is refused whole, because its rules mean something only
 * together; so is a file that refers to one refused. All others are used. Each fault is a problem with its place, and
 * whatever can be told of a file is told at once. Never throws, whatever the texts hold.
 */
export function loadRules(texts: readonly RuleText[], options: LoadOptions = {}): LoadedRules {
  const loaded = new Loader(options).load(texts);
  const good = new Map((options.lastGood ?? []).map((source) => [source.path, source]));
  const refused = new Set(texts.filter((source) => !loaded.used.includes(source)).map(({ path }) => path));
  if (![...refused].some((path) => good.has(path))) return loaded;
  const again = new Loader(options).load(
    texts.map((source) => (refused.has(source.path) && good.get(source.path)) || source),
  );
  // Faults are those of the files as they are on disk.
  return { ...again, problems: loaded.problems };
}

class Loader {
  readonly #problems = new ProblemList();
  /** What documents that can't be read go by. */
  readonly #unread = new Set<string>();
  readonly #table = new FieldTable();
  readonly #pipelineTexts: readonly RuleText[];
  readonly #pipelines: Pipeline[] = [];
  readonly #placeholders: Placeholders;
  readonly #applied = new Map<string, Applied>();
  readonly #asIs: boolean;
  readonly #now: number;

  constructor(options: LoadOptions) {
    this.#asIs = options.fields === 'as-is';
    this.#now = options.now ?? Number.NEGATIVE_INFINITY;
    this.#placeholders = new Map(Object.entries(options.placeholders ?? {}));
    this.#pipelineTexts = options.pipelines ?? [];
    for (const source of this.#pipelineTexts) {
      const faults = new Faults();
      this.#pipelines.push(...faults.try(() => parsePipelines(source.text), []));
      this.#holds(source, faults);
    }
  }

  load(texts: readonly RuleText[]): LoadedRules {
    const read = texts.map((source) => this.#read(source));
    let files = read.filter(({ refused }) => !refused);
    // Refusing a file may leave references to it dangling elsewhere: repeat until nothing more falls.
    for (;;) {
      const kept = this.#link(files);
      if (kept.length === files.length) break;
      files = kept;
    }
    this.#checkRefused(read);
    const expiries = files.flatMap((file) => file.documents.flatMap((document) => expiryOf(document) ?? []));
    const pending = expiries.filter((time) => time > this.#now);
    const documents = files.flatMap((file) =>
      file.documents.filter((document) => (expiryOf(document) ?? Number.POSITIVE_INFINITY) > this.#now),
    );
    this.#checkFilters(files, registryOf(files.flatMap((file) => file.documents)));
    const rules = buildRuleSet(documents, {
      registry: registryOf(documents),
      table: this.#table,
      asIs: this.#asIs,
      applied: (logsource) => this.#apply(logsource),
    });
    return {
      rules,
      problems: this.#problems.told([...this.#pipelineTexts, ...texts]),
      used: files.map(({ source }) => source),
      nextExpiry: pending.length > 0 ? Math.min(...pending) : undefined,
    };
  }

  #read(source: RuleText): RuleFile {
    const { documents: nodes, faults } = readYaml(source.text);
    if (faults.found.length > 0) for (const name of namesWritten(source.text)) this.#unread.add(name);
    const maps = foldActions(nodes, faults);
    // Without one of them, documents that stand on others lack what they would have had of it.
    const alone = faults.found.length === 0 || !ACTION.test(source.text);
    const references: Reference[] = [];
    const documents = (alone ? maps : []).flatMap((map) => {
      const contextFor = (logsource: Logsource) => this.#apply(logsource).context;
      const document = faults.try(() => parseDocument(map, contextFor), undefined);
      if (document) return document;
      for (const name of namesIn(map)) this.#unread.add(name);
      references.push(...referencesIn(map));
      return [];
    });
    return { source, documents, references, refused: !this.#holds(source, faults) };
  }

  #link(files: readonly RuleFile[]): RuleFile[] {
    const registry = new Registry();
    const checked = files.map((file) => ({ file, faults: new Faults() }));
    for (const { file, faults } of checked)
      for (const document of file.documents) faults.try(() => register(document, registry), undefined);
    for (const { file, faults } of checked)
      for (const correlation of correlationsOf([file]))
        faults.try(() => checkReferences(correlation, registry), undefined);
    const resolved = checked.filter(({ file, faults }) => this.#holds(file.source, faults));
    if (resolved.length < files.length) return resolved.map(({ file }) => file);
    const circular = new Set<CorrelationAst>();
    inOrder(correlationsOf(files), registry, (correlation) => circular.add(correlation));
    for (const { file, faults } of checked)
      for (const correlation of correlationsOf([file]))
        if (circular.has(correlation)) faults.try(() => refuseCircle(correlation), undefined);
    return checked.filter(({ file, faults }) => this.#holds(file.source, faults)).map(({ file }) => file);
  }

  /** What leads nowhere in files that are refused anyway, but for what may lead to a document that can't be read. */
  #checkRefused(read: readonly RuleFile[]): void {
    const registry = registryOf(read.flatMap(({ documents }) => documents));
    const refused = read.filter((file) => file.refused);
    for (const file of refused) {
      const faults = new Faults();
      for (const correlation of correlationsOf([file])) {
        if (correlation.references.some(({ text }) => this.#unread.has(text))) continue;
        faults.try(() => checkReferences(correlation, registry), undefined);
      }
      for (const reference of file.references) {
        if (this.#unread.has(reference.text)) continue;
        faults.try(() => resolveReference(reference, registry), undefined);
      }
      this.#holds(file.source, faults);
    }
    this.#checkFilters(refused, registry);
  }

  /** A filter for a rule that is not there is told, and works for the others it names. */
  #checkFilters(files: readonly RuleFile[], registry: Registry): void {
    for (const file of files) {
      for (const document of file.documents) {
        if (document.kind !== 'filter') continue;
        for (const { text, offset } of document.references ?? []) {
          if (registry.find(text)?.kind === 'rule' || (file.refused && this.#unread.has(text))) continue;
          this.#problems.add(file.source, [{ message: `no rule has the id or name '${text}'`, offset }]);
        }
      }
    }
  }

  #apply(logsource: Logsource): Applied {
    const key = JSON.stringify([logsource.product, logsource.category, logsource.service]);
    let applied = this.#applied.get(key);
    if (!applied) {
      applied = applyPipelines(this.#pipelines, logsource, this.#placeholders);
      this.#applied.set(key, applied);
    }
    return applied;
  }

  /** True when nothing is wrong; else it is told. */
  #holds(source: RuleText, { found }: Faults): boolean {
    if (found.length > 0) this.#problems.add(source, found);
    return found.length === 0;
  }
}

/** Ids and names in a text that is not all YAML. */
function namesWritten(text: string): string[] {
  return [...text.matchAll(/^(?:id|name)[ \t]*:(.*)$/gm)].map(([, name = '']) =>
    name.trim().replaceAll(/^['"]|['"]$/g, ''),
  );
}

function register(document: DocumentAst, registry: Registry): void {
  if (!registry.add(document)) throw new Refusal(`the id ${document.id} is already taken`, document.offset);
}

function refuseCircle({ title, offset }: CorrelationAst): never {
  throw new Refusal(`the correlation '${title}' refers to itself in a circle`, offset);
}

function expiryOf(document: DocumentAst): number | undefined {
  return document.kind === 'filter' ? document.expires : undefined;
}

function registryOf(documents: readonly DocumentAst[]): Registry {
  const registry = new Registry();
  for (const document of documents) registry.add(document);
  return registry;
}

function correlationsOf(files: readonly RuleFile[]): CorrelationAst[] {
  return files.flatMap((file) => file.documents.filter((document) => document.kind === 'correlation'));
}
