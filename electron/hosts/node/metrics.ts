import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { SEVERITIES } from '#contract/severity.ts';
import { LATENCY_BOUNDS, type LatencyHistogram } from '#core/base/latency-histogram.ts';
import type { Engine } from '#core/engine.ts';

/** Prometheus text of everything the engine counts. Totals go on over restarts, as their checkpoints do. */
export class Metrics {
  readonly contentType: string;
  readonly #registry = new Registry();
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.contentType = this.#registry.contentType;
    collectDefaultMetrics({ register: this.#registry });
    const registers = [this.#registry];
    const now = () => engine.metrics();
    totals(registers, 'vigil_events_total', 'Events read, by source', ['source'], () =>
      now().feeds.map(({ name, events }) => [{ source: name }, events]),
    );
    totals(registers, 'vigil_events_malformed_total', 'Records that could not be read', ['source'], () =>
      now().feeds.map(({ name, malformed }) => [{ source: name }, malformed]),
    );
    totals(registers, 'vigil_events_dropped_total', 'Events given up under load', ['source', 'reason'], () =>
      now().feeds.flatMap(({ name, drops }) =>
        drops.map(({ reason, count }): [Record<string, string>, number] => [{ source: name, reason }, count]),
      ),
    );
    totals(registers, 'vigil_detections_total', 'Detections by severity', ['level'], () =>
      SEVERITIES.map((level, i) => [{ level }, now().detections[i] ?? 0]),
    );
    new Gauge({
      name: 'vigil_incidents_open',
      help: 'Incidents whose episode goes on',
      labelNames: ['severity'],
      registers,
      collect() {
        const open = now().incidentsOpen;
        SEVERITIES.forEach((severity, i) => this.set({ severity }, open[i] ?? 0));
      },
    });
    new Gauge({
      name: 'vigil_views',
      help: 'Filters of panels counted by themselves',
      registers,
      collect() {
        this.set(now().views);
      },
    });
    totals(registers, 'vigil_views_refused_total', 'Watches of a filter that found no room', [], () => [
      [{}, now().viewsRefused],
    ]);
    new Gauge({
      name: 'vigil_displays',
      help: 'Displays connected',
      registers,
      collect() {
        this.set(now().displays);
      },
    });
  }

  async text(): Promise<string> {
    return (await this.#registry.metrics()) + histogram(this.#engine.metrics().eventToFrame);
  }
}

/** Counters that the engine keeps: Prometheus' own may only be incremented, so each scrape sets them anew. */
function totals(
  registers: Registry[],
  name: string,
  help: string,
  labelNames: string[],
  read: () => [Record<string, string>, number][],
): void {
  new Counter({
    name,
    help,
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const [labels, value] of read()) this.inc(labels, value);
    },
  });
}

/** prom-client observes one value at a time; ours come a batch at a time and are counted so. */
function histogram({ buckets, sum, count }: LatencyHistogram): string {
  const name = 'vigil_event_to_frame_seconds';
  const lines = [
    `# HELP ${name} From an event's arrival to the frame that shows it`,
    `# TYPE ${name} histogram`,
  ];
  let below = 0;
  LATENCY_BOUNDS.forEach((bound, i) => {
    below += buckets[i] ?? 0;
    lines.push(`${name}_bucket{le="${bound}"} ${below}`);
  });
  lines.push(`${name}_bucket{le="+Inf"} ${count}`, `${name}_sum ${sum}`, `${name}_count ${count}`);
  return `${lines.join('\n')}\n`;
}
