import { SEVERITY_COUNT } from '#contract/severity.ts';
import type { Detection } from '#contract/detection.ts';
import type { AlertRow, Changes } from '#contract/wall.ts';

const ROWS_SENT = 60;
/** As many as a panel can show. */
const ROWS_FROM_SEVERITY = 20;
/** A row whose last alert is older than this gives way to a new row of the same name. */
const ROW_GAP_MS = 600_000;

/** Where a detection's row belongs. */
export interface AlertRowOf {
  readonly eventId: string;
  /** What it is grouped by: the same cause and rule share a row. */
  readonly cause: string;
  /** Core wall-clock ms until which it stays on top; 0 when it is not pointed at. */
  readonly highlightedUntil: number;
}

/**
 * What the Alerts panel lists: the same rule about the same cause is one row that counts, so that a flood of alerts
 * neither scrolls the list away nor makes it jump.
 */
export class AlertRows {
  /** Alerts seen, every one. */
  total = 0;
  /** Rows that gave way to newer ones. */
  evicted = 0;
  /** Whether a row is to be pointed at that was not before: worth telling at once. */
  news = false;
  /** Least lately hit first: a Map keeps the order of its keys, and each hit puts its row in anew. */
  readonly #rows = new Map<string, AlertRow>();
  readonly #maxRows: number;
  #changed = false;
  #serial = 0;

  /** @param maxRows kept; the wall shows fewer, a desk may scroll */
  constructor(maxRows: number) {
    this.#maxRows = maxRows;
  }

  add(detection: Detection, { eventId, cause, highlightedUntil }: AlertRowOf): void {
    this.#changed = true;
    if (!detection.update) this.total++;
    const { event, rule } = detection;
    const key = `${rule.id}\n${cause}`;
    const known = this.#rows.get(key);
    if (known && detection.time - known.last < ROW_GAP_MS) {
      const row = known;
      this.#rows.delete(key);
      this.#rows.set(key, row);
      if (!detection.update) row.count++;
      row.event = eventId;
      row.last = Math.max(row.last, detection.time);
      if (highlightedUntil > 0 && row.highlightedUntil === 0) this.news = true;
      row.highlightedUntil = Math.max(row.highlightedUntil, highlightedUntil);
      if (event['source.ip'] && row.source !== event['source.ip']) row.source = '*';
      if (event['destination.ip'] && row.destination !== event['destination.ip']) row.destination = '*';
      return;
    }
    this.#rows.delete(key);
    const row: AlertRow = {
      id: (this.#serial++).toString(36),
      event: eventId,
      kind: detection.kind,
      severity: rule.level,
      title: rule.title,
      category: event['rule.category'] ?? '',
      organization: event['organization.name'] ?? '',
      sensor: event['observer.name'] ?? event.feed,
      source: event['source.ip'] ?? '',
      sourcePlace: event.sourcePlace,
      destination: event['destination.ip'] ?? '',
      destinationPlace: event.destinationPlace,
      destinationPort: event['destination.port'] ?? 0,
      first: detection.time,
      last: detection.time,
      count: 1,
      highlightedUntil,
    };
    this.#rows.set(key, row);
    if (highlightedUntil > 0) this.news = true;
    if (this.#rows.size > this.#maxRows) {
      const [oldest] = this.#rows.keys();
      if (oldest !== undefined) this.#rows.delete(oldest);
      this.evicted++;
    }
  }

  takeChanged(): boolean {
    const changed = this.#changed;
    this.#changed = false;
    this.news = false;
    return changed;
  }

  /** As a frame carries them. */
  summary(nowMs: number): NonNullable<Changes['alerts']> {
    return { rows: this.list(nowMs), total: this.total, evicted: this.evicted };
  }

  /**
   * Highlighted rows first, then by their last alert: the newest of all, and the newest from each severity up, so that
   * a panel that leaves out the lesser ones is not emptied by a stream of them. At most ROWS_SENT pointed at, as many of
   * the newest, and ROWS_FROM_SEVERITY for each severity but the lowest: 200.
   */
  list(nowMs: number): AlertRow[] {
    const newest: AlertRow[] = [];
    const highlighted: AlertRow[] = [];
    const room = new Array<number>(SEVERITY_COUNT).fill(ROWS_FROM_SEVERITY);
    room[0] = ROWS_SENT;
    // Nearly in order as they come: only what arrived late is out of place.
    for (const row of [...this.#rows.values()].reverse().sort((a, b) => b.last - a.last)) {
      let wanted = false;
      for (let from = 0; from <= row.severity; from++) {
        const left = room[from] ?? 0;
        if (left === 0) continue;
        room[from] = left - 1;
        wanted = true;
      }
      if (row.highlightedUntil > nowMs) highlighted.push(row);
      else if (wanted) newest.push(row);
    }
    return [...highlighted.slice(0, ROWS_SENT), ...newest];
  }
}
