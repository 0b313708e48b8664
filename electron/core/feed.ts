import type { SourceHealth } from '#contract/health.ts';
import { Growth } from '#core/base/growth.ts';
import { LeastLag } from '#core/base/least-lag.ts';
import type { Drops, Reading, RecordBatch, Source } from '#core/base/source.ts';

const RATE_SECONDS = 5;

/** One source as the engine runs it: how far it has come and what was counted, for Health, metrics and checkpoints. */
export class Feed {
  readonly source: Source;
  /** As `normaliseLine` takes it. */
  readonly reading: Reading;
  position: unknown = undefined;
  events = 0;
  malformed = 0;
  lastEventAt = 0;
  /** What broke it off, until it reads again; empty otherwise. */
  failure = '';
  readonly #lag = new LeastLag();
  readonly #losses = new Growth();
  #dropsBefore = new Map<string, number>();
  readonly #perSecond: { second: number; count: number }[] = [];

  constructor(source: Source) {
    this.source = source;
    this.reading = source.reading ?? {};
  }

  /** @param newestTime of the events of the batch's good records, 0 if it had none */
  count(batch: RecordBatch, malformed: number, newestTime: number): void {
    const read = batch.records.length;
    this.events += read - malformed;
    this.malformed += malformed + (batch.damaged?.length ?? 0);
    if (batch.position !== undefined) this.position = batch.position;
    if (newestTime === 0) return;
    this.lastEventAt = batch.receivedAt;
    this.#lag.note(batch.receivedAt - newestTime, batch.receivedAt);
    const second = Math.floor(batch.receivedAt / 1000);
    const newest = this.#perSecond[this.#perSecond.length - 1];
    if (newest?.second === second) newest.count += read;
    else this.#perSecond.push({ second, count: read });
    if (this.#perSecond.length > RATE_SECONDS + 2) this.#perSecond.shift();
  }

  /** Events a second over the last five whole seconds. */
  rate(nowMs: number): number {
    const now = Math.floor(nowMs / 1000);
    let sum = 0;
    for (const { second, count } of this.#perSecond) {
      if (second < now && second >= now - RATE_SECONDS) sum += count;
    }
    return sum / RATE_SECONDS;
  }

  /** Events of the last whole second. */
  lastSecond(nowMs: number): number {
    const last = Math.floor(nowMs / 1000) - 1;
    return this.#perSecond.find(({ second }) => second === last)?.count ?? 0;
  }

  /** Records given up under load since the first run, by reason. */
  drops(): readonly Drops[] {
    const counts = new Map(this.#dropsBefore);
    for (const { reason, count } of this.source.condition().drops ?? []) {
      counts.set(reason, (counts.get(reason) ?? 0) + count);
    }
    return [...counts].map(([reason, count]) => ({ reason, count }));
  }

  /** As SourceHealth has it. */
  get lagMs(): number {
    return this.#lag.ms;
  }

  /** Once a second: notes whether records were given up since. */
  noteLosses(nowMs: number): void {
    const { drops = [] } = this.source.condition();
    this.#losses.note(
      drops.reduce((sum, { count }) => sum + count, 0),
      nowMs,
    );
  }

  get dropped(): number {
    return this.drops().reduce((sum, { count }) => sum + count, 0);
  }

  /** As the runs before have counted them. */
  restoreDrops(drops: readonly Drops[]): void {
    this.#dropsBefore = new Map(drops.map(({ reason, count }) => [reason, count]));
  }

  health(nowMs: number): SourceHealth {
    const condition = this.source.condition();
    return {
      name: this.source.name,
      kind: this.source.kind,
      state: this.failure ? 'failing' : condition.state,
      detail: this.failure || condition.detail,
      events: this.events,
      malformed: this.malformed,
      dropped: this.dropped,
      lastDropAt: this.#losses.at,
      rate: this.rate(nowMs),
      lastEventAt: this.lastEventAt,
      lagMs: this.lagMs,
      backlogBytes: condition.backlogBytes,
    };
  }
}
