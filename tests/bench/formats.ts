import { SocEvent } from '#contract/event.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { formatCases, NO_LOG_DATA, scoreFormat } from '../support/format-score.ts';
import { ecsOf, TEXT_PRODUCTS, textCases } from '../support/text-products.ts';
import { cpuSeconds, median, type Print } from './report.ts';

const ROUNDS = 5;
/** Lines of one round: enough that a clock can tell. */
const LINES = 20_000;
const SHARE = 0.95;

/** Products whose cases are JSON. */
const JSON_PRODUCTS = [
  'suricata_suricata',
  'aws_aws-guardduty',
  'aws_aws-waf',
  'cloudflare_firewall_events',
  'kubernetes_audit-log',
  'microsoft_microsoft-sentinel',
  'ocsf_ocsf',
  'sentinelone_sentinelone',
  'thinkstcanary_thinkst-canary',
  'windows_windows',
  'zscaler_zscaler-zia',
] as const;

/** What a line costs at the least: reading all of it once. */
function split(line: string): void {
  line.split(/[\s,;|=]+/);
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
  for (const product of TEXT_PRODUCTS) {
    const cases = textCases(product);
    const { equal, fields } = scoreFormat(cases, ecsOf);
    const [rate, ratio] = speed(
      cases.map(({ input }) => input),
      split,
    );
    print({
      name: `${product}, text: fields equal; events/s as a share of splitting the line`,
      value: `${((100 * equal) / fields).toFixed(1)} %; ${ratio.toFixed(2)} (${Math.round(rate / 1000)}k/s)`,
      goal: `at least ${100 * SHARE} % equal`,
      reached: equal / fields >= SHARE,
    });
  }
  for (const product of JSON_PRODUCTS) {
    const cases = formatCases(product);
    const { equal, fields } = scoreFormat(cases, ecsOf);
    const [rate, ratio] = speed(
      cases.map(({ input }) => input),
      (line) => JSON.parse(line),
    );
    print({
      name: `${product}, JSON: fields equal; events/s as a share of JSON.parse`,
      value: `${((100 * equal) / fields).toFixed(1)} %; ${ratio.toFixed(2)} (${Math.round(rate / 1000)}k/s)`,
      goal: '',
      reached: undefined,
    });
  }
}

function speed(inputs: readonly string[], least: (line: string) => void): readonly [number, number] {
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
