import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** A line longer than this is no event: its rest is skipped and what there is counts as malformed. */
const MAX_LINE = 64 * 1024 * 1024;

/**
 * Calls `onLine` for every line of a file, gzip or plain, in order, blank ones too; `onBytes` with how
 * much of it has been read from disk. Throws what reading or unzipping throws.
 */
export async function readLines(
  path: string,
  onLine: (line: string) => void,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  const consume = async (chunks: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of chunks) {
      rest = split(rest + decoder.decode(chunk, { stream: true }), onLine);
      onBytes(source.bytesRead);
    }
    rest += decoder.decode();
    if (rest !== '') onLine(rest);
  };
  const zipped = await isGzip(path);
  // Opened last: a stream that flows before its reader is there loses what it has read.
  const source = createReadStream(path, { highWaterMark: 1 << 18 });
  if (zipped) await pipeline(source, createGunzip({ chunkSize: 1 << 18 }), consume);
  else await pipeline(source, consume);
}

function split(text: string, onLine: (line: string) => void): string {
  let from = 0;
  for (;;) {
    const end = text.indexOf('\n', from);
    if (end < 0) break;
    onLine(text.slice(from, text.charCodeAt(end - 1) === 13 ? end - 1 : end));
    from = end + 1;
  }
  return text.slice(from, from + MAX_LINE);
}

/** By its first bytes: a name may lie. */
async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}
