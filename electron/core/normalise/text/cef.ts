import type { FormatContext, TextFormat } from '../format.ts';
import type { SocEvent } from '#contract/event.ts';
import { fillPlain } from '../plain-fields.ts';
import { plainNames } from '../plain-names.ts';
import { plainTime } from '../plain-time.ts';
import { cefStart, type Extended, isBareCef, readCef } from './cef-header.ts';
import { mapExtended } from './extended.ts';
import { vendorOf } from './extended-vendors.ts';
import { readLeef } from './leef-header.ts';

function map(line: Extended | undefined, format: string, event: SocEvent, context: FormatContext) {
  if (line === undefined) return `No ${format.toUpperCase()} header`;
  mapExtended(line, event, context);
  const vendor = vendorOf(line);
  event['event.module'] = vendor?.module ?? format;
  event['event.dataset'] = vendor?.module ?? format;
  // Of a vendor that no mapper knows only the severity tells; High and Very-High are what a person should see.
  if (vendor === undefined && event.severity >= 3) event['event.kind'] = 'alert';
  if (vendor === undefined) mapOwnNames(line, event, context);
  else vendor.map(line, event, context);
  return undefined;
}

/** A vendor's own keys beside the standard's. */
function mapOwnNames({ pairs }: Extended, event: SocEvent, context: FormatContext): void {
  const names = plainNames(pairs);
  if (event['@timestamp'] === 0) {
    const time = plainTime(names, context.timeZone, event.received);
    if (time !== undefined) event['@timestamp'] = time;
  }
  fillPlain(names, event);
}

/** ArcSight Common Event Format. */
export const cef: TextFormat = {
  name: 'cef',
  recognise: (text) => cefStart(text) >= 0 || isBareCef(text),
  map: (text, event, context) => map(readCef(text), 'cef', event, context),
};

/** IBM QRadar's Log Event Extended Format, versions 1 and 2. */
export const leef: TextFormat = {
  name: 'leef',
  recognise: (text) => /^LEEF: ?[12](?:\.0)?\|/.test(text.slice(0, 12)),
  map: (text, event, context) => map(readLeef(text), 'leef', event, context),
};
