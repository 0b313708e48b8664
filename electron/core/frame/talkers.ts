import type { SocEvent } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';
import type { Talkers, TopList, TopLists } from '#contract/wall.ts';
import { WindowedCounter } from './windowed-counter.ts';

export const TALKERS_SPAN_MS = 600_000;
const TOP = 10;
const MAX_URL = 160;

/** Top lists over the last ten minutes of arrival, of all traffic and of what stays inside. */
export class TalkerCounters {
  readonly #all = new Lists();
  readonly #internal = new Lists();
  #firstAt = Number.POSITIVE_INFINITY;

  add(event: SocEvent, internal: boolean, arrivalMs: number): void {
    if (arrivalMs < this.#firstAt) this.#firstAt = arrivalMs;
    this.#all.add(event, arrivalMs);
    if (internal) this.#internal.add(event, arrivalMs);
  }

  lists(nowMs: number): Talkers {
    return {
      spanMs: TALKERS_SPAN_MS,
      compared: nowMs - this.#firstAt >= TALKERS_SPAN_MS * 2,
      ...this.#all.list(nowMs),
      internal: this.#internal.list(nowMs),
    };
  }
}

/** Severity of an entry is the worst seen in the span. */
class Lists {
  readonly #sources = new Top();
  readonly #targets = new Top();
  readonly #signatures = new Top();
  readonly #countries = new Top();
  readonly #ports = new Top();
  readonly #urls = new Top();

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
  readonly #counter = new WindowedCounter<string>({
    spanMs: TALKERS_SPAN_MS,
    slices: 5,
    maxKeys: 10_000,
    spans: 2,
  });

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
