import type { TakeoverRules } from '#contract/control.ts';
import { isWithin } from './schedule.ts';

/** Beyond it the least grave and newest has no turn. */
export const MAX_WAITING = 50;
/** Incidents that were offered; beyond it the one that was not offered for longest could be once more. */
const MAX_SEEN = 2_000;
/** As many of them are known after a restart that displays were taken over for. */
const MAX_HAD = 500;

export interface TakeoverCandidate {
  readonly id: string;
  readonly title: string;
  readonly severity: number;
  readonly organization: string;
}

export interface Takeover {
  readonly incident: string;
  readonly title: string;
  readonly severity: number;
  readonly organization: string;
  readonly since: number;
}

/** With when it was offered, core wall-clock ms. */
export interface WaitingCandidate extends TakeoverCandidate {
  readonly at: number;
}

/**
 * Its time was up, the incident is over, a graver one came, one as grave had its turn, the rules no longer allow it, or a
 * supervisor ended it.
 */
export type TakeoverEnd = 'time' | 'closed' | 'graver' | 'turn' | 'rules' | 'hand';

export type TakeoverNews =
  | { readonly what: 'begin'; readonly takeover: Takeover }
  | { readonly what: 'over'; readonly takeover: Takeover; readonly why: TakeoverEnd }
  /** @param dropped since the start */
  | { readonly what: 'dropped'; readonly candidate: TakeoverCandidate; readonly dropped: number };

/** What outlives a restart: a takeover goes on, who waits has its turn, and who had it is not shown again. */
export interface TakeoverMemory {
  readonly current: Takeover | null;
  readonly waiting: readonly WaitingCandidate[];
  /** Incident and its severity then, oldest first. */
  readonly had: readonly (readonly [id: string, severity: number])[];
}

/**
 * One incident at a time on the displays that allow it. Each is taken up once, and again only when it has become graver.
 * Others wait, the gravest first, then the oldest: for the minimum time if they are as grave, else for the end. Whoever
 * has waited for longer than one of both is no news any more and has no turn, so that a storm gives the displays back.
 * Ends at the maximum time, after the minimum when the incident is over, and at once when the rules don't allow it.
 */
export class TakeoverMachine {
  /** Grows with all that a restart must know. */
  version = 0;
  #current: Takeover | undefined;
  /** In the order they came. */
  #waiting: readonly WaitingCandidate[] = [];
  #dropped = 0;
  readonly #seen = new Map<string, number>();
  readonly #had = new Map<string, number>();
  readonly #tell: (news: TakeoverNews, nowMs: number) => void;

  constructor(tell: (news: TakeoverNews, nowMs: number) => void = () => undefined) {
    this.#tell = tell;
  }

  restore({ current, waiting, had }: TakeoverMemory): void {
    this.#current = current ?? undefined;
    this.#waiting = waiting.slice(0, MAX_WAITING);
    for (const [id, severity] of had.slice(-MAX_HAD)) this.#had.set(id, severity);
    for (const { id, severity } of waiting) this.#seen.set(id, severity);
  }

  memory(): TakeoverMemory {
    return { current: this.#current ?? null, waiting: this.#waiting, had: [...this.#had] };
  }

  current(): Takeover | undefined {
    return this.#current;
  }

  /** An incident, new or not. @returns whether it is, or has become graver */
  offer(candidate: TakeoverCandidate, rules: TakeoverRules | null, nowMs: number): boolean {
    const { id, severity, title } = candidate;
    const known = Math.max(this.#seen.get(id) ?? -1, this.#had.get(id) ?? -1);
    put(this.#seen, id, Math.max(known, severity), MAX_SEEN);
    if (known >= severity) return false;
    if (!rules || !isFor(candidate, rules, nowMs)) return true;
    this.version++;
    if (this.#current?.incident === id) {
      this.#current = { ...this.#current, severity, title };
      put(this.#had, id, severity, MAX_HAD);
      return true;
    }
    const at = this.#waiting.findIndex((one) => one.id === id);
    const waiting = { ...candidate, at: this.#waiting[at]?.at ?? nowMs };
    this.#waiting = at >= 0 ? this.#waiting.with(at, waiting) : [...this.#waiting, waiting];
    this.tick(rules, nowMs, () => true);
    this.#bound(nowMs);
    return true;
  }

  /** @param open whether an incident still is */
  tick(rules: TakeoverRules, nowMs: number, open: (id: string) => boolean): void {
    // What was offered by day may have its turn by night: then it has none.
    const quiet = isQuiet(rules, nowMs);
    const waiting = this.#waiting.filter((one) => !quiet && open(one.id) && suits(one, rules));
    if (waiting.length < this.#waiting.length) {
      this.#waiting = waiting;
      this.version++;
    }
    const current = this.#current;
    if (current) {
      const why = this.#whyOver(current, rules, nowMs, open);
      if (!why) return;
      this.#current = undefined;
      this.version++;
      this.#tell({ what: 'over', takeover: current, why }, nowMs);
    }
    for (let next = this.#take(); next; next = this.#take()) {
      if (nowMs - next.at > (rules.minSeconds + rules.maxSeconds) * 1000) {
        this.#drop(next, nowMs);
        continue;
      }
      const { id, title, severity, organization } = next;
      this.#current = { incident: id, title, severity, organization, since: nowMs };
      put(this.#had, id, severity, MAX_HAD);
      this.#tell({ what: 'begin', takeover: this.#current }, nowMs);
      return;
    }
  }

  /** A supervisor has seen enough; what waits does not follow on its heels. @returns what was on */
  end(): Takeover | undefined {
    const ended = this.#current;
    for (const { id, severity } of this.#waiting) put(this.#had, id, severity, MAX_HAD);
    this.#current = undefined;
    this.#empty();
    this.version++;
    return ended;
  }

  #whyOver(
    current: Takeover,
    rules: TakeoverRules,
    nowMs: number,
    open: (id: string) => boolean,
  ): TakeoverEnd | undefined {
    if (!isFor(current, rules, nowMs)) return 'rules';
    const shownMs = nowMs - current.since;
    // A wall clock set back must not hold a display for ever.
    if (shownMs < 0 || shownMs >= Math.max(rules.minSeconds, rules.maxSeconds) * 1000) return 'time';
    if (shownMs < rules.minSeconds * 1000) return undefined;
    if (!open(current.incident)) return 'closed';
    const next = this.#first()?.severity ?? -1;
    return next > current.severity ? 'graver' : next === current.severity ? 'turn' : undefined;
  }

  /** Whose turn is next: the gravest, of those the one that came first. */
  #first(): WaitingCandidate | undefined {
    let first = this.#waiting[0];
    for (const one of this.#waiting) if (one.severity > (first?.severity ?? -1)) first = one;
    return first;
  }

  #take(): WaitingCandidate | undefined {
    const first = this.#first();
    if (!first) return undefined;
    this.#waiting = this.#waiting.filter((one) => one !== first);
    this.version++;
    return first;
  }

  #empty(): void {
    if (this.#waiting.length > 0) this.version++;
    this.#waiting = [];
  }

  #bound(nowMs: number): void {
    if (this.#waiting.length <= MAX_WAITING) return;
    let last = this.#waiting[0];
    for (const one of this.#waiting) if (one.severity <= (last?.severity ?? 0)) last = one;
    if (!last) return;
    const candidate = last;
    this.#waiting = this.#waiting.filter((one) => one !== candidate);
    this.#drop(candidate, nowMs);
  }

  #drop(candidate: TakeoverCandidate, nowMs: number): void {
    this.#dropped++;
    this.#tell({ what: 'dropped', candidate, dropped: this.#dropped }, nowMs);
  }
}

/** The one put longest ago goes when there is no more room. */
function put(into: Map<string, number>, id: string, severity: number, most: number): void {
  into.delete(id);
  into.set(id, severity);
  if (into.size <= most) return;
  const [oldest] = into.keys();
  if (oldest !== undefined) into.delete(oldest);
}

type Judged = Pick<TakeoverCandidate, 'severity' | 'organization'>;

function isFor(candidate: Judged, rules: TakeoverRules, nowMs: number): boolean {
  return suits(candidate, rules) && !isQuiet(rules, nowMs);
}

/** Reads a wall clock in its zone, which is dear: once for all that wait. */
function isQuiet({ quiet }: TakeoverRules, nowMs: number): boolean {
  return quiet !== undefined && isWithin(quiet.when, nowMs, quiet.timeZone);
}

function suits({ severity, organization }: Judged, rules: TakeoverRules): boolean {
  const { enabled, minSeverity, tenants } = rules;
  if (!enabled || severity < minSeverity) return false;
  const tenant = organization.toLowerCase();
  return tenants.length === 0 || tenants.some((name) => name.toLowerCase() === tenant);
}
