import type { SocEvent } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';
import type { Talkers, TopList, TopLists } from '#contract/wall.ts';
import { WindowedCounter } from './windowed-counter.ts';

const TOP = 10;
const MAX_URL = 160;

interface Bounds {
  readonly spanMs: number;
  /** Of each list. */
  readonly maxKeys: number;
}

/** Top lists over the last minutes of arrival, of all traffic and of what stays inside. */
export class TalkerCounters {
  readonly #all: Lists;
  readonly #internal: Lists;
  readonly #spanMs: number;
  #firstAt = Number.POSITIVE_INFINITY;

  constructor(bounds: Bounds) {
    this.#all = new Lists(bounds);
    this.#internal = new Lists(bounds);
    this.#spanMs = bounds.spanMs;
  }

  add(event: SocEvent, internal: boolean, arrivalMs: number): void {
    if (arrivalMs < this.#firstAt) this.#firstAt = arrivalMs;
    this.#all.add(event, arrivalMs);
    if (internal) this.#internal.add(event, arrivalMs);
  }

  lists(nowMs: number): Talkers {
    return {
      spanMs: this.#spanMs,
      compared: nowMs - this.#firstAt >= this.#spanMs * 2,
      ...this.#all.list(nowMs),
      internal: this.#internal.list(nowMs),
    };
  }
}

/** Severity of an entry is the worst seen in the span. */
class Lists {
  readonly #sources: Top;
  readonly #targets: Top;
  readonly #signatures: Top;
  readonly #countries: Top;
  readonly #ports: Top;
  readonly #urls: Top;

  constructor(bounds: Bounds) {
    this.#sources = new Top(bounds);
    this.#targets = new Top(bounds);
    this.#signatures = new Top(bounds);
    this.#countries = new Top(bounds);
    this.#ports = new Top(bounds);
    this.#urls = new Top(bounds);
  }

  add(event: SocEvent, arrivalMs: number): void {
    const { severity } = event;
    const source = event['source.ip'];
    if (source) this.#sources.add(source, arrivalMs, severity);
    const target = event['destination.ip'];
    if (target) this.#targets.add(target, arrivalMs, severity);
    const signature = event['rule.name'];
    if (signature && event['event.kind'] === 'alert') this.#signatures.add(signature, arrivalMs, severity);
    const country = event['source.geo.country_iso_code'];
    if (country) this.#countries.add(country, arrivalMs, severity);
    const port = event['destination.port'];
    const transport = event['network.transport'];
    if (port && transport && source) this.#ports.add(`${port}/${transport}`, arrivalMs, severity);
    const url = urlOf(event);
    if (url) this.#urls.add(url, arrivalMs, severity);
  }

  list(nowMs: number): TopLists {
    return {
      sources: this.#sources.list(nowMs),
      targets: this.#targets.list(nowMs),
      signatures: this.#signatures.list(nowMs),
      countries: this.#countries.list(nowMs),
      ports: this.#ports.list(nowMs),
      urls: this.#urls.list(nowMs),
    };
  }
}

/** Without its query, which makes every request its own; cut, since its length is the sender's choice. */
function urlOf(event: SocEvent): string | undefined {
  const path = event['url.path'];
  if (path === undefined) return undefined;
  const url = `${event['url.domain'] ?? ''}${path}`;
  return url.length > MAX_URL ? `${url.slice(0, MAX_URL)}…` : url;
}

class Top {
  readonly #counter: WindowedCounter<string>;

  constructor({ spanMs, maxKeys }: Bounds) {
    this.#counter = new WindowedCounter({ spanMs, slices: 5, maxKeys, spans: 2 });
  }

  add(key: string, atMs: number, severity: Severity): void {
    this.#counter.add(key, atMs, 1, severity);
  }

  list(nowMs: number): TopList {
    const { entries, distinct, total, bounded } = this.#counter.top(nowMs, TOP);
    return {
      entries: entries.map(([key, count]) => ({
        key,
        label: key,
        count,
        before: this.#counter.before(key, nowMs),
        severity: this.#counter.grade(key, nowMs) as Severity,
      })),
      total,
      distinct,
      bounded,
    };
  }
}
