import type { AuditEntry, AuditPage } from '#contract/audit.ts';

/** Beyond it the oldest goes. */
export const MAX_AUDIT = 500;
/** Of what the wall did by itself: a storm of incidents must not push out what people did. */
export const MAX_BY_RULES = 100;
const BY_RULES: ReadonlySet<string> = new Set(['takeover.begin', 'takeover.over']);

/** Who ordered what and when. Ids grow for ever, so that what was dropped can be counted after a restart too. */
export class AuditLog {
  /** Grows with each entry. */
  version = 0;
  /** Oldest first. */
  #entries: AuditEntry[] = [];
  #newest = 0;
  readonly #unsaved = new Set<number>();

  restore(entries: readonly AuditEntry[]): void {
    this.#entries = [...entries].sort((a, b) => a.id - b.id).slice(-MAX_AUDIT);
    this.#newest = this.#entries.at(-1)?.id ?? 0;
  }

  add(entry: Omit<AuditEntry, 'id'>): void {
    const id = ++this.#newest;
    const { on, detail } = entry;
    this.#entries.push({ ...entry, id, on: on.slice(0, 128), detail: detail.slice(0, 300) });
    this.#unsaved.add(id);
    this.version++;
    const byRules = this.#entries.filter((one) => BY_RULES.has(one.call));
    if (byRules.length > MAX_BY_RULES) this.#drop(byRules[0]);
    if (this.#entries.length > MAX_AUDIT) this.#drop(this.#entries[0]);
  }

  get(id: number): AuditEntry | undefined {
    return this.#entries.find((entry) => entry.id === id);
  }

  /** What came after an id; all of it for one that is not there yet: whoever asks has known another log. */
  after(id: number): AuditPage {
    const from = id > this.#newest ? 0 : id;
    return {
      entries: this.#entries.filter((entry) => entry.id > from).reverse(),
      newest: this.#newest,
      evicted: this.#newest - this.#entries.length,
    };
  }

  /** Ids whose entry is new or gone since `saved`. */
  unsaved(): ReadonlySet<number> {
    return this.#unsaved;
  }

  saved(): void {
    this.#unsaved.clear();
  }

  #drop(gone: AuditEntry | undefined): void {
    if (!gone) return;
    this.#entries = this.#entries.filter((entry) => entry !== gone);
    this.#unsaved.add(gone.id);
  }
}
