import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { systemClock } from '#core/base/clock.ts';
import { EveFileSource } from '#core/sources/eve-file.ts';

/**
 * Follows a file and keeps every batch with its position as one line of a journal, which stands for the store's
 * transaction: a line without its end was never committed. Meant to be killed at any moment.
 */
const [path = '', journal = ''] = process.argv.slice(2);

let position: unknown;
if (existsSync(journal)) {
  const text = readFileSync(journal, 'utf8');
  const committed = text.slice(0, text.lastIndexOf('\n') + 1);
  if (committed !== text) writeFileSync(journal, committed);
  const last = committed.trimEnd().split('\n').at(-1);
  if (last !== undefined && last !== '') position = (JSON.parse(last) as { position: unknown }).position;
}

const source = new EveFileSource({ path, clock: systemClock });
for await (const { records, position: next, warm } of source.read(position, new AbortController().signal)) {
  if (!warm) appendFileSync(journal, `${JSON.stringify({ records, position: next })}\n`);
}
