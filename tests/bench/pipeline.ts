import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { batchOf, createStages, idleFeed } from '../support/pipeline.ts';
import { eveLines } from './lines.ts';
import { cpuSeconds, median, type Print } from './report.ts';

const ROUNDS = 5;
/** Lines of a batch, about 256 KiB of EVE, and batches between two ticks at 20,000 events/s. */
const BATCH = 250;
const BATCHES_A_TICK = 4;
const ASSETS = fileURLToPath(new URL('../../assets/', import.meta.url));

/** The whole pipeline beside `JSON.parse` alone on the same lines, in one thread and one run. */
export async function benchPipeline(print: Print): Promise<void> {
  const { from, mix, flood } = await eveLines();
  for (const [name, lines, goal] of [
    ['a mix of traffic', mix, 0.35],
    ['a flood from 19,000 sources', flood, undefined],
  ] as const) {
    if (lines.length === 0) continue;
    const { ratio, perSecond } = pipelineRatio(lines);
    print({
      name: `pipeline as a share of JSON.parse alone, ${name} (${lines.length} ${from})`,
      value: `${ratio.toFixed(2)} (${Math.round(perSecond / 1000)}k/s)`,
      goal: goal === undefined ? '' : `at least ${goal}`,
      reached: goal === undefined ? undefined : ratio >= goal,
    });
  }
}

/**
 * One pipeline that lives through the lines day after day, as a core does: its caches and compiled code are warm
 * after the first day, its windows empty out overnight.
 */
export function pipelineRatio(lines: readonly string[]): { ratio: number; perSecond: number } {
  const accept = createPipeline();
  const ratios: number[] = [];
  const rates: number[] = [];
  for (let day = 0; day <= ROUNDS; day++) {
    const today = lines.map((line) => onDay(line, day));
    const parse = cpuSeconds(() => {
      for (const line of today) JSON.parse(line);
    });
    const whole = cpuSeconds(() => accept(today));
    if (day === 0) continue;
    ratios.push(parse / whole);
    rates.push(lines.length / whole);
  }
  return { ratio: median(ratios), perSecond: median(rates) };
}

/** The line with its own time's date moved on; what stands further in may stay. */
function onDay(line: string, day: number): string {
  return line.replace(/"timestamp":"(\d{4}-\d{2}-\d{2})/, (_, date: string) => {
    return `"timestamp":"${new Date(Date.parse(date) + day * 86_400_000).toISOString().slice(0, 10)}`;
  });
}

function texts(folder: string) {
  return readdirSync(path.join(ASSETS, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => ({ path: name, text: readFileSync(path.join(ASSETS, folder, name), 'utf8') }));
}

function createPipeline(): (lines: readonly string[]) => void {
  const { pipeline, frame } = createStages(texts('rules'), texts('pipelines'));
  const feed = idleFeed();
  return (lines) => {
    for (let at = 0, batch = 1; at < lines.length; at += BATCH, batch++) {
      pipeline.accept(feed, batchOf(lines.slice(at, at + BATCH), Date.now()));
      if (batch % BATCHES_A_TICK === 0) frame.tick(Date.now());
    }
  };
}
