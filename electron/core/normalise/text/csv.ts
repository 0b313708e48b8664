/** A line of comma-separated values; `""` inside quotes is a quote. At most `max` values. */
export function readCsv(text: string, max = 256): string[] {
  const values: string[] = [];
  let at = 0;
  while (values.length < max && at <= text.length) {
    if (text.charCodeAt(at) === 34) {
      const [value, end] = quotedValue(text, at + 1);
      values.push(value);
      const comma = text.indexOf(',', end);
      if (comma < 0) break;
      at = comma + 1;
      continue;
    }
    const comma = text.indexOf(',', at);
    values.push(comma < 0 ? text.slice(at) : text.slice(at, comma));
    if (comma < 0) break;
    at = comma + 1;
  }
  return values;
}

function quotedValue(text: string, from: number): readonly [string, number] {
  let quote = text.indexOf('"', from);
  while (quote >= 0 && text.charCodeAt(quote + 1) === 34) quote = text.indexOf('"', quote + 2);
  const end = quote < 0 ? text.length : quote;
  return [text.slice(from, end).replaceAll('""', '"'), quote < 0 ? end : end + 1];
}
