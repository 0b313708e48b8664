import { useEffect, useState } from 'react';
import type { FlowDetail } from '#contract/flow.ts';
import type { FlowEnds } from '#renderer/draw/map/stage.ts';
import { actions } from '#renderer/store/actions.ts';
import { useTraffic } from '#renderer/store/hooks.ts';

/** Read, not watched. */
const AGAIN_MS = 3000;

export interface FlowView {
  readonly detail: FlowDetail | undefined;
  /** Why there is none; empty while it is fine or on its way. */
  readonly problem: string;
}

const NONE: FlowView = { detail: undefined, problem: '' };

/** What the core knows of the traffic between two places, again every few seconds. */
export function useFlow({ source, target }: FlowEnds, internal: boolean, from: number): FlowView {
  const { query } = useTraffic();
  const key = `${source} ${target} ${internal} ${from}`;
  const [view, setView] = useState<{ readonly key: string; readonly flow: FlowView }>();
  useEffect(() => {
    let gone = false;
    const ask = async () => {
      try {
        const detail = await actions.getFlow({ source, target, internal, from, view: query });
        if (!gone) setView({ key, flow: { detail, problem: '' } });
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        if (!gone) setView({ key, flow: { detail: undefined, problem } });
      }
    };
    void ask();
    const timer = setInterval(() => void ask(), AGAIN_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [key, source, target, internal, from, query]);
  return view?.key === key ? view.flow : NONE;
}
