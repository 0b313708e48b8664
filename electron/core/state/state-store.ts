import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { Alarm, MAX_ALARMS } from '#contract/alarm.ts';
import { Incident } from '#contract/incident.ts';
import { LastingPlace } from '#contract/place.ts';
import type { Drops } from '#core/base/source.ts';
import { SafeCopy } from './safe-copy.ts';
import { openState, SCHEMA } from './state-file.ts';

/** What one source has come to: its position and what was counted up to it belong together. */
export interface SourceTotals {
  readonly name: string;
  readonly position: unknown;
  readonly events: number;
  readonly malformed: number;
  /** Records given up under load, by reason. */
  readonly drops: readonly Drops[];
}

/** A record by kind and id that is written whole; no value deletes it. */
export interface DocumentChange {
  readonly kind: string;
  readonly id: string;
  readonly value: unknown;
}

export interface StoredDocument {
  readonly kind: string;
  readonly id: string;
  /** Newest first: the text it had before is kept, for when the newest can't be read. */
  readonly texts: readonly string[];
}

/** An incident with what the ids of its places mean. An older checkpoint does not say. */
const StoredIncident = Incident.extend({
  sourceAt: LastingPlace.optional().catch(undefined),
  destinationAt: LastingPlace.optional().catch(undefined),
});
export type StoredIncident = z.infer<typeof StoredIncident>;

export interface Restored {
  readonly documents: readonly StoredDocument[];
  readonly sources: readonly SourceTotals[];
  readonly incidents: readonly StoredIncident[];
  readonly alarms: readonly Alarm[];
  readonly detections: readonly number[];
}

export interface StateChanges {
  readonly documents?: readonly DocumentChange[];
  readonly sources: readonly SourceTotals[];
  readonly incidents: readonly StoredIncident[];
  readonly alarms: readonly Alarm[];
  /** All ids that are still known, once some have given way: what else is stored goes. */
  readonly knownIncidents?: readonly string[] | undefined;
  readonly knownAlarms?: readonly string[] | undefined;
  /** Detections by severity level, totals. */
  readonly detections: readonly number[];
}

/** As many as are kept in memory. Earlier versions let the file grow for an hour. */
const MAX_INCIDENTS = 2_000;

export interface StateStoreOptions {
  /** How old the last good copy may become, while there are commits. */
  readonly copyEveryMs?: number;
  /** What a person should know of what went wrong beside commits. */
  readonly tell?: (text: string) => void;
}

/**
 * What must survive a kill: checkpoints, counts, incidents, alarms. They change in one transaction, so that a
 * restart never finds a position without its effects or effects without their position.
 */
export class StateStore {
  /** What a person should know of how it opened; empty when all is well. */
  readonly notices: readonly string[];
  readonly #db: DatabaseSync;
  readonly #copy: SafeCopy | undefined;

  /**
   * @param dataDir made if missing; undefined keeps the state in memory only
   * @throws StateUnusable when the folder can't be used or another Vigil still holds it after five seconds
   */
  constructor(dataDir: string | undefined, { copyEveryMs, tell = () => undefined }: StateStoreOptions = {}) {
    if (dataDir === undefined) {
      this.#db = new DatabaseSync(':memory:');
      this.#db.exec(SCHEMA);
      this.notices = [];
      return;
    }
    const { db, file, notices } = openState(dataDir);
    this.#db = db;
    this.notices = notices;
    this.#copy = new SafeCopy(db, file, { everyMs: copyEveryMs, tell });
  }

  /** A row that can't be read is left out: the rest of the state is still good. */
  restore(): Restored {
    const drops = this.#db.prepare("SELECT json FROM counter WHERE name = 'drops'").get();
    const dropsBySource = new Map(Object.entries(parseJson(drops?.['json'], DropsBySource) ?? {}));
    const sources = this.#db
      .prepare('SELECT name, position, events, malformed FROM source')
      .all()
      .flatMap((row) => SourceRow.safeParse(row).data ?? [])
      .map((source) => ({ ...source, drops: dropsBySource.get(source.name) ?? [] }));
    const counter = this.#db.prepare("SELECT json FROM counter WHERE name = 'detections'").get();
    return {
      sources,
      documents: this.#documents(),
      incidents: this.#rows(
        'SELECT json FROM incident ORDER BY updated DESC LIMIT ?',
        MAX_INCIDENTS,
        StoredIncident,
      ).reverse(),
      alarms: this.#rows('SELECT json FROM alarm ORDER BY raised DESC LIMIT ?', MAX_ALARMS, Alarm).reverse(),
      detections: parseJson(counter?.['json'], z.array(z.number())) ?? [],
    };
  }

  /**
   * Writing the same again changes nothing.
   * @throws Error when it can't be written; or, once it is, with what went wrong since the last one
   */
  commit(changes: StateChanges): void {
    const db = this.#db;
    db.exec('BEGIN IMMEDIATE');
    try {
      const source = db.prepare('INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?)');
      for (const { name, position, events, malformed } of changes.sources) {
        source.run(name, JSON.stringify(position ?? null), events, malformed);
      }
      const incident = db.prepare('INSERT OR REPLACE INTO incident VALUES (?, ?, ?)');
      for (const one of changes.incidents) incident.run(one.id, one.updated, JSON.stringify(one));
      const alarm = db.prepare('INSERT OR REPLACE INTO alarm VALUES (?, ?, ?)');
      for (const one of changes.alarms) alarm.run(one.id, one.raised, JSON.stringify(one));
      this.#keepOnly('incident', changes.knownIncidents);
      this.#keepOnly('alarm', changes.knownAlarms);
      db.prepare("INSERT OR REPLACE INTO counter VALUES ('detections', ?)").run(
        JSON.stringify(changes.detections),
      );
      const put = db.prepare(
        `INSERT INTO document VALUES (?, ?, ?, NULL)
         ON CONFLICT (kind, id) DO UPDATE SET previous = json, json = excluded.json
         WHERE json IS NOT excluded.json`,
      );
      const remove = db.prepare('DELETE FROM document WHERE kind = ? AND id = ?');
      for (const { kind, id, value } of changes.documents ?? []) {
        if (value === undefined) remove.run(kind, id);
        else put.run(kind, id, JSON.stringify(value));
      }
      db.prepare("INSERT OR REPLACE INTO counter VALUES ('drops', ?)").run(
        JSON.stringify(Object.fromEntries(changes.sources.map(({ name, drops }) => [name, drops]))),
      );
      db.exec('COMMIT');
    } catch (error) {
      // The fault may have ended the transaction by itself.
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
    this.#copy?.keep();
  }

  close(): void {
    this.#copy?.close();
    this.#db.close();
  }

  /** Compares names in the index: rows with their evidence are pages long. */
  #keepOnly(table: 'incident' | 'alarm', ids: readonly string[] | undefined): void {
    if (!ids) return;
    this.#db
      .prepare(
        `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} EXCEPT SELECT value FROM json_each(?))`,
      )
      .run(JSON.stringify(ids));
  }

  #documents(): StoredDocument[] {
    return this.#db
      .prepare('SELECT kind, id, json, previous FROM document')
      .all()
      .map((row) => ({
        kind: String(row['kind']),
        id: String(row['id']),
        texts: [row['json'], row['previous']].filter((text) => typeof text === 'string'),
      }));
  }

  #rows<T>(sql: string, limit: number, schema: z.ZodType<T>): T[] {
    return this.#db
      .prepare(sql)
      .all(limit)
      .flatMap((row) => parseJson(row['json'], schema) ?? []);
  }
}

const DropsBySource = z.record(z.string(), z.array(z.object({ reason: z.string(), count: z.number() })));

const SourceRow = z.object({
  name: z.string(),
  position: z.string().transform((text): unknown => JSON.parse(text)),
  events: z.number(),
  malformed: z.number(),
});

function parseJson<T>(text: unknown, schema: z.ZodType<T>): T | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
