import type { Detection } from '#contract/detection.ts';
import type { Incident, IncidentRow } from '#contract/incident.ts';
import { SEVERITY_COUNT, type Severity } from '#contract/severity.ts';
import { Durations } from '#core/base/durations.ts';
import { eventId } from '#core/base/event-id.ts';
import { EvictionQueue } from '#core/base/eviction-queue.ts';
import { type Cause, isNamed } from './cause.ts';
import { FeedTimes } from './feed-times.ts';
import { noteInvolved } from './involved.ts';
import { merge, severityOf, summarise } from './summary.ts';
import { toldOf } from './told-rows.ts';

/** Event time without a detection after which an episode is over; a later detection opens a new incident. */
const EPISODE_GAP_MS = 30 * 60_000;
const MAX_INCIDENTS = 2_000;
const MAX_PEERS = 64;
const MAX_FEEDS = 32;
/** Events remembered as belonging to an incident, so that a scenario that completes on them joins it: as many as evidence is kept of. */
const MAX_LINKED_EVENTS = 10_000;
/** The level from which a detection opens an incident; below it, it joins one with the same cause. */
const OPENS: Record<Detection['kind'], Severity> = { sensor: 3, rule: 3, correlation: 2 };

export interface IncidentChange {
  readonly incident: Incident;
  /** The incident is new, or its severity rose: worth an alarm and a highlight. */
  readonly risen: boolean;
  /** Nothing was known of it a moment ago. */
  readonly opened: boolean;
}

/** Who leaves first: closed before quiet before active, of each the one that has been still for longest. */
const STAYS = { closed: 0, quiet: 1, active: 2 };
const byWorth = (a: Incident, b: Incident): number =>
  STAYS[a.state] - STAYS[b.state] || a.updated - b.updated;

/** Detections that share a cause, while it lasts. Bounded: closed and quiet ones leave first, and are counted. */
export class Incidents {
  version = 0;
  evicted = 0;
  /** How long people took to close incidents. */
  readonly closing = new Durations();
  /** To be told of every event. */
  readonly feeds = new FeedTimes();
  readonly #byId = new Map<string, Incident>();
  /** The newest that is not closed. */
  readonly #byCause = new Map<string, string>();
  readonly #byEvent = new Map<string, string>();
  readonly #unsaved = new Set<string>();
  /** Some have given way since `saved`. */
  #gone = false;
  readonly #leaving = new EvictionQueue<Incident>(byWorth);

  /**
   * @param cause of the detection, by causeOf @param id of the event that completed it
   * @returns what became of it, or undefined when the detection is too slight to matter to any incident
   */
  add(detection: Detection, cause: Cause, id: string): IncidentChange | undefined {
    const known = this.#findOpen(detection, cause);
    if (known) return this.#join(known, detection, id);
    if (detection.rule.level < OPENS[detection.kind]) return undefined;
    return this.#open(detection, cause, id);
  }

  get(id: string): Incident | undefined {
    return this.#byId.get(id);
  }

  /**
   * One that is reopened lasts for an episode's gap, however long it had been still, and takes in what has its cause.
   * @param nowMs core wall clock @returns undefined when there is no such incident
   */
  setClosed(id: string, closed: boolean, nowMs: number): Incident | undefined {
    const incident = this.#byId.get(id);
    if (!incident) return undefined;
    if (closed) {
      if (incident.state !== 'closed') this.closing.add(nowMs - incident.opened);
      incident.state = 'closed';
      this.#forgetCause(incident);
    } else {
      incident.state = 'active';
      incident.heldUntil = nowMs + EPISODE_GAP_MS;
      this.#standForCause(incident);
    }
    this.#touch(incident);
    return incident;
  }

  /**
   * Ends episodes: those whose every feed has come a gap further in its own event time since it last told of them. One
   * time for all feeds would end each incident of a backlog as soon as it opens beside a live feed; the wall clock
   * would keep open what a recording at full speed has long passed. Nobody's identity hangs on when this runs: which
   * incident a detection joins follows from event times alone, and one that fell quiet wakes.
   * @param nowMs core wall clock @returns those that fell quiet
   */
  expire(nowMs: number): Incident[] {
    const quiet = [...this.#byId.values()].filter(
      (incident) => incident.state === 'active' && !this.#goesOn(incident, nowMs),
    );
    for (const incident of quiet) {
      incident.state = 'quiet';
      this.#touch(incident);
    }
    return quiet;
  }

  /** Open incidents by severity level. */
  openCounts(): number[] {
    const counts = new Array<number>(SEVERITY_COUNT).fill(0);
    for (const { state, severity } of this.#byId.values()) {
      if (state === 'active') counts[severity] = (counts[severity] ?? 0) + 1;
    }
    return counts;
  }

  /**
   * Active ones first, the gravest on top, then by opening time: a row moves only when it must.
   * @param sites ids of places that are sites
   */
  rows(sites: ReadonlySet<number>): IncidentRow[] {
    const rank = { active: 0, quiet: 1, closed: 2 };
    const sorted = [...this.#byId.values()].sort(
      (a, b) => rank[a.state] - rank[b.state] || b.severity - a.severity || b.opened - a.opened,
    );
    return toldOf(sorted, sites).map(rowOf);
  }

  /** What changed since `saved`. */
  unsaved(): Incident[] {
    return [...this.#unsaved].flatMap((id) => this.#byId.get(id) ?? []);
  }

  /** The ids of all, if some have given way since `saved`: the disk lets go of the same. */
  known(): string[] | undefined {
    return this.#gone ? [...this.#byId.keys()] : undefined;
  }

  /** What `unsaved` and `known` told is on disk. */
  saved(): void {
    this.#unsaved.clear();
    this.#gone = false;
  }

  /** Brings back what an earlier run stored. */
  restore(incidents: readonly Incident[]): void {
    for (const incident of incidents) {
      this.#byId.set(incident.id, incident);
      this.#leaving.put(incident);
      this.#standForCause(incident);
      // An older checkpoint tells no feeds: the wall clock goes on from the last detection.
      incident.heard ??= [{ feed: '', time: incident.updated }];
      for (const { feed, time } of incident.heard) this.feeds.restore(feed, time);
      for (const { events } of incident.detections)
        for (const event of events) this.#link(event, incident.id);
    }
    this.version++;
  }

  #findOpen(detection: Detection, cause: Cause): Incident | undefined {
    for (const { id } of detection.events) {
      const incident = this.#byId.get(this.#byEvent.get(id) ?? '');
      if (incident && takesIn(incident, detection)) return incident;
    }
    const incident = this.#byId.get(this.#byCause.get(causeKey(cause)) ?? '');
    return incident && takesIn(incident, detection) ? incident : undefined;
  }

  #goesOn({ heldUntil = 0, heard = [] }: Incident, nowMs: number): boolean {
    if (nowMs < heldUntil) return true;
    return heard.some(({ feed, time }) => this.feeds.at(feed, nowMs) - time < EPISODE_GAP_MS);
  }

  /** The next detection of its cause comes to it: to one that goes on sooner than to one that is over. */
  #standForCause(incident: Incident): void {
    if (incident.state === 'closed') return;
    const key = causeKey(incident.cause);
    const other = this.#byId.get(this.#byCause.get(key) ?? '');
    if (other && byWorth(other, incident) > 0) return;
    this.#byCause.set(key, incident.id);
  }

  #forgetCause({ id, cause }: Incident): void {
    if (this.#byCause.get(causeKey(cause)) === id) this.#byCause.delete(causeKey(cause));
  }

  #open(detection: Detection, cause: Cause, id: string): IncidentChange {
    const { rule, event } = detection;
    const name = eventId(`${rule.id}\n${causeKey(cause)}\n${detection.first.id}`);
    // The same stream seen twice is the same incident: it goes on, whatever became of it.
    const before = this.#byId.get(name);
    if (before) {
      this.#byCause.set(causeKey(cause), name);
      return this.#join(before, detection, id);
    }
    const incident: Incident = {
      id: name,
      title: rule.title,
      severity: severityOf(detection),
      state: 'active',
      opened: detection.first.time,
      updated: detection.time,
      cause,
      peers: [],
      peerCount: 0,
      sourcePlace: event.sourcePlace,
      destinationPlace: event.destinationPlace,
      tactics: [],
      techniques: [],
      count: 0,
      detections: [],
      organization: event['organization.name'] ?? '',
      sensors: [],
      categories: [],
      heard: [],
    };
    this.#byId.set(incident.id, incident);
    this.#byCause.set(causeKey(cause), incident.id);
    this.#hear(incident, detection);
    noteInvolved(incident, detection, id);
    this.#record(incident, detection, id);
    this.#evict();
    return { incident, risen: true, opened: true };
  }

  #join(incident: Incident, detection: Detection, id: string): IncidentChange {
    const { rule, time } = detection;
    const severity = severityOf(detection);
    const risen = severity > incident.severity;
    if (risen) {
      incident.severity = severity;
      incident.title = rule.title;
    }
    incident.updated = Math.max(incident.updated, time);
    incident.state = 'active';
    this.#hear(incident, detection);
    noteInvolved(incident, detection, id);
    // An episode that goes on is one detection, however many events it takes in.
    if (detection.update) this.#touch(incident);
    else this.#record(incident, detection, id);
    return { incident, risen, opened: false };
  }

  #hear({ heard = [] }: Incident, { event, time }: Detection): void {
    const { feed, received } = event;
    this.feeds.reached(feed, time, received);
    const reached = this.feeds.at(feed, received);
    const known = heard.find((one) => one.feed === feed);
    if (known) known.time = reached;
    else if (heard.length < MAX_FEEDS) heard.push({ feed, time: reached });
  }

  #record(incident: Incident, detection: Detection, id: string): void {
    const { rule, event } = detection;
    incident.count++;
    merge(incident.tactics, rule.tactics);
    merge(incident.techniques, rule.techniques);
    const category = event['rule.category'];
    if (category) merge(incident.categories, [category]);
    const sensor = event['observer.name'] ?? event.feed;
    if (sensor) merge(incident.sensors, [sensor]);
    const peer = [event['source.ip'], event['destination.ip']].find(
      (ip) => ip && !isNamed(incident.cause, ip),
    );
    if (peer && !incident.peers.includes(peer)) {
      incident.peers.unshift(peer);
      incident.peerCount++;
      if (incident.peers.length > MAX_PEERS) incident.peers.length = MAX_PEERS;
    }
    summarise(incident, detection, id);
    for (const { id: linked } of detection.events) this.#link(linked, incident.id);
    this.#link(id, incident.id);
    this.#touch(incident);
  }

  #link(key: string, incident: string): void {
    this.#byEvent.set(key, incident);
    if (this.#byEvent.size > MAX_LINKED_EVENTS) {
      const [oldest] = this.#byEvent.keys();
      if (oldest !== undefined) this.#byEvent.delete(oldest);
    }
  }

  #touch(incident: Incident): void {
    this.version++;
    this.#unsaved.add(incident.id);
    this.#leaving.put(incident);
  }

  #evict(): void {
    if (this.#byId.size <= MAX_INCIDENTS) return;
    const worst = this.#leaving.take();
    if (!worst) return;
    this.#byId.delete(worst.id);
    this.#forgetCause(worst);
    this.#unsaved.delete(worst.id);
    this.#gone = true;
    this.evicted++;
  }
}

/** Of the detections that have its cause. */
function takesIn(incident: Incident, { time, event }: Detection): boolean {
  const { state, opened, updated, heldUntil = 0 } = incident;
  if (state === 'closed') return false;
  if (event.received < heldUntil) return true;
  if (time - updated >= EPISODE_GAP_MS) return false;
  // What lags by more goes to what is there, lest two feeds take turns at opening; it does not wake what is over.
  return state === 'active' || opened - time < EPISODE_GAP_MS;
}

/** The incident without its evidence. */
function rowOf(incident: Incident): IncidentRow {
  const {
    detections: _detections,
    peers: _peers,
    heard: _heard,
    heldUntil: _held,
    latest: _latest,
    assets: _assets,
    ...row
  } = incident;
  return row;
}

function causeKey({ role, value }: Cause): string {
  return `${role}\n${value}`;
}
