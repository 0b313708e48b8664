import { ACKNOWLEDGE_EXPIRES_MINUTES, type Alarm, type Annunciation, MAX_ALARMS } from '#contract/alarm.ts';
import type { Incident } from '#contract/incident.ts';
import type { Severity } from '#contract/severity.ts';
import { Durations } from '#core/base/durations.ts';
import { EvictionQueue } from '#core/base/eviction-queue.ts';
import { fail, ok, type Result } from '#core/base/result.ts';

const FLOOD_SPAN_MS = 10 * 60_000;
/** ISA-18.2: more than ten alarms in ten minutes is a flood; it is over below five. */
const FLOOD_BEGINS_ABOVE = 10;
const FLOOD_ENDS_BELOW = 5;
/** Beyond the newest thousand the exact number of a flood's alarms tells nobody anything. */
const MAX_RECENT = 1_000;

export interface AlarmOptions {
  /** The level from which an incident is an alarm: something that needs a response. */
  readonly from: Severity;
  /** An acknowledgement that nobody acts on expires after this and the alarm sounds again, ms. */
  readonly acknowledgeExpiresMs: number;
}

export const ALARM_DEFAULTS: AlarmOptions = {
  from: 3,
  acknowledgeExpiresMs: ACKNOWLEDGE_EXPIRES_MINUTES * 60_000,
};

/** Who leaves first: what needs nobody any more, of equals the slighter, then the one that was raised first. */
const STAYS = { normal: 0, shelved: 1, acknowledged: 2, returned: 3, unacknowledged: 4 };
const byWorth = (a: Alarm, b: Alarm): number =>
  STAYS[a.state] - STAYS[b.state] || a.severity - b.severity || a.raised - b.raised;

/**
 * The alarm life cycle after ISA-18.2. Times are the core's wall clock: an alarm is about people, not about events.
 * The core decides what is to be heard; displays only play it.
 */
export class Alarms {
  /** Grows with every change, also of a count. */
  version = 0;
  /**
   * Grows with what must be seen and heard at once: raised, worse, acknowledged, shelved, over. In a flood alarms are
   * grouped: one more of them is urgent only if it is graver than all that wait.
   */
  urgency = 0;
  /** Alarms that gave way before they were over. */
  evicted = 0;
  /** How long people took to acknowledge. */
  readonly answering = new Durations();
  readonly #options: AlarmOptions;
  readonly #goesOn: (id: string) => boolean;
  readonly #byId = new Map<string, Alarm>();
  readonly #unsaved = new Set<string>();
  /** Some have given way since `saved`. */
  #gone = false;
  readonly #leaving = new EvictionQueue<Alarm>(byWorth);
  #recent: number[] = [];
  #flood = false;
  #soundings = 0;

  /** @param goesOn whether the incident behind an alarm does; false too when nobody knows of it any more */
  constructor(options: Partial<AlarmOptions> = {}, goesOn: (id: string) => boolean = () => true) {
    this.#options = { ...ALARM_DEFAULTS, ...options };
    this.#goesOn = goesOn;
  }

  /** Raises, or raises again because it got worse; a known alarm only counts on. */
  update(incident: Incident, risen: boolean, nowMs: number): void {
    if (incident.severity < this.#options.from) return;
    const alarm = this.#byId.get(incident.id);
    if (!alarm) {
      // It gave way to graver ones, and would again with each of its detections.
      if (!risen && this.#byId.size >= MAX_ALARMS) return;
      const raised: Alarm = {
        id: incident.id,
        title: incident.title,
        severity: incident.severity,
        state: 'unacknowledged',
        raised: nowMs,
        changed: nowMs,
        by: '',
        reason: '',
        until: 0,
        count: incident.count,
      };
      this.#sound(raised.severity, nowMs);
      this.#byId.set(raised.id, raised);
      this.#touch(raised);
      this.#evict();
      return;
    }
    alarm.count = incident.count;
    if (risen) {
      this.#sound(incident.severity, nowMs);
      // Nobody shelved this: the shelf was for what it had been.
      const lifted = alarm.state === 'shelved' && {
        by: '',
        reason: `graver than when ${alarm.by} shelved it: ${alarm.reason}`,
      };
      this.#set(alarm, 'unacknowledged', nowMs, { ...lifted, raised: nowMs, until: 0 });
      alarm.severity = incident.severity;
      alarm.title = incident.title;
    } else if (alarm.state === 'returned') {
      this.#set(alarm, 'unacknowledged', nowMs, {});
      if (!this.#flood) this.urgency++;
    } else if (alarm.state === 'normal') this.#soundAgain(alarm, alarm.by, nowMs);
    this.#touch(alarm);
  }

  /** The incident behind it is over: quiet by itself, or closed by a person. */
  returnToNormal(id: string, nowMs: number): void {
    const alarm = this.#byId.get(id);
    if (alarm?.state === 'unacknowledged') this.#set(alarm, 'returned', nowMs, {});
    else if (alarm?.state === 'acknowledged') this.#set(alarm, 'normal', nowMs, { until: 0 });
    else return;
    if (!this.#flood) this.urgency++;
  }

  /** A person took the incident back: they know of it, so that it sounds only if nobody acts on it. */
  reopen(id: string, by: string, nowMs: number): void {
    const alarm = this.#byId.get(id);
    if (alarm?.state === 'returned') this.#set(alarm, 'unacknowledged', nowMs, {});
    else if (alarm?.state === 'normal') this.#acknowledged(alarm, by, nowMs);
    else return;
    this.urgency++;
  }

  /** Known ids change; unknown ones are passed over, so that two who press at once both succeed. */
  acknowledge(ids: readonly string[], by: string, nowMs: number): Alarm[] {
    const changed: Alarm[] = [];
    for (const id of ids) {
      const alarm = this.#byId.get(id);
      if (!alarm) continue;
      changed.push(alarm);
      if (alarm.state !== 'unacknowledged' && alarm.state !== 'returned') continue;
      this.answering.add(nowMs - alarm.raised);
      if (alarm.state === 'unacknowledged' && this.#goesOn(id)) this.#acknowledged(alarm, by, nowMs);
      else this.#set(alarm, 'normal', nowMs, { by, until: 0 });
    }
    if (changed.length > 0) this.urgency++;
    return changed;
  }

  shelve(id: string, by: string, minutes: number, reason: string, nowMs: number): Result<Alarm> {
    const alarm = this.#byId.get(id);
    if (!alarm) return fail(`There is no alarm ${id}`);
    this.#set(alarm, 'shelved', nowMs, { by, reason, until: nowMs + minutes * 60_000 });
    this.urgency++;
    return ok(alarm);
  }

  unshelve(id: string, by: string, nowMs: number): Result<Alarm> {
    const alarm = this.#byId.get(id);
    if (!alarm) return fail(`There is no alarm ${id}`);
    if (alarm.state !== 'shelved') return fail(`Alarm ${id} is not shelved`);
    this.#endShelf(alarm, by, nowMs);
    this.urgency++;
    return ok(alarm);
  }

  /** Lets causes, acknowledgements and shelves end, and floods pass. */
  tick(nowMs: number): void {
    for (const alarm of this.#byId.values()) {
      // Whatever became of the incident: ended while we were away, or gave way to newer ones.
      if (!this.#goesOn(alarm.id)) this.returnToNormal(alarm.id, nowMs);
      if (alarm.until === 0 || alarm.until > nowMs) continue;
      if (alarm.state === 'acknowledged') this.#soundAgain(alarm, alarm.by, nowMs);
      else if (alarm.state === 'shelved') this.#endShelf(alarm, alarm.by, nowMs);
    }
    const before = this.#recent.length;
    const flooded = this.#flood;
    this.#recent = this.#recent.filter((at) => at > nowMs - FLOOD_SPAN_MS);
    if (this.#flood && this.#recent.length < FLOOD_ENDS_BELOW) this.#flood = false;
    if (this.#recent.length === before) return;
    this.version++;
    if (flooded !== this.#flood) this.urgency++;
  }

  annunciation(): Annunciation {
    const worst = this.#worst();
    const single = worst === 4 ? 'critical' : worst === 3 ? 'high' : worst === 2 ? 'medium' : null;
    return {
      sequence: this.#soundings,
      sound: single && this.#flood ? 'flood' : single,
      repeat: worst >= 3,
      recent: this.#recent.length,
      flood: this.#flood,
    };
  }

  /** All that are not over. */
  rows(): Alarm[] {
    return [...this.#byId.values()].filter(({ state }) => state !== 'normal');
  }

  /** What changed since `saved`. */
  unsaved(): Alarm[] {
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

  restore(alarms: readonly Alarm[], nowMs: number): void {
    for (const alarm of alarms) {
      this.#byId.set(alarm.id, alarm);
      this.#leaving.put(alarm);
    }
    this.#recent = alarms
      .map(({ raised }) => raised)
      .filter((at) => at > nowMs - FLOOD_SPAN_MS && at <= nowMs)
      .sort((a, b) => a - b)
      .slice(-MAX_RECENT);
    this.#flood = this.#recent.length > FLOOD_BEGINS_ABOVE;
    // Whatever was unacknowledged when the last run ended must be heard from this one too.
    if (this.annunciation().sound) this.#soundings++;
    this.version++;
    this.urgency++;
  }

  #acknowledged(alarm: Alarm, by: string, nowMs: number): void {
    this.#set(alarm, 'acknowledged', nowMs, { by, until: nowMs + this.#options.acknowledgeExpiresMs });
  }

  /**
   * As in ISA-18.2 the cause decides: where it lasts the alarm is to be answered anew; where it is over the alarm is
   * normal, also if nobody had acknowledged it, for whoever shelved it has seen it and said why.
   */
  #endShelf(alarm: Alarm, by: string, nowMs: number): void {
    if (this.#goesOn(alarm.id)) return this.#soundAgain(alarm, by, nowMs);
    this.#set(alarm, 'normal', nowMs, { by, reason: '', until: 0 });
    if (!this.#flood) this.urgency++;
  }

  #soundAgain(alarm: Alarm, by: string, nowMs: number): void {
    this.#sound(alarm.severity, nowMs);
    this.#set(alarm, 'unacknowledged', nowMs, { by, reason: '', until: 0, raised: nowMs });
  }

  #set(alarm: Alarm, state: Alarm['state'], nowMs: number, more: Partial<Alarm>): void {
    Object.assign(alarm, more, { state, changed: nowMs });
    this.#touch(alarm);
  }

  /** Before the alarm is put among those that wait: in a flood they sound for one more, unless it is graver. */
  #sound(severity: Severity, nowMs: number): void {
    this.#recent.push(nowMs);
    if (this.#recent.length > MAX_RECENT) this.#recent.shift();
    if (this.#flood && severity <= this.#worst()) return;
    this.#flood ||= this.#recent.length > FLOOD_BEGINS_ABOVE;
    this.#soundings++;
    this.urgency++;
  }

  /** Of those that wait for someone. */
  #worst(): Severity {
    let worst: Severity = 0;
    for (const { state, severity } of this.#byId.values()) {
      if ((state === 'unacknowledged' || state === 'returned') && severity > worst) worst = severity;
    }
    return worst;
  }

  #touch(alarm: Alarm): void {
    this.version++;
    this.#unsaved.add(alarm.id);
    this.#leaving.put(alarm);
  }

  #evict(): void {
    if (this.#byId.size <= MAX_ALARMS) return;
    const first = this.#leaving.take();
    if (!first) return;
    this.#byId.delete(first.id);
    this.#unsaved.delete(first.id);
    this.#gone = true;
    if (first.state !== 'normal') this.evicted++;
  }
}
