import { once } from 'node:events';
import { connect } from 'node:net';
import { eveLines } from './lines.ts';

/**
 * Writes EVE lines to a Unix socket at a rate, their time moved to now, as a Suricata would; where the reader is
 * slow it waits and catches up. `node socket-feeder.ts SOCKET RATE SECONDS`; prints how many lines were taken.
 */
const [file = '', rate = '0', seconds = '0'] = process.argv.slice(2);
const TICK_MS = 10;
/** Lines that are written at one time at most: to be behind is no reason for one huge write. */
const BURST = 5_000;
const STAMP = /"timestamp":"[^"]*"/;

const { mix } = await eveLines();
/** Around the time, so that a line is put together and not searched. */
const halves = mix.map((line) => {
  const at = STAMP.exec(line);
  return at ? [line.slice(0, at.index), line.slice(at.index + at[0].length)] : [line, ''];
});
const socket = connect(file);
await once(socket, 'connect');
const started = performance.now();
const total = Number(rate) * Number(seconds);
let sent = 0;
let takenAtEnd = 0;
while (sent < total) {
  const elapsed = (performance.now() - started) / 1000;
  if (takenAtEnd === 0 && elapsed >= Number(seconds)) takenAtEnd = sent;
  if (elapsed > Number(seconds) * 1.5) break;
  const due = Math.min(total, Math.floor(elapsed * Number(rate)), sent + BURST);
  const stamp = `"timestamp":"${new Date().toISOString().replace('Z', '000+0000')}"`;
  let text = '';
  for (; sent < due; sent++) {
    const [before = '', after = ''] = halves[sent % halves.length] ?? [];
    text += `${before}${after === '' ? '' : stamp}${after}\n`;
  }
  if (text !== '' && !socket.write(text)) await once(socket, 'drain');
  else await new Promise((resolve) => setTimeout(resolve, TICK_MS));
}
process.stdout.write(`${JSON.stringify({ sent, sentInTime: takenAtEnd || sent })}\n`);
socket.end();
