import { useEffect, useRef, useState } from 'react';
import type { Incident, IncidentRow } from '#contract/incident.ts';
import { actions } from '#renderer/store/actions.ts';
import { useWall } from '#renderer/store/hooks.ts';

/** An incident under attack changes every second; its evidence is read, not watched. */
const AGAIN_MS = 3000;

export interface Evidence {
  readonly incident: Incident | undefined;
  /** Why there is no evidence; empty while it is fine or on its way. */
  readonly problem: string;
}

const NONE: Evidence = { incident: undefined, problem: '' };

/** The whole incident, asked for when its row has changed, but not again before so long. */
export function useIncident(id: string | undefined, row: IncidentRow | undefined): Evidence {
  const link = useWall((state) => state.link);
  const [view, setView] = useState<{ readonly id: string; readonly evidence: Evidence }>();
  const asked = useRef({ id: '', version: '', at: Number.NEGATIVE_INFINITY });
  const version = row ? `${row.updated} ${row.count} ${row.state}` : '';
  useEffect(() => {
    if (id === undefined || link !== 'up') return undefined;
    const since = performance.now() - asked.current.at;
    const wait = asked.current.id === id ? Math.max(0, AGAIN_MS - since) : 0;
    const timer = setTimeout(() => {
      asked.current = { id, version, at: performance.now() };
      // An answer that comes after the focus has moved on is kept apart by its id.
      actions.getIncident(id).then(
        (incident) => setView({ id, evidence: { incident, problem: '' } }),
        (error: unknown) => {
          const problem = error instanceof Error ? error.message : String(error);
          setView({ id, evidence: { incident: undefined, problem } });
        },
      );
    }, wait);
    return () => clearTimeout(timer);
  }, [id, link, version]);
  return view && view.id === id ? view.evidence : NONE;
}
