import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { SocEvent } from '#contract/event.ts';
import { systemClock } from '#core/base/clock.ts';
import { FORMAT_NAMES } from '#core/normalise/formats.ts';
import type { Reading } from '#core/base/source.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { isTimeZone } from '#core/normalise/text/text-time.ts';
import { toEcs } from '#core/normalise/to-ecs.ts';

const USAGE = `usage: vigil normalise [--format F] [--time-zone Z] < EVENTS > ECS

Reads one event a line from stdin and writes one ECS document (JSON) a line to stdout, in the same order, one for one.
A line that can't be read gives {"error":{"message":"…"}} in its place.

  --format F      auto: tell each line's format by its shape (default); syslog: the same, and text of no known format
                  passes without a header too; or one of
${namesInLines('                  ')}
  --time-zone Z   zone of times that name none, e.g. Asia/Seoul (default: UTC)
`;

/** The formats' names, wrapped at 110 columns. */
function namesInLines(indent: string): string {
  const lines: string[] = [];
  for (const name of FORMAT_NAMES.filter((format) => format !== 'auto' && format !== 'syslog')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + name.length < 108) lines[lines.length - 1] = `${last} ${name}`;
    else lines.push(`${indent}${name}`);
  }
  return lines.join('\n');
}

/** Lines put together into one write. */
const FLUSH_BYTES = 64 * 1024;
const MAX_LINE = 8 * 1024 * 1024;
const TOO_LONG = JSON.stringify({ error: { message: `Longer than ${MAX_LINE} characters` } });

/** @returns the exit code */
export async function normaliseCommand(
  argv: string[],
  stdin: NodeJS.ReadableStream,
  stdout: NodeJS.WritableStream,
): Promise<number> {
  let values: { format?: string | undefined; 'time-zone'?: string | undefined; help?: boolean | undefined };
  try {
    ({ values } = parseArgs({
      args: argv,
      options: {
        format: { type: 'string' },
        'time-zone': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  if (values.help) {
    stdout.write(USAGE);
    return 0;
  }
  const format = values.format ?? 'auto';
  if (!FORMAT_NAMES.includes(format)) {
    process.stderr.write(`Unknown format ${format}\n\n${USAGE}`);
    return 2;
  }
  const timeZone = values['time-zone'] ?? 'UTC';
  if (!isTimeZone(timeZone)) {
    process.stderr.write(`Unknown time zone ${timeZone}\n\n${USAGE}`);
    return 2;
  }
  const options = { format, timeZone };

  // A reader that has seen enough (`| head`) is no mistake.
  const gone = new AbortController();
  stdout.on('error', () => gone.abort());
  let pending = '';
  const flush = async () => {
    const text = pending;
    pending = '';
    if (text !== '' && !gone.signal.aborted && !stdout.write(text)) {
      await once(stdout, 'drain', { signal: gone.signal }).catch(() => undefined);
    }
  };
  for await (const line of linesOf(stdin)) {
    if (gone.signal.aborted) break;
    pending += `${line === undefined ? TOO_LONG : normaliseToText(line, options)}\n`;
    if (pending.length >= FLUSH_BYTES) await flush();
  }
  await flush();
  return 0;
}

/** One line's answer; never throws. */
export function normaliseToText(line: string, options?: Reading): string {
  const event = new SocEvent();
  event.received = systemClock.now();
  const message = normaliseLine(line, event, options);
  return JSON.stringify(message === undefined ? toEcs(event) : { error: { message } });
}

/**
 * Lines ended by a newline and nothing else: readline would also cut at U+2028, which JSON may hold. An overlong line
 * is undefined, and no more of it is kept than it takes to know.
 */
async function* linesOf(input: NodeJS.ReadableStream): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder();
  let pending = '';
  let overlong = false;
  for await (const chunk of input) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    let at = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
      const line = pending + text.slice(at, end);
      yield overlong || line.length > MAX_LINE ? undefined : line.endsWith('\r') ? line.slice(0, -1) : line;
      pending = '';
      overlong = false;
      at = end + 1;
    }
    if (overlong) continue;
    pending += text.slice(at);
    overlong = pending.length > MAX_LINE;
    if (overlong) pending = '';
  }
  const rest = pending + decoder.decode();
  if (overlong) yield undefined;
  else if (rest !== '') yield rest;
}
