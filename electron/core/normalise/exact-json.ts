import type { SensorRecord } from '#contract/event.ts';

/** An integer of 16 digits and more, which may lie beyond 2^53; in a string it may look the same. */
const LONG_INTEGER = /[[:,]\s{0,4}(-?\d{16,64})(?=\s{0,4}[,\]}])/g;

/** The end of the string that opens at `open`: past its closing quote, or past the text. */
function stringEnd(text: string, open: number): number {
  for (let close = text.indexOf('"', open + 1); close >= 0; close = text.indexOf('"', close + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(close - 1 - backslashes) === 92) backslashes++;
    if (backslashes % 2 === 0) return close + 1;
  }
  return text.length;
}

/** The JSON text with its long integers in quotes; the text itself where it has none. */
function quoted(text: string): string {
  let result = '';
  let copied = 0;
  /** Everything before this is walked, and ends outside of any string. */
  let walked = 0;
  LONG_INTEGER.lastIndex = 0;
  for (let match = LONG_INTEGER.exec(text); match !== null; match = LONG_INTEGER.exec(text)) {
    const digits = match[1] ?? '';
    const end = match.index + match[0].length;
    const start = end - digits.length;
    for (let open = text.indexOf('"', walked); open >= 0 && open < start; open = text.indexOf('"', walked)) {
      walked = stringEnd(text, open);
    }
    if (walked > start || Number.isSafeInteger(Number(digits))) continue;
    result += `${text.slice(copied, start)}"${digits}"`;
    copied = end;
  }
  return copied === 0 ? text : result + text.slice(copied);
}

/** The same record with integers beyond 2^53 as the text they are: an id that is rounded is another's. */
export function withExactIntegers(record: SensorRecord, text: string): SensorRecord {
  const exact = quoted(text);
  return exact === text ? record : (JSON.parse(exact) as SensorRecord);
}
