import type { TakeoverRules } from '#contract/control.ts';
import { isWithin } from './schedule.ts';

export interface TakeoverCandidate {
  readonly id: string;
  readonly severity: number;
  readonly organization: string;
}

export interface Takeover {
  readonly incident: string;
  readonly severity: number;
  readonly since: number;
}

/**
 * One incident at a time on the displays that allow it. Each is taken up once; a graver one waits for the minimum
 * time, an equal one does not interrupt. Ends at the maximum time, or after the minimum when the incident is over.
 */
export class TakeoverMachine {
  #current: Takeover | undefined;
  #waiting: TakeoverCandidate | undefined;

  current(): Takeover | undefined {
    return this.#current;
  }

  /** A new incident, or one that has become graver. */
  offer(candidate: TakeoverCandidate, rules: TakeoverRules, nowMs: number): void {
    if (!isFor(candidate, rules, nowMs) || candidate.id === this.#current?.incident) return;
    if (candidate.severity > (this.#waiting?.severity ?? -1)) this.#waiting = candidate;
    this.tick(rules, nowMs, () => true);
  }

  /** @param open whether an incident still is */
  tick(rules: TakeoverRules, nowMs: number, open: (id: string) => boolean): void {
    if (!rules.enabled) {
      this.#current = undefined;
      this.#waiting = undefined;
      return;
    }
    const current = this.#current;
    if (this.#waiting && !open(this.#waiting.id)) this.#waiting = undefined;
    if (current) {
      const shownMs = nowMs - current.since;
      // A wall clock set back must not hold a display for ever.
      const overdue = shownMs < 0 || shownMs >= Math.max(rules.minSeconds, rules.maxSeconds) * 1000;
      const over = shownMs >= rules.minSeconds * 1000 && !open(current.incident);
      const graver = shownMs >= rules.minSeconds * 1000 && (this.#waiting?.severity ?? -1) > current.severity;
      if (!overdue && !over && !graver) return;
      this.#current = undefined;
    }
    if (!this.#waiting) return;
    const { id, severity } = this.#waiting;
    this.#waiting = undefined;
    this.#current = { incident: id, severity, since: nowMs };
  }

  /** A supervisor has seen enough; what waits does not follow on its heels. */
  end(): void {
    this.#current = undefined;
    this.#waiting = undefined;
  }
}

function isFor({ severity, organization }: TakeoverCandidate, rules: TakeoverRules, nowMs: number): boolean {
  const { enabled, minSeverity, tenants, quiet } = rules;
  if (!enabled || severity < minSeverity) return false;
  if (tenants.length > 0 && !tenants.includes(organization)) return false;
  return quiet === undefined || !isWithin(quiet.when, nowMs, quiet.timeZone);
}
