import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { systemClock } from '#core/base/clock.ts';
import { DemoSource } from '#core/sources/demo.ts';
import { SHARED } from '../support/serve.ts';

const recording = (name: string) => `${SHARED}data/eve/${name}.jsonl.gz`;
const MIX = ['mix-open', 'mix-attacks'].map(recording);
const FLOOD = ['ddos'].map(recording);

export interface Lines {
  readonly from: string;
  /** All of them. */
  readonly lines: readonly string[];
  /** Traffic of every kind, with attacks in it. */
  readonly mix: readonly string[];
  /** Floods from thousands of sources, where every event is a new address. Empty without real lines. */
  readonly flood: readonly string[];
}

/** Real Suricata lines where they are at hand, otherwise the demo feed's. */
export async function eveLines(): Promise<Lines> {
  if (![...MIX, ...FLOOD].every((file) => existsSync(file))) {
    const lines = await demoLines(20_000);
    return { from: 'demo events', lines, mix: lines, flood: [] };
  }
  const mix = MIX.flatMap(linesOf);
  const flood = FLOOD.flatMap(linesOf);
  return { from: 'real Suricata events', lines: [...mix, ...flood], mix, flood };
}

function linesOf(file: string): string[] {
  return gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');
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
