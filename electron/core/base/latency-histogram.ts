/** Upper bounds in seconds: fine around the 50 ms tick and the 100 ms goal. */
export const LATENCY_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** Counts latencies that come in groups; the shape of a Prometheus histogram. */
export class LatencyHistogram {
  /** Cumulative only when read: one count a bucket, the last beyond all bounds. */
  readonly buckets = new Float64Array(LATENCY_BOUNDS.length + 1);
  sum = 0;
  count = 0;

  observe(seconds: number, times: number): void {
    let bucket = 0;
    while (bucket < LATENCY_BOUNDS.length && seconds > (LATENCY_BOUNDS[bucket] ?? 0)) bucket++;
    this.buckets[bucket] = (this.buckets[bucket] ?? 0) + times;
    this.sum += seconds * times;
    this.count += times;
  }
}
