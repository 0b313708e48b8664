import { SocEvent } from '#contract/event.ts';
import { Enricher } from '#core/enrich/enricher.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { eveLines } from './lines.ts';
import { cpuSeconds, median, type Print } from './report.ts';

const ROUNDS = 7;

/** Parse + normalise, and parse + normalise + enrich, beside `JSON.parse` alone on the same lines, in one run. */
export async function benchNormalise(print: Print): Promise<void> {
  const { from, lines } = await eveLines();
  const enricher = new Enricher({ sites: [] });
  const normalised: number[] = [];
  const enriched: number[] = [];
  const rates: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const parse = cpuSeconds(() => {
      for (const line of lines) JSON.parse(line);
    });
    const normalise = cpuSeconds(() => {
      for (const line of lines) normaliseLine(line, new SocEvent());
    });
    // Forgets every address, so that each round looks all of them up.
    enricher.setSites([]);
    const whole = cpuSeconds(() => {
      for (const line of lines) {
        const event = new SocEvent();
        normaliseLine(line, event);
        enricher.enrich(event);
      }
    });
    // The first round warms the compiler.
    if (round === 0) continue;
    normalised.push(parse / normalise);
    enriched.push(parse / whole);
    rates.push(lines.length / whole);
  }
  print({
    name: `normalise, events/s as a share of JSON.parse alone (${lines.length} ${from})`,
    value: median(normalised).toFixed(2),
    goal: '',
    reached: undefined,
  });
  print({
    name: 'normalise and enrich, all addresses new, as a share of JSON.parse alone',
    value: `${median(enriched).toFixed(2)} (${Math.round(median(rates) / 1000)}k/s)`,
    goal: '',
    reached: undefined,
  });
}
