import { once } from 'node:events';
import { connect } from 'node:net';
import { eveLines } from './lines.ts';

/**
 * Writes EVE lines to a Unix socket at a rate, their time moved to now, as a Suricata would; where the reader is
 * slow it waits and catches up. `node socket-feeder.ts SOCKET RATE SECONDS`; prints how many lines were taken.
 */
const [file = '', rate = '0', seconds = '0'] = process.argv.slice(2);
const TICK_MS = 10;
/** A write has so many lines; so many writes wait in the socket at most, as in a sensor's own buffer. */
const BLOCK = 500;
const IN_FLIGHT = 4;
const STAMP = /"timestamp":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+0000)"/;

interface Block {
  readonly bytes: Buffer;
  /** Where the lines' times stand. */
  readonly stamps: readonly number[];
}

/** Times are written over in place: to put lines together would cost more than to read them. */
function blocks(lines: readonly string[]): Block[] {
  const result: Block[] = [];
  for (let at = 0; at + BLOCK <= lines.length; at += BLOCK) {
    const stamps: number[] = [];
    const parts: Buffer[] = [];
    let offset = 0;
    for (const line of lines.slice(at, at + BLOCK)) {
      const found = STAMP.exec(line);
      const bytes = Buffer.from(`${line}\n`);
      if (found) {
        const before = line.slice(0, found.index + '"timestamp":"'.length);
        stamps.push(offset + Buffer.byteLength(before));
      }
      offset += bytes.length;
      parts.push(bytes);
    }
    result.push({ bytes: Buffer.concat(parts), stamps });
  }
  return result;
}

const ready = blocks((await eveLines()).mix);
const socket = connect(file);
await once(socket, 'connect');
const started = performance.now();
const total = Number(rate) * Number(seconds);
const inFlight: Promise<void>[] = [];
let sent = 0;
let takenAtEnd = 0;
for (let turn = 0; sent < total; ) {
  const elapsed = (performance.now() - started) / 1000;
  if (takenAtEnd === 0 && elapsed >= Number(seconds)) takenAtEnd = sent;
  if (elapsed > Number(seconds) * 1.5) break;
  const block = ready[turn % ready.length];
  if (block === undefined) break;
  if (elapsed * Number(rate) - sent < BLOCK) {
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    continue;
  }
  const stamp = new Date().toISOString().replace('Z', '000+0000');
  for (const at of block.stamps) block.bytes.write(stamp, at, 'latin1');
  inFlight.push(new Promise<void>((resolve) => socket.write(block.bytes, () => resolve())));
  sent += BLOCK;
  turn++;
  if (inFlight.length >= IN_FLIGHT) await inFlight.shift();
}
process.stdout.write(`${JSON.stringify({ sent, sentInTime: takenAtEnd || sent })}\n`);
socket.end();
