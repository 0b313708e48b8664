import { useEffect, useState } from 'react';
import { useTraffic } from '#renderer/store/hooks.ts';
import { ArcCount, type Sampled } from './arc-count.ts';

/** What part of the stream the arcs are, about once a second; undefined while it is all of it. */
export function useSampling(): Sampled | undefined {
  const traffic = useTraffic();
  const [sampled, setSampled] = useState<Sampled>();
  useEffect(() => {
    const count = new ArcCount(performance.now());
    return traffic.onArcs((arcs, frame) => {
      let events = 0;
      for (const weight of arcs.weight) events += weight;
      count.add(events, frame.arcsSeen);
      const now = performance.now();
      if (!count.isOver(now, frame.flows !== undefined)) return;
      const next = count.next(now);
      setSampled((before) => (before?.shown === next?.shown && before?.seen === next?.seen ? before : next));
    });
  }, [traffic]);
  return sampled;
}
