import type { FlowRow } from '#contract/flow.ts';
import type { SocEvent } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';
import type { FlowChoice } from './flows.ts';

/** Events kept of one pair of places. */
export const KEPT_EVENTS = 64;
const MAX_ROWS = 16;

interface Ring {
  readonly sources: (string | undefined)[];
  readonly targets: (string | undefined)[];
  readonly transports: (string | undefined)[];
  readonly ports: number[];
  readonly severities: Severity[];
  readonly times: number[];
  next: number;
}

/** The last events between two places: the addresses and ports behind an arc, for whoever asks. */
export class RecentFlows {
  readonly #rings = new Map<number, Ring>();
  readonly #maxPairs: number;

  constructor(maxPairs: number) {
    this.#maxPairs = maxPairs;
  }

  add(event: SocEvent, internal: boolean, arrivalMs: number): void {
    const key = keyOf(event.sourcePlace, event.destinationPlace, internal);
    let ring = this.#rings.get(key);
    if (!ring) {
      if (this.#rings.size >= this.#maxPairs) this.#rings.delete(this.#rings.keys().next().value ?? 0);
      ring = { sources: [], targets: [], transports: [], ports: [], severities: [], times: [], next: 0 };
      this.#rings.set(key, ring);
    }
    const at = ring.next;
    const last = (at + KEPT_EVENTS - 1) % KEPT_EVENTS;
    ring.sources[at] = same(event['source.ip'], ring.sources[last]);
    ring.targets[at] = same(event['destination.ip'], ring.targets[last]);
    ring.transports[at] = same(event['network.transport'], ring.transports[last]);
    ring.ports[at] = event['destination.port'] ?? 0;
    ring.severities[at] = event.severity;
    ring.times[at] = arrivalMs;
    ring.next = (at + 1) % KEPT_EVENTS;
  }

  /**
   * Events that say the same are one row; gravest first, then most.
   * @param sinceMs leaves out what is older
   */
  rows(source: number, target: number, { internal: internalOnly, from }: FlowChoice, sinceMs: number) {
    const rows = new Map<string, FlowRow>();
    let events = 0;
    for (const internal of internalOnly ? [true] : [true, false]) {
      const ring = this.#rings.get(keyOf(source, target, internal));
      if (!ring) continue;
      for (const [i, at] of ring.times.entries()) {
        if (at < sinceMs || (ring.severities[i] ?? 0) < from) continue;
        events++;
        const row = {
          source: ring.sources[i] ?? '',
          target: ring.targets[i] ?? '',
          port: ring.ports[i] ?? 0,
          transport: ring.transports[i] ?? '',
          severity: ring.severities[i] ?? 0,
          count: 1,
          at,
        };
        const key = `${row.source} ${row.target} ${row.port} ${row.transport}`;
        const known = rows.get(key);
        if (!known) {
          rows.set(key, row);
          continue;
        }
        known.count++;
        known.at = Math.max(known.at, at);
        if (row.severity > known.severity) known.severity = row.severity;
      }
    }
    const sorted = [...rows.values()].toSorted(
      (a, b) => b.severity - a.severity || b.count - a.count || b.at - a.at,
    );
    return { rows: sorted.slice(0, MAX_ROWS), events };
  }
}

/** Neighbours are often alike: one text for both. */
function same(text: string | undefined, last: string | undefined): string | undefined {
  return text === last ? last : text;
}

/** Place ids are 16 bits each: exact in a double. */
function keyOf(source: number, target: number, internal: boolean): number {
  return (source * 65_536 + target) * 2 + (internal ? 1 : 0);
}
