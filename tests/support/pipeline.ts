import type { SocEvent } from '#contract/event.ts';
import { ALARM_DEFAULTS, Alarms } from '#core/alarms/alarms.ts';
import type { RecordBatch, Source } from '#core/base/source.ts';
import { Correlator } from '#core/correlate/correlator.ts';
import { loadRules, type RuleText } from '#core/correlate/rules.ts';
import { Enricher } from '#core/enrich/enricher.ts';
import { Feed } from '#core/feed.ts';
import { FrameBuilder } from '#core/frame/frame-builder.ts';
import { Highlights } from '#core/highlights/highlights.ts';
import { EvidenceRing } from '#core/incidents/evidence.ts';
import { Incidents } from '#core/incidents/incidents.ts';
import { Pipeline } from '#core/pipeline.ts';
import { Quarantine } from '#core/state/quarantine.ts';
import { QUIET_INPUTS } from './frame-inputs.ts';

/** Tells a test of each event as it comes to the rules. */
class Watched extends Correlator {
  watch: (event: SocEvent) => void = () => undefined;

  override accept(event: SocEvent) {
    this.watch(event);
    return super.accept(event);
  }
}

/** All stages as the engine joins them, without its timers, its store and its clients. */
export function createStages(texts: readonly RuleText[] = [], pipelines: readonly RuleText[] = []) {
  const enricher = new Enricher({ sites: [] });
  const incidents = new Incidents();
  const alarms = new Alarms(ALARM_DEFAULTS);
  const highlights = new Highlights();
  const frame = new FrameBuilder({
    ...QUIET_INPUTS,
    incidents: () => ({
      version: incidents.version,
      list: () => ({
        rows: incidents.rows(enricher.siteIds()),
        open: incidents.openCounts(),
        evicted: incidents.evicted,
      }),
    }),
    alarms: () => ({
      version: alarms.version,
      urgency: alarms.urgency,
      list: () => ({ rows: alarms.rows(), annunciation: alarms.annunciation() }),
    }),
    highlights: (now) => ({ list: highlights.list(now), version: highlights.version }),
  });
  const { rules, problems } = loadRules(texts, { pipelines });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const correlator = new Watched(rules);
  const quarantine = new Quarantine(undefined);
  const evidence = new EvidenceRing(32 * 1024 * 1024);
  const pipeline = new Pipeline({
    enricher,
    correlator,
    incidents,
    evidence,
    alarms,
    highlights,
    frame,
    quarantine,
  });
  return { pipeline, correlator, incidents, alarms, highlights, frame, quarantine };
}

/** A feed that nobody reads: its batches are the caller's. */
export function idleFeed(name = 'feed', reading: Source['reading'] = {}): Feed {
  return new Feed({
    name,
    kind: 'idle',
    mode: 'live',
    reading,
    condition: () => ({ state: 'live', detail: '', backlogBytes: 0 }),
    read: async function* () {},
  });
}

export function batchOf(records: readonly string[], receivedAt: number): RecordBatch {
  return { records, receivedAt, position: undefined, warm: false };
}
