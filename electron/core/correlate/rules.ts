import type { Problem } from '#core/base/problem.ts';
import { buildRuleSet } from './build.ts';
import { compileExpression } from './compile.ts';
import { FieldTable } from './fields.ts';
import { checkReferences, inOrder, Registry } from './link.ts';
import type { Placeholders } from './modifiers.ts';
import { foldActions, parseDocument } from './parse-document.ts';
import { parsePipelines } from './parse-pipeline.ts';
import { type Applied, applyPipelines, type Pipeline } from './pipeline.ts';
import { Refusal } from './refusal.ts';
import type { CorrelationAst, DocumentAst, Logsource } from './rule-ast.ts';
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
  readonly documents: readonly DocumentAst[];
}

/**
 * Reads, links and compiles rules. A file with a fault is refused whole, because its rules mean something only
 * together; so is a file that refers to one refused. All others are used. Each fault is a problem with its place.
 * Never throws, whatever the texts hold.
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
  readonly #problems: Problem[] = [];
  readonly #table = new FieldTable();
  readonly #pipelines: Pipeline[] = [];
  readonly #placeholders: Placeholders;
  readonly #applied = new Map<string, Applied>();
  readonly #asIs: boolean;
  readonly #now: number;

  constructor(options: LoadOptions) {
    this.#asIs = options.fields === 'as-is';
    this.#now = options.now ?? Number.NEGATIVE_INFINITY;
    this.#placeholders = new Map(Object.entries(options.placeholders ?? {}));
    for (const source of options.pipelines ?? []) {
      this.#guard(source, () => this.#pipelines.push(...parsePipelines(source.text)));
    }
  }

  load(texts: readonly RuleText[]): LoadedRules {
    let files = texts.flatMap((source) => this.#read(source) ?? []);
    // Refusing a file may leave references to it dangling elsewhere: repeat until nothing more falls.
    for (;;) {
      const kept = this.#link(files);
      if (kept.length === files.length) break;
      files = kept;
    }
    const expiries = files.flatMap((file) => file.documents.flatMap((document) => expiryOf(document) ?? []));
    const pending = expiries.filter((time) => time > this.#now);
    const documents = files.flatMap((file) =>
      file.documents.filter((document) => (expiryOf(document) ?? Number.POSITIVE_INFINITY) > this.#now),
    );
    this.#checkFilters(files);
    const rules = buildRuleSet(documents, {
      registry: registryOf(documents),
      table: this.#table,
      asIs: this.#asIs,
      applied: (logsource) => this.#apply(logsource),
    });
    return {
      rules,
      problems: this.#problems,
      used: files.map(({ source }) => source),
      nextExpiry: pending.length > 0 ? Math.min(...pending) : undefined,
    };
  }

  #read(source: RuleText): RuleFile | undefined {
    return this.#guard(source, () => {
      const maps = foldActions(readYaml(source.text));
      const documents = maps.map((map) => parseDocument(map, (logsource) => this.#apply(logsource).context));
      // Bad regular expressions and networks show only when compiled.
      for (const document of documents) {
        if (document.kind !== 'correlation') compileExpression(document.expression, this.#table);
      }
      return { source, documents };
    });
  }

  #link(files: readonly RuleFile[]): RuleFile[] {
    const registry = new Registry();
    const unique = files.filter((file) =>
      this.#guard(file.source, () => {
        const taken = file.documents.find((document) => !registry.add(document));
        if (taken) throw new Refusal(`the id ${taken.id} is already taken`, taken.offset);
        return true;
      }),
    );
    const resolved = unique.filter((file) =>
      this.#guard(file.source, () => {
        for (const document of file.documents)
          if (document.kind === 'correlation') checkReferences(document, registry);
        return true;
      }),
    );
    if (resolved.length < files.length) return resolved;
    const circular = new Set<CorrelationAst>();
    inOrder(correlationsOf(resolved), registry, (correlation) => circular.add(correlation));
    return resolved.filter((file) =>
      this.#guard(file.source, () => {
        const bad = correlationsOf([file]).find((correlation) => circular.has(correlation));
        if (bad) throw new Refusal(`the correlation '${bad.title}' refers to itself in a circle`, bad.offset);
        return true;
      }),
    );
  }

  /** A filter for a rule that is not there is told, and works for the others it names. */
  #checkFilters(files: readonly RuleFile[]): void {
    const registry = registryOf(files.flatMap((file) => file.documents));
    for (const file of files) {
      for (const document of file.documents) {
        if (document.kind !== 'filter') continue;
        for (const reference of document.references ?? []) {
          if (registry.find(reference.text)?.kind === 'rule') continue;
          this.#report(file.source, `no rule has the id or name '${reference.text}'`, reference.offset);
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

  #guard<T>(source: RuleText, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#report(source, error.message, error.offset);
      return undefined;
    }
  }

  #report(source: RuleText, message: string, offset: number): void {
    const before = source.text.slice(0, offset);
    const line = before.split('\n').length;
    const column = offset - (before.lastIndexOf('\n') + 1) + 1;
    this.#problems.push({ file: source.path, line, column, message });
  }
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
