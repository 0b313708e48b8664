import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ALARM_DEFAULTS, Alarms } from '#core/alarms/alarms.ts';
import { Correlator } from '#core/correlate/correlator.ts';
import { loadRules } from '#core/correlate/rules.ts';
import { Enricher } from '#core/enrich/enricher.ts';
import { Feed } from '#core/feed.ts';
import { FrameBuilder } from '#core/frame/frame-builder.ts';
import { Highlights } from '#core/highlights/highlights.ts';
import { EvidenceRing } from '#core/incidents/evidence.ts';
import { Incidents } from '#core/incidents/incidents.ts';
import { Pipeline } from '#core/pipeline.ts';
import { eveLines } from './lines.ts';
import { cpuSeconds, median, type Print } from './report.ts';

const ROUNDS = 5;
/** Lines of a batch, about 256 KiB of EVE, and batches between two ticks at 20,000 events/s. */
const BATCH = 250;
const BATCHES_A_TICK = 4;
/** Allocated once in a core's life, so once here: the first round touches its pages. */
const EVIDENCE = new EvidenceRing(32 * 1024 * 1024);
const ASSETS = fileURLToPath(new URL('../../assets/', import.meta.url));

/** The whole pipeline beside `JSON.parse` alone on the same lines, in one thread and one run. */
export async function benchPipeline(print: Print): Promise<void> {
  const { from, lines } = await eveLines();
  const ratios: number[] = [];
  const rates: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const parse = cpuSeconds(() => {
      for (const line of lines) JSON.parse(line);
    });
    const whole = pipelineSeconds(lines);
    // The first round warms the compiler.
    if (round === 0) continue;
    ratios.push(parse / whole);
    rates.push(lines.length / whole);
  }
  const ratio = median(ratios);
  print({
    name: `pipeline, events/s as a share of JSON.parse alone (${lines.length} ${from})`,
    value: `${ratio.toFixed(2)} (${Math.round(median(rates) / 1000)}k/s)`,
    goal: 'at least 0.35',
    reached: ratio >= 0.35,
  });
}

function texts(folder: string) {
  return readdirSync(path.join(ASSETS, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => ({ path: name, text: readFileSync(path.join(ASSETS, folder, name), 'utf8') }));
}

export function pipelineSeconds(lines: readonly string[]): number {
  const enricher = new Enricher({ sites: [] });
  const incidents = new Incidents();
  const alarms = new Alarms(ALARM_DEFAULTS);
  const highlights = new Highlights();
  const frame = new FrameBuilder({
    places: () => ({ version: 1, list: [] }),
    status: (_, own) => ({
      mode: 'live',
      events: 0,
      rate: 0,
      peakRate: 0,
      dropped: 0,
      malformed: 0,
      lastEventAt: 0,
      lagMs: 0,
      staleAfterMs: 10_000,
      timeZones: ['UTC'],
      ...own,
    }),
    incidents: () => ({
      version: incidents.version,
      list: () => ({ rows: incidents.rows(), open: incidents.openCounts(), evicted: 0 }),
    }),
    alarms: () => ({
      version: alarms.version,
      list: () => ({ rows: alarms.rows(), annunciation: alarms.annunciation() }),
    }),
    highlights: (now) => ({ list: highlights.list(now), version: highlights.version }),
    health: () => ({
      startedAt: 0,
      sources: [],
      displays: [],
      rules: { loaded: 0, failed: 0 },
      correlation: { groups: 0, entries: 0, evicted: 0, late: 0 },
      heapBytes: 0,
      loopDelayMs: 0,
      notices: [],
    }),
  });
  const { rules } = loadRules(texts('rules'), { pipelines: texts('pipelines') });
  const pipeline = new Pipeline({
    enricher,
    correlator: new Correlator(rules),
    incidents,
    evidence: EVIDENCE,
    alarms,
    highlights,
    frame,
  });
  const feed = new Feed({
    name: 'bench',
    kind: 'bench',
    mode: 'live',
    condition: () => ({ state: 'live', detail: '', backlogBytes: 0 }),
    read: async function* () {},
  });
  return cpuSeconds(() => {
    for (let at = 0, batch = 1; at < lines.length; at += BATCH, batch++) {
      pipeline.accept(feed, {
        records: lines.slice(at, at + BATCH),
        receivedAt: Date.now(),
        position: at,
        warm: false,
      });
      if (batch % BATCHES_A_TICK === 0) frame.tick(Date.now());
    }
  });
}
