import type { TextFormat } from '../format.ts';
import { severityWord } from '../generic.ts';
import { parseTextTime } from './text-time.ts';

const LEVEL = /(?:^|[\s[<(])(emerg(?:ency)?|alert|crit(?:ical)?|fatal|error|err|warn(?:ing)?)(?=[\s\]>):])/i;

/** The time a line begins with, in brackets or not. */
function leadingTime(text: string, timeZone: string, received: number): number {
  const head = text.slice(0, 48);
  const bracket = head.startsWith('[');
  const end = bracket ? head.indexOf(']') : head.length;
  if (bracket) return end < 0 ? Number.NaN : parseTextTime(head.slice(1, end), timeZone, received);
  // The longest that is a time wins; two spaces make a word more.
  const words = head.split(' ', 9);
  for (let count = words.length - 1; count > 0; count--) {
    const time = parseTextTime(words.slice(0, count).join(' ').replace(/[:,]$/, ''), timeZone, received);
    if (!Number.isNaN(time)) return time;
  }
  return Number.NaN;
}

/** Text of no known format: time, host, severity and message as far as the line or its header has them. */
export const unknownText: TextFormat = {
  name: 'text',
  recognise: (text) => !Number.isNaN(leadingTime(text, 'UTC', 0)),
  map(text, event, { timeZone }) {
    if (event['@timestamp'] === 0) {
      const time = leadingTime(text, timeZone, event.received);
      if (!Number.isNaN(time)) event['@timestamp'] = time;
    }
    if (event['event.severity'] === undefined) {
      const word = LEVEL.exec(text.slice(0, 256))?.[1];
      if (word !== undefined) event.severity = severityWord(word) ?? 0;
    }
    return undefined;
  },
};
