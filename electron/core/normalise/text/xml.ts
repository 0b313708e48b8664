import type { Severity } from '#contract/severity.ts';
import type { TextFormat } from '../format.ts';
import { normaliseGeneric } from '../generic.ts';
import { section } from '../json/values.ts';
import { windows } from '../json/windows.ts';
import { type Fields, fields, text as textOf } from '../read.ts';
import { readXml } from './xml-record.ts';

/** Windows' levels, from 1 critical to 5 verbose. */
const LEVELS: readonly Severity[] = [0, 4, 2, 1, 0, 0];

/** Windows' own XML of an event, or any other element. */
export const xml: TextFormat = {
  name: 'xml',
  recognise: (text) => /^<(?:\?xml|[A-Za-z][\w.:-]{0,63}[\s>])/.test(text) && text.includes('</'),
  map(text, event, context) {
    const record = readXml(text);
    const root = record === undefined ? undefined : fields(record[Object.keys(record)[0] ?? '']);
    if (record === undefined || root === undefined) return 'Not an XML record';
    event.record = record;
    const before = event['@timestamp'];
    const received = event.received;
    if (before !== 0) event.received = before;
    const system = section(root, 'System');
    const fault =
      system === undefined
        ? normaliseGeneric(root, event, context)
        : mapWindows(record, system, event, context);
    event.received = received;
    return fault;
  },
};

function mapWindows(
  record: Fields,
  system: Fields,
  event: Parameters<TextFormat['map']>[1],
  context: Parameters<TextFormat['map']>[2],
): string | undefined {
  const fault = windows.map(record, event, context);
  if (fault !== undefined) return fault;
  const level = Number(system['Level']);
  if (event.severity === 0) event.severity = LEVELS[level] ?? 0;
  const provider = textOf(section(system, 'Provider')?.['Name']);
  const id = fields(system['EventID'])?.['#text'] ?? system['EventID'];
  event.message ??=
    textOf(section(record, 'Event', 'RenderingInfo')?.['Message']) ??
    `${provider ?? 'Windows'} event ${String(id)}`;
  return undefined;
}
