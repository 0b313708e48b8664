import { z } from 'zod';

export const SeverityLevel = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

export const DetectionSummary = z.object({
  rule: z.string(),
  title: z.string(),
  kind: z.enum(['sensor', 'rule', 'correlation']),
  level: SeverityLevel,
  /** Event time of the first and of the latest, ms. */
  first: z.number(),
  last: z.number(),
  count: z.number().int(),
  techniques: z.array(z.string()),
  /** Why it fired, in words: "source.ip = 203.0.113.9". */
  reason: z.string(),
  /** Newest events behind it, for event.get. */
  events: z.array(z.string()),
});
export type DetectionSummary = z.infer<typeof DetectionSummary>;

/** An event of an incident as a wall tells it: a whole one is for an analyst, by event.get. */
export const IncidentEvent = z.object({
  id: z.string(),
  time: z.number(),
  /** Of the detection that it belongs to. */
  severity: SeverityLevel,
  source: z.string(),
  destination: z.string(),
  /** Of the destination; 0 where there is none. */
  port: z.number().int(),
  transport: z.string(),
  message: z.string(),
});
export type IncidentEvent = z.infer<typeof IncidentEvent>;

/** A host of the config's assets that an incident's events came from or went to. */
export const IncidentAsset = z.object({
  name: z.string(),
  /** Under which it was seen last. */
  address: z.string(),
  criticality: z.enum(['low', 'medium', 'high', 'critical']),
  owner: z.string(),
});
export type IncidentAsset = z.infer<typeof IncidentAsset>;

/** Detections that share a cause. The id is derived from rule, group key and the episode's first event. */
export const Incident = z.object({
  id: z.string(),
  title: z.string(),
  severity: SeverityLevel,
  /** active: detections keep coming; quiet: none for the episode gap; closed by an analyst. */
  state: z.enum(['active', 'quiet', 'closed']),
  /** Event time of the first and of the latest detection, ms. */
  opened: z.number(),
  updated: z.number(),
  /** What the detections have in common, and which side of the traffic it is on. */
  cause: z.object({ role: z.enum(['source', 'destination', 'group']), value: z.string() }),
  /** Addresses on the other side, newest first, bounded; `peerCount` is the true number up to its bound. */
  peers: z.array(z.string()),
  peerCount: z.number().int(),
  sourcePlace: z.number().int(),
  destinationPlace: z.number().int(),
  tactics: z.array(z.string()),
  techniques: z.array(z.string()),
  /** Detections counted in all; `detections` lists one entry a rule, bounded. */
  count: z.number().int(),
  detections: z.array(DetectionSummary),
  organization: z.string(),
  /** Who reported it and in which categories, bounded. An older checkpoint has none. */
  sensors: z.array(z.string()).default([]),
  categories: z.array(z.string()).default([]),
  /** Feeds that told of it, and how far in event time each had come when it last did, ms. */
  heard: z.array(z.object({ feed: z.string(), time: z.number() })).optional(),
  /** A person reopened it: until then (wall-clock ms of the core) it does not fall quiet. */
  heldUntil: z.number().optional(),
  /** Its newest events, oldest first, and the assets among its hosts, both bounded. */
  latest: z.array(IncidentEvent).optional(),
  assets: z.array(IncidentAsset).optional(),
});
export type Incident = z.infer<typeof Incident>;

/** What a row on the wall needs: the incident without its evidence. */
export const IncidentRow = Incident.omit({
  detections: true,
  peers: true,
  heard: true,
  heldUntil: true,
  latest: true,
  assets: true,
});
export type IncidentRow = z.infer<typeof IncidentRow>;
