import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { systemClock } from '#core/base/clock.ts';
import { DemoSource } from '#core/sources/demo.ts';
import { SHARED } from '../support/serve.ts';

const REAL = ['mix-open', 'mix-attacks', 'ddos'].map((name) => `${SHARED}data/eve/${name}.jsonl.gz`);

export interface Lines {
  readonly from: string;
  readonly lines: readonly string[];
}

/** Real Suricata lines where they are at hand, otherwise the demo feed's. */
export async function eveLines(): Promise<Lines> {
  if (REAL.every((file) => existsSync(file))) {
    const lines = REAL.flatMap((file) => gunzipSync(readFileSync(file)).toString().trimEnd().split('\n'));
    return { from: 'real Suricata events', lines };
  }
  return { from: 'demo events', lines: await demoLines(20_000) };
}

async function demoLines(count: number): Promise<string[]> {
  const lines: string[] = [];
  const stop = new AbortController();
  const source = new DemoSource({ seed: 1, rate: 20_000, clock: systemClock });
  for await (const { records } of source.read(undefined, stop.signal)) {
    lines.push(...records);
    if (lines.length >= count) stop.abort();
  }
  return lines.slice(0, count);
}
