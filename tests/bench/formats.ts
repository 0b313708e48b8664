import { SocEvent } from '#contract/event.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { formatCases, NO_LOG_DATA } from '../support/format-score.ts';
import { PRODUCTS, scoreProduct, type Shares, sharesOf } from '../support/products.ts';
import { cpuSeconds, median, type Print } from './report.ts';

const ROUNDS = 5;
/** Lines of one round: enough that a clock can tell. */
const LINES = 20_000;
const SHARE = 0.95;

/** What a line costs at the least: JSON parsed, text read once. */
function least(line: string): void {
  if (line.startsWith('{')) JSON.parse(line);
  else line.split(/[\s,;|=]+/);
}

function normalise(line: string): void {
  const event = new SocEvent();
  event.received = 1_772_442_000_000;
  normaliseLine(line, event);
}

/** Share of core fields equal to the vendors' cases, and speed as a share of the least that must be done. */
export async function benchFormats(print: Print): Promise<void> {
  if (NO_LOG_DATA !== false) {
    print({ name: `formats: ${NO_LOG_DATA}`, value: '', goal: '', reached: undefined });
    return;
  }
  const scores = PRODUCTS.map(scoreProduct);
  for (const [i, product] of PRODUCTS.entries()) {
    const score = scores[i];
    if (score === undefined) continue;
    const [rate, ratio] = speed(formatCases(product).map(({ input }) => input.trim()));
    print({
      name: `${product}: fields equal, strict / loose; events/s as a share of JSON.parse or a split`,
      value: `${shown(sharesOf([score]))}; ${ratio.toFixed(2)} (${Math.round(rate / 1000)}k/s)`,
      goal: '',
      reached: undefined,
    });
  }
  const all = sharesOf(scores);
  print({
    name: `all ${PRODUCTS.length} products: fields equal, strict / loose`,
    value: shown(all),
    goal: `at least ${100 * SHARE} % strict`,
    reached: all.strict >= SHARE,
  });
}

function shown({ strict, loose }: Shares): string {
  return `${(100 * strict).toFixed(1)} / ${(100 * loose).toFixed(1)} %`;
}

function speed(inputs: readonly string[]): readonly [number, number] {
  const lines = Array.from({ length: LINES }, (_, i) => inputs[i % inputs.length] ?? '');
  const rates: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const floor = cpuSeconds(() => {
      for (const line of lines) least(line);
    });
    const whole = cpuSeconds(() => {
      for (const line of lines) normalise(line);
    });
    // The first round warms the compiler.
    if (round === 0) continue;
    rates.push(lines.length / whole);
    ratios.push(floor / whole);
  }
  return [median(rates), median(ratios)];
}
