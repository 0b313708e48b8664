import type { SensorRecord } from '#contract/event.ts';

/** A number token of 16 digits and more may lie beyond 2^53. */
const LONG_NUMBER = /[[:,]\s{0,4}-?\d{16}/;
const INTEGER = /^-?\d+$/;

/** What V8 hands a reviver since 11.4, and TypeScript's library has not. */
interface Source {
  readonly source?: string;
}

function keepDigits(_key: string, value: unknown, context?: Source): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const digits = context?.source;
  return digits !== undefined && digits.length <= 64 && INTEGER.test(digits) ? digits : value;
}

/** The same record with integers beyond 2^53 as the text they are: an id that is rounded is another's. */
export function withExactIntegers(record: SensorRecord, text: string): SensorRecord {
  if (!LONG_NUMBER.test(text)) return record;
  try {
    return JSON.parse(text, keepDigits) as SensorRecord;
  } catch {
    // Nested too deep for a reviver, which JSON.parse alone is not.
    return record;
  }
}
