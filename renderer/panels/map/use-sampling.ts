import { useEffect, useState } from 'react';
import { useTraffic } from '#renderer/store/hooks.ts';
import { ArcCount, type Sampled } from './arc-count.ts';

/** What part of the stream the arcs are, once a second; undefined while it is all of it. */
export function useSampling(): Sampled | undefined {
  const traffic = useTraffic();
  const [sampled, setSampled] = useState<Sampled>();
  useEffect(() => {
    const count = new ArcCount();
    const undo = traffic.onArcs((arcs, frame) => {
      let events = 0;
      for (const weight of arcs.weight) events += weight;
      count.add(events, frame.arcsSeen);
    });
    const timer = setInterval(() => {
      const now = count.next();
      setSampled((before) => (before?.shown === now?.shown && before?.seen === now?.seen ? before : now));
    }, 1000);
    return () => {
      undo();
      clearInterval(timer);
    };
  }, [traffic]);
  return sampled;
}
