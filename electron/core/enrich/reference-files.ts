import { stat } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { type AsDatabase, asDatabase, type CityDatabase, cityDatabase } from './databases.ts';
import type { References } from './enricher.ts';
import { type ListPack, unpackList } from './list-pack.ts';
import { ReadAside } from './read-aside.ts';
import { ThreatIndex } from './threat-index.ts';

export interface ReferencePaths {
  readonly city?: string | undefined;
  readonly asn?: string | undefined;
  readonly threatLists: readonly { readonly name: string; readonly path: string }[];
}

export interface ReferenceOptions {
  readonly pollMs?: number;
  readonly maxIndicators?: number;
  readonly now?: () => number;
}

/** A look at the files' dates is cheap, and works on network drives too. */
const POLL_MS = 2_000;

/**
 * The user's databases and threat lists, read again when they change. A file that can't be read is told, and what
 * was last read of it stays in force.
 */
export class ReferenceFiles {
  /** What is in force. */
  references: References = {};
  readonly #paths: ReferencePaths;
  readonly #options: ReferenceOptions;
  /** Date and size of each file at the last look, and when it was last read. */
  readonly #seen = new Map<string, string>();
  readonly #read = new Map<string, string>();
  /** What each list last said: one changed list makes the index anew from all. */
  readonly #lists = new Map<string, ListPack>();
  readonly #problems = new Map<string, string>();
  readonly #aside = new ReadAside();

  constructor(paths: ReferencePaths, options: ReferenceOptions = {}) {
    this.#paths = paths;
    this.#options = options;
  }

  /** What is wrong with files as they are now, one text for each. */
  get problems(): readonly string[] {
    return [...this.#problems.values()];
  }

  /** Reads everything. Never fails: what can't be read is told. */
  async load(tell: (message: string) => void): Promise<void> {
    await this.#readChanged((file) => stamp(file), tell);
  }

  /** @param onChange called after each change @returns the way to stop */
  watch(onChange: (references: References) => void, tell: (message: string) => void): () => void {
    let stopped = false;
    let looking = false;
    const tellWhileWatching = (message: string): void => {
      if (!stopped) tell(message);
    };
    const look = async (): Promise<void> => {
      if (looking) return;
      looking = true;
      // Once a file's date has held for a whole round it is not being written any more.
      const changed = await this.#readChanged(async (file) => {
        const now = await stamp(file);
        const settled = this.#seen.get(file) === now;
        this.#seen.set(file, now);
        return settled ? now : undefined;
      }, tellWhileWatching);
      looking = false;
      if (changed && !stopped) onChange(this.references);
    };
    const timer = setInterval(() => void look(), this.#options.pollMs ?? POLL_MS);
    timer.unref();
    return () => {
      stopped = true;
      clearInterval(timer);
      void this.#aside.close();
    };
  }

  /** @param settled date and size of a file, undefined while it changes @returns whether anything is new */
  async #readChanged(
    settled: (file: string) => Promise<string | undefined>,
    tell: (message: string) => void,
  ): Promise<boolean> {
    const { city, asn, threatLists } = this.#paths;
    let { city: cities, as } = this.references;
    let changed = false;
    const isNew = async (file: string): Promise<boolean> => {
      const now = await settled(file);
      if (now === undefined || this.#read.get(file) === now) return false;
      this.#read.set(file, now);
      return true;
    };
    const attempt = async <T>(file: string, read: () => Promise<T>): Promise<T | undefined> => {
      try {
        const value = await read();
        this.#problems.delete(file);
        return value;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        const problem = `${file} can't be used, what was last read of it stays in force: ${reason}`;
        this.#problems.set(file, problem);
        tell(problem);
        return undefined;
      }
    };
    if (city !== undefined && (await isNew(city))) {
      const read = await attempt<CityDatabase>(city, async () =>
        cityDatabase(await this.#aside.database(city)),
      );
      if (read) {
        cities = read;
        changed = true;
        tell(`${city} is read: cities as of ${day(read.buildTime)}`);
      }
    }
    if (asn !== undefined && (await isNew(asn))) {
      const read = await attempt<AsDatabase>(asn, async () => asDatabase(await this.#aside.database(asn)));
      if (read) {
        as = read;
        changed = true;
        tell(`${asn} is read: autonomous systems as of ${day(read.buildTime)}`);
      }
    }
    let lists = false;
    for (const { path } of threatLists) {
      if (!(await isNew(path))) continue;
      const list = await attempt(path, () => this.#aside.list(path, this.#options.maxIndicators));
      if (list === undefined) continue;
      this.#lists.set(path, list);
      lists = true;
    }
    await this.#aside.close();
    const threats = lists ? await this.#index(tell) : this.references.threats;
    if (changed || lists) this.references = { city: cities, as, threats };
    return changed || lists;
  }

  async #index(tell: (message: string) => void): Promise<ThreatIndex> {
    const index = new ThreatIndex(this.#options.maxIndicators);
    const now = this.#options.now?.() ?? Date.now();
    for (const { name, path } of this.#paths.threatLists) {
      const list = this.#lists.get(path);
      if (list === undefined) continue;
      const before = index.size;
      const filling = unpackList(list, name, now, index);
      let step = filling.next();
      for (; !step.done; step = filling.next()) await breathe();
      const { notUnderstood, expired, leftOut } = step.value;
      const beyond = `Threat list ${name}: ${leftOut} indicators are left out beyond the bound`;
      if (leftOut > 0) this.#problems.set(`${path} beyond`, beyond);
      else this.#problems.delete(`${path} beyond`);
      tell(
        `Threat list ${name}: ${index.size - before} new indicators, ${notUnderstood} not understood, ` +
          `${expired} expired or revoked, ${leftOut} left out beyond the bound`,
      );
    }
    return index;
  }
}

/** Empty for a file that isn't there: when it comes, that is a change. */
async function stamp(file: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return '';
  }
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
