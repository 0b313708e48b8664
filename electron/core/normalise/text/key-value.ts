import type { TextFormat } from '../format.ts';
import { plainMessage, plainSeverity } from '../plain-fields.ts';
import { plainNames } from '../plain-names.ts';
import { readPlainPairs } from './plain-pairs.ts';
import { mapPlainText } from './unknown.ts';

const PAIR = /(?:^|[\s,;|])[A-Za-z_][\w.-]{0,40}=(?:["']|[^\s,;|])/g;

/** key=value of any sensor: its plainly named fields. Asked last, of lines with at least four pairs. */
export const keyValue: TextFormat = {
  name: 'key-value',
  recognise(text) {
    const head = text.slice(0, 1024);
    let count = 0;
    for (const _ of head.matchAll(PAIR)) if (++count >= 4) return true;
    return false;
  },
  map(text, event, context) {
    const names = plainNames(readPlainPairs(text));
    event.message = plainMessage(names);
    mapPlainText(text, event, context);
    // Here the sensor's own word is worth more than the header's number.
    event.severity = plainSeverity(names) ?? event.severity;
    return undefined;
  },
};
