import type { Health } from '#contract/health.ts';

/** The answer of /healthz: for a probe the status, for an operator the reason. */
export interface HealthReport {
  readonly healthy: boolean;
  /** Why it is not; empty when it is. */
  readonly reasons: readonly string[];
  readonly uptimeSeconds: number;
  readonly sources: readonly {
    readonly name: string;
    readonly state: string;
    readonly detail: string;
    /** Null before the first event. */
    readonly lastEventAgeSeconds: number | null;
    /** Arrival minus event time: the least of the last five to ten seconds that had an event. */
    readonly lagSeconds: number;
    readonly events: number;
    readonly dropped: number;
    readonly malformed: number;
  }[];
  readonly rules: Health['rules'];
  readonly displays: number;
}

export function healthReport(health: Health, nowMs: number): HealthReport {
  const reasons = health.sources
    .filter(({ state }) => state === 'failing')
    .map(({ name, detail }) => `${name} is failing: ${detail}`);
  return {
    healthy: reasons.length === 0,
    reasons,
    uptimeSeconds: (nowMs - health.startedAt) / 1000,
    sources: health.sources.map((source) => ({
      name: source.name,
      state: source.state,
      detail: source.detail,
      lastEventAgeSeconds: source.lastEventAt === 0 ? null : (nowMs - source.lastEventAt) / 1000,
      lagSeconds: source.lagMs / 1000,
      events: source.events,
      dropped: source.dropped,
      malformed: source.malformed,
    })),
    rules: health.rules,
    displays: health.displays.length,
  };
}
