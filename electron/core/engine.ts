import { monitorEventLoopDelay } from 'node:perf_hooks';
import { MAX_ALARMS } from '#contract/alarm.ts';
import type { Handlers } from '#contract/api.ts';
import { FRAMES_PER_SECOND } from '#contract/frame.ts';
import type { DisplayHealth, Health } from '#contract/health.ts';
import { type AlarmOptions, Alarms } from './alarms/alarms.ts';
import { type Clock, systemClock } from './base/clock.ts';
import { Growth } from './base/growth.ts';
import { LatencyHistogram } from './base/latency-histogram.ts';
import { formatProblem, type Problem } from './base/problem.ts';
import type { Site } from './base/site.ts';
import type { Drops, RecordBatch, Source } from './base/source.ts';
import { Checkpoint } from './checkpoint.ts';
import { Correlator } from './correlate/correlator.ts';
import { type LoadedRules, loadRules, type RuleText } from './correlate/rules.ts';
import { Delivery, type FrameListener } from './delivery.ts';
import { createHandlers } from './engine-handlers.ts';
import { NotFound, Refused } from './errors.ts';
import { Enricher, type EnricherOptions, type References } from './enrich/enricher.ts';
import { Feed } from './feed.ts';
import { runFeed } from './feed-run.ts';
import { FrameBuilder } from './frame/frame-builder.ts';
import { Hastening } from './hastening.ts';
import { Highlights } from './highlights/highlights.ts';
import { EvidenceRing } from './incidents/evidence.ts';
import { Incidents } from './incidents/incidents.ts';
import { Notices } from './notices.ts';
import { Pipeline } from './pipeline.ts';
import { Relay, type RelayReader } from './relay/relay.ts';
import { Quarantine } from './state/quarantine.ts';
import { StateStore } from './state/state-store.ts';
import { StreamStatus } from './stream-status.ts';
import { WallControl, type WallSettings } from './wall-control.ts';
import { createWallHandlers } from './wall-handlers.ts';
import { Warnings } from './warnings.ts';

export { NotFound, Refused };

/** Checkpoints: after a kill at most this much is read again, and nothing of it is counted twice. */
const COMMIT_EVERY_MS = 250;
const HOUSEKEEPING_EVERY_MS = 1_000;
/** Such as a sensor without a clock sends. */
const IMPOSSIBLE_TIMES = 'events had impossible times (event.time_problem): they count as of their receipt';
const ALARMS_GONE = `alarms gave way before they were over: ${MAX_ALARMS} are kept`;

export interface EngineOptions {
  readonly sources: readonly Source[];
  readonly sites: readonly Site[];
  /** Assets, tenants, and what the user's own files say. */
  readonly enrich?: Pick<EnricherOptions, 'assets' | 'tenants' | 'references'>;
  readonly rules: readonly RuleText[];
  readonly pipelines: readonly RuleText[];
  /** Undefined keeps state in memory: a restart reads its files from their start. */
  readonly dataDir: string | undefined;
  /** IANA names, one to six. */
  readonly timeZones: readonly string[];
  /** Data age at which panels turn stale, ms. */
  readonly staleAfterMs: number;
  readonly alarms?: Partial<AlarmOptions>;
  readonly wall?: WallSettings;
  readonly clock?: Clock;
  /** For whoever reads the log: trouble that arises in the core, as Health shows it. */
  readonly log?: (text: string) => void;
}

export interface EngineMetrics {
  readonly feeds: readonly {
    readonly name: string;
    readonly events: number;
    readonly malformed: number;
    readonly drops: readonly Drops[];
  }[];
  readonly detections: readonly number[];
  readonly incidentsOpen: readonly number[];
  readonly eventToFrame: LatencyHistogram;
  readonly displays: number;
  /** Filters counted just now, and watches of one more that were refused. */
  readonly views: number;
  readonly viewsRefused: number;
}

/**
 * The core as its hosts see it: calls in, frames out. Starts reading when it is made.
 * @throws Error when the data folder can't be used
 */
export class Engine {
  readonly handlers: Handlers;
  readonly rulesProblems: readonly Problem[];
  readonly #options: EngineOptions;
  readonly #clock: Clock;
  readonly #feeds: readonly Feed[];
  readonly #status: StreamStatus;
  readonly #enricher: Enricher;
  readonly #correlator: Correlator;
  readonly #incidents = new Incidents();
  readonly #evidence = new EvidenceRing();
  readonly #alarms: Alarms;
  readonly #highlights = new Highlights();
  readonly #frame: FrameBuilder;
  readonly #pipeline: Pipeline;
  readonly #store: StateStore;
  readonly #checkpoint: Checkpoint;
  readonly #quarantine: Quarantine;
  readonly #relay = new Relay();
  readonly #delivery: Delivery;
  readonly #wall: WallControl;
  readonly #displays = new Map<string, DisplayHealth>();
  readonly #notices: Notices;
  readonly #warnings: Warnings;
  readonly #evictions = new Growth();
  readonly #hastening = new Hastening();
  readonly #eventToFrame = new LatencyHistogram();
  #waiting: { receivedAt: number; count: number }[] = [];
  readonly #stopping = new AbortController();
  readonly #loopDelay = monitorEventLoopDelay({ resolution: 10 });
  readonly #startedAt: number;
  #timers: NodeJS.Timeout[] = [];
  #reading: Promise<unknown> = Promise.resolve();
  #rules = { loaded: 0, failed: 0 };
  #loaded: LoadedRules;
  #ruleTexts: readonly RuleText[];

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#startedAt = this.#clock.now();
    this.#notices = new Notices(this.#clock);
    this.#warnings = new Warnings(this.#notices, this.#clock, options.log);
    this.#store = new StateStore(options.dataDir, { tell: (text) => this.#warnings.add(text, 'state') });
    for (const text of this.#store.notices) this.#warnings.add(text);
    this.#quarantine = new Quarantine(options.dataDir);
    this.#loaded = loadRules(options.rules, { pipelines: options.pipelines, now: this.#startedAt });
    this.#ruleTexts = options.rules;
    const { problems } = this.#loaded;
    this.rulesProblems = problems;
    this.#correlator = new Correlator(this.#loaded.rules);
    this.#told(problems);
    this.#enricher = new Enricher({ ...options.enrich, sites: options.sites });
    this.#alarms = new Alarms(options.alarms, (id) => this.#incidents.get(id)?.state === 'active');
    this.#feeds = options.sources.map((source) => new Feed(source));
    this.#status = new StreamStatus(this.#feeds, {
      staleAfterMs: options.staleAfterMs,
      timeZones: [...options.timeZones],
    });
    this.#wall = new WallControl({
      settings: options.wall ?? { refresh: null, pixelShift: { pixels: 0, everySeconds: 60 } },
      incident: (id) => this.#incidents.get(id),
      notice: (text, topic) => this.#warnings.add(text, topic),
    });
    this.#frame = new FrameBuilder({
      places: () => ({ version: this.#enricher.placesVersion, list: [...this.#enricher.places()] }),
      status: (now, own) => ({ ...this.#status.at(now), ...own }),
      incidents: () => ({
        version: this.#incidents.version,
        list: () => ({
          rows: this.#incidents.rows(this.#enricher.siteIds()),
          open: this.#incidents.openCounts(),
          evicted: this.#incidents.evicted,
        }),
      }),
      alarms: () => ({
        version: this.#alarms.version,
        urgency: this.#alarms.urgency,
        list: () => ({ rows: this.#alarms.rows(), annunciation: this.#alarms.annunciation() }),
      }),
      highlights: (now) => ({ list: this.#highlights.list(now), version: this.#highlights.version }),
      health: () => this.health(),
      control: () => this.#wall.notification(),
      durations: () => ({
        acknowledge: this.#alarms.answering.summary(),
        close: this.#incidents.closing.summary(),
      }),
    });
    this.#delivery = new Delivery(this.#frame);
    this.#pipeline = new Pipeline({
      enricher: this.#enricher,
      correlator: this.#correlator,
      incidents: this.#incidents,
      evidence: this.#evidence,
      alarms: this.#alarms,
      highlights: this.#highlights,
      takeover: this.#wall,
      frame: this.#frame,
      quarantine: this.#quarantine,
      relay: this.#relay,
    });
    this.#checkpoint = new Checkpoint(this.#store, {
      feeds: this.#feeds,
      pipeline: this.#pipeline,
      places: this.#enricher,
      incidents: this.#incidents,
      alarms: this.#alarms,
      wall: this.#wall,
      views: this.#frame.views,
    });
    // Before what was only seen: there are as many scenes of tenants as there is room for.
    for (const { name } of options.enrich?.tenants ?? []) this.#wall.tenant(name);
    for (const text of this.#checkpoint.restore(this.#startedAt)) this.#warnings.add(text);
    const wallHandlers = createWallHandlers({
      now: () => this.#clock.now(),
      wall: this.#wall,
      save: () => this.#commitOrTell(),
      displayOf: (client) => this.#displays.get(client)?.name,
      sound: (client, display, sound) => {
        const known = this.#displays.get(client);
        if (known) this.#displays.set(client, { name: display, sound, since: this.#clock.now() });
      },
    });
    const handlers = createHandlers({
      now: () => this.#clock.now(),
      incidents: this.#incidents,
      evidence: this.#evidence,
      alarms: this.#alarms,
      frames: this.#frame,
      enricher: this.#enricher,
      reading: (feed) => this.#feeds.find(({ source }) => source.name === feed)?.reading,
      dataDir: options.dataDir,
      delivery: this.#delivery,
    });
    this.handlers = { ...handlers, ...wallHandlers };
    this.#start();
  }

  /** Frames until `close`; the first is a snapshot. */
  subscribe(listener: FrameListener): { close(): void } {
    this.#delivery.add(listener);
    if (listener.display !== '') {
      this.#displays.set(listener.client, {
        name: listener.display,
        sound: 'unknown',
        since: this.#clock.now(),
      });
      this.#wall.join(listener, this.#clock.now());
    }
    return {
      close: () => {
        const now = this.#clock.now();
        if (!this.#delivery.remove(listener, now)) return;
        if (listener.display !== '') this.#wall.leave(listener, now);
        this.#displays.delete(listener.client);
      },
    };
  }

  health(): Health {
    const now = this.#clock.now();
    const { groups, entries, evicted, late } = this.#correlator.stats();
    return {
      startedAt: this.#startedAt,
      sources: this.#feeds.map((feed) => feed.health(now)),
      displays: [...this.#displays.values()],
      rules: this.#rules,
      correlation: { groups, entries, evicted, lastEvictedAt: this.#evictions.at, late },
      heapBytes: process.memoryUsage().heapUsed,
      loopDelayMs: Math.max(0, this.#loopDelay.percentile(99) / 1e6 - 10),
      quarantine: this.#quarantine.latest(),
      notices: this.#notices.list(),
    };
  }

  metrics(): EngineMetrics {
    return {
      feeds: this.#feeds.map((feed) => ({
        name: feed.source.name,
        events: feed.events,
        malformed: feed.malformed,
        drops: feed.drops(),
      })),
      detections: this.#pipeline.detections,
      incidentsOpen: this.#incidents.openCounts(),
      eventToFrame: this.#eventToFrame,
      displays: this.#delivery.size,
      views: this.#frame.views.size,
      viewsRefused: this.#frame.views.refused,
    };
  }

  /** The event stream for another Vigil, batch by batch, as fast as it acknowledges. */
  relay(reader: RelayReader): { close(): void } {
    return this.#relay.subscribe(reader);
  }

  /**
   * Compiles rules beside the live set and swaps them in; windows of unchanged rules keep their state.
   * @returns what was refused; a file's last good text stays in force, the rest is live
   */
  reloadRules(texts: readonly RuleText[]): readonly Problem[] {
    const { pipelines } = this.#options;
    this.#ruleTexts = texts;
    this.#loaded = loadRules(texts, { pipelines, now: this.#clock.now(), lastGood: this.#loaded.used });
    this.#correlator.swap(this.#loaded.rules);
    this.#told(this.#loaded.problems);
    return this.#loaded.problems;
  }

  /** Puts the user's changed files to use. */
  setReferences(references: References): void {
    this.#enricher.setReferences(references);
  }

  /** Something that the host has to say; shown in Health, newest first. */
  notice(text: string, topic = text): void {
    this.#notices.add(text, topic);
  }

  /** Something that is wrong for the time being; no text once it is mended. */
  stands(topic: string, texts: readonly string[]): void {
    this.#notices.stand(topic, texts);
  }

  /** Ends the sources and writes the last checkpoint. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
    await this.#reading;
    this.#loopDelay.disable();
    this.#checkpoint.commit();
    this.#quarantine.write();
    this.#store.close();
  }

  #start(): void {
    this.#loopDelay.enable();
    this.#reading = Promise.all(this.#feeds.map((feed) => this.#run(feed)));
    this.#timers = [
      setInterval(() => this.#tick(), 1000 / FRAMES_PER_SECOND),
      setInterval(() => this.#commitOrTell(), COMMIT_EVERY_MS),
      setInterval(() => this.#housekeep(), HOUSEKEEPING_EVERY_MS),
    ];
  }

  #run(feed: Feed): Promise<void> {
    const accept = (batch: RecordBatch) => {
      const fresh = feed.position === undefined;
      this.#pipeline.accept(feed, batch);
      // Before its first checkpoint a hub could not know what this one has had.
      if (fresh && feed.position !== undefined) this.#commitOrTell();
      if (!batch.warm) this.#waiting.push({ receivedAt: batch.receivedAt, count: batch.records.length });
      if (this.#hastening.isDue(this.#highlights.news, this.#clock.now())) this.#tick();
    };
    const broken = (text: string | undefined) =>
      this.#warnings.stand(`feed ${feed.source.name}`, text === undefined ? [] : [text]);
    return runFeed(feed, { signal: this.#stopping.signal, accept, broken });
  }

  #tick(): void {
    const now = this.#clock.now();
    this.#hastening.ticked(this.#highlights.news, now);
    this.#wall.tick(now);
    this.#delivery.tick(now);
    const sent = this.#clock.now();
    for (const { receivedAt, count } of this.#waiting) {
      this.#eventToFrame.observe(Math.max(0, sent - receivedAt) / 1000, count);
    }
    this.#waiting = [];
  }

  #housekeep(): void {
    const now = this.#clock.now();
    this.#incidents.expire(now);
    this.#alarms.tick(now);
    this.#warnings.grown(IMPOSSIBLE_TIMES, this.#pipeline.timeProblems);
    for (const feed of this.#feeds) feed.noteLosses(now);
    this.#evictions.note(this.#correlator.stats().evicted, now);
    this.#warnings.grown(ALARMS_GONE, this.#alarms.evicted);
    this.#loopDelay.reset();
    // A suppression has ended: what it hid is told again.
    if (now >= (this.#loaded.nextExpiry ?? Number.POSITIVE_INFINITY)) this.reloadRules(this.#ruleTexts);
    this.#status.noteSecond(now);
  }

  #told(problems: readonly Problem[]): void {
    const byFile = Map.groupBy(problems, ({ file }) => file);
    this.#rules = { loaded: this.#correlator.stats().rules, failed: byFile.size };
    this.stands(
      'rules refused',
      [...byFile.values()].flatMap(([first, ...more]) => {
        const rest = more.length > 0 ? ` (and ${more.length} more in this file)` : '';
        return first ? [`Rule refused: ${formatProblem(first)}${rest}`] : [];
      }),
    );
  }

  /** A full disk must not take the wall down: it is told, and the next commit tries again. */
  #commitOrTell(): void {
    try {
      this.#checkpoint.commit();
      this.#warnings.stand('state not written', []);
    } catch (error) {
      this.#warnings.stand('state not written', [`State could not be written: ${String(error)}`]);
    }
    try {
      this.#quarantine.write();
    } catch (error) {
      this.#warnings.add(`Malformed records could not be kept: ${String(error)}`, 'quarantine');
    }
  }
}
