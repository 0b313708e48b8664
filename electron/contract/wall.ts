import { z } from 'zod';
import { Alarm, Annunciation } from './alarm.ts';
import { Health } from './health.ts';
import { Highlight } from './highlight.ts';
import { IncidentRow, SeverityLevel } from './incident.ts';
import { Place } from './place.ts';

/** One line of the Alerts panel: the same rule about the same cause is one row that counts. */
export const AlertRow = z.object({
  /** Stable while the row lives: rule and cause. */
  id: z.string(),
  /** Newest event behind it, for event.get. */
  event: z.string(),
  kind: z.enum(['sensor', 'rule', 'correlation']),
  severity: SeverityLevel,
  title: z.string(),
  category: z.string(),
  /** Tenant, and who reported it: the sensor's own name, else its source's. Empty when unknown. */
  organization: z.string(),
  sensor: z.string(),
  source: z.string(),
  sourcePlace: z.number().int(),
  destination: z.string(),
  destinationPlace: z.number().int(),
  destinationPort: z.number().int(),
  /** Event time of the first and the latest, ms. */
  first: z.number(),
  last: z.number(),
  count: z.number().int(),
  /** Core wall-clock ms until which it stays on top; 0 when it is not highlighted. */
  highlightedUntil: z.number(),
});
export type AlertRow = z.infer<typeof AlertRow>;

export const TopEntry = z.object({
  key: z.string(),
  label: z.string(),
  count: z.number(),
  /** Its count in the span before this one. */
  before: z.number(),
  severity: SeverityLevel,
});
export type TopEntry = z.infer<typeof TopEntry>;

/** A top list with its whole, so that a share has a meaning. `distinct` is exact up to the counter's bound. */
export const TopList = z.object({
  entries: z.array(TopEntry),
  total: z.number(),
  distinct: z.number(),
  /** The counter is full: distinct is a lower bound and small counts may be missing. */
  bounded: z.boolean(),
});
export type TopList = z.infer<typeof TopList>;

export const TopLists = z.object({
  sources: TopList,
  targets: TopList,
  signatures: TopList,
  countries: TopList,
  ports: TopList,
  urls: TopList,
});
export type TopLists = z.infer<typeof TopLists>;

export const Talkers = TopLists.extend({
  /** Span of arrival the lists cover, ms. */
  spanMs: z.number(),
  /** The span before was watched whole, so that `before` can be compared with. */
  compared: z.boolean(),
  /** Of what stays inside alone: between sites and private networks. */
  internal: TopLists,
});
export type Talkers = z.infer<typeof Talkers>;

/** Whole minutes of alerts that a frame tells, beside the one that is running. */
export const KPI_MINUTES = 15;

/** Median of the latest durations and how many there are; 0 while there is none. */
export const DurationSummary = z.object({ medianMs: z.number(), count: z.number().int() });
export type DurationSummary = z.infer<typeof DurationSummary>;

export const Kpis = z.object({
  /** Alerts and rule matches by minute of arrival, oldest first, KPI_MINUTES + 1 of them. */
  alertsByMinute: z.array(z.number()),
  /** From an alarm's raising to its acknowledgement. Durations are of everything: a view tells none. */
  acknowledge: DurationSummary.optional(),
  /** From an incident's first event to its closing by a person. */
  close: DurationSummary.optional(),
});
export type Kpis = z.infer<typeof Kpis>;

/** The spans an ATT&CK matrix can show, shortest first: `counts` and `severities` of a cell have one number for each. */
export const ATTACK_SPANS_MS = [900_000, 3_600_000, 86_400_000] as const;

export const AttackCell = z.object({
  technique: z.string(),
  /** As the rules that named it said; may be empty. */
  tactics: z.array(z.string()),
  counts: z.array(z.number()),
  /** Worst of each span. */
  severities: z.array(SeverityLevel),
  /** When it came last, core wall-clock ms. */
  last: z.number(),
});
export type AttackCell = z.infer<typeof AttackCell>;

export const Attack = z.object({
  cells: z.array(AttackCell),
  /** Techniques seen that are not among the cells. */
  more: z.number().int(),
  tactics: z.array(z.object({ tactic: z.string(), counts: z.array(z.number()) })),
});
export type Attack = z.infer<typeof Attack>;

export const SENSOR_BIN_MS = 15_000;
export const SENSOR_BINS = 21;

export const Sensor = z.object({
  /** The source it comes by, as in Health; and its own name, empty where records name none. */
  feed: z.string(),
  name: z.string(),
  events: z.number(),
  alerts: z.number(),
  rate: z.number(),
  /** Core wall-clock ms. */
  lastEventAt: z.number(),
  /** As of a source, in Health. */
  lagMs: z.number(),
  /** Events by SENSOR_BIN_MS, oldest first, the running one left out. */
  bins: z.array(z.number()),
});
export type Sensor = z.infer<typeof Sensor>;

export const Sensors = z.object({
  rows: z.array(Sensor),
  /** Sensors that are counted but not among the rows, and events of those that are not counted. */
  more: z.number().int(),
  untold: z.number(),
});
export type Sensors = z.infer<typeof Sensors>;

export const FeedMode = z.enum(['none', 'live', 'demo', 'replay']);
export type FeedMode = z.infer<typeof FeedMode>;

/** The status bar: small, so it rides in every frame that has news and at least once a second. */
export const Status = z.object({
  mode: FeedMode,
  /** Events received in all, this run and the runs its checkpoints continue. */
  events: z.number(),
  /** Events of the last whole second, and the highest of the last 15 minutes. */
  rate: z.number(),
  peakRate: z.number(),
  dropped: z.number(),
  malformed: z.number(),
  /** Core wall-clock ms of the newest event's arrival; 0 before the first. */
  lastEventAt: z.number(),
  /** The least lag of the feeds that brought something in the last minute, ms: PAST when it is large. */
  lagMs: z.number(),
  /** Events whose time lay before the rate chart's span when they arrived, counted since start. */
  olderThanChart: z.number(),
  /** Share of the last second's arcs that were drawn, 0..1. */
  arcShare: z.number(),
  /** Data age at which panels turn stale, ms. */
  staleAfterMs: z.number(),
  /** IANA names of the wall's two clocks. */
  timeZones: z.array(z.string()).min(1).max(6),
});
export type Status = z.infer<typeof Status>;

/** The slow part of a frame: whole lists, sent when they changed. Absent means unchanged. */
export const Changes = z.object({
  places: z.array(Place).optional(),
  status: Status.optional(),
  alerts: z.object({ rows: z.array(AlertRow), total: z.number(), evicted: z.number() }).optional(),
  incidents: z
    .object({ rows: z.array(IncidentRow), open: z.array(z.number()), evicted: z.number() })
    .optional(),
  /** All that are not over. */
  alarms: z.object({ rows: z.array(Alarm), annunciation: Annunciation }).optional(),
  highlights: z.array(Highlight).optional(),
  talkers: Talkers.optional(),
  health: Health.optional(),
  kpis: Kpis.optional(),
  attack: Attack.optional(),
  sensors: Sensors.optional(),
  /** Something was ordered (`revision`) or a display has told something new (`reported`): ask control.state, display.list. */
  control: z.object({ revision: z.number().int(), reported: z.number().int() }).optional(),
});
export type Changes = z.infer<typeof Changes>;
