import { closeSync, openSync, writeSync } from 'node:fs';
import { eveLines } from './lines.ts';

/**
 * Writes EVE lines to a file at a rate, their time moved to now: a process of its own, so that its work is nobody
 * else's. `node feeder.ts FILE RATE SECONDS`; with `--marks`, twice a second a critical alert named `bench-mark N`;
 * with `--mix` no floods, so that one minute is like another.
 */
const [file = '', rate = '0', seconds = '0', ...flags] = process.argv.slice(2);
const marks = flags.includes('--marks');
const TICK_MS = 10;
/** Each is an incident and an alarm of its own: more of them would measure a storm of alarms. */
const MARK_MS = 500;
const STAMP = /"timestamp":"[^"]*"/;

const all = await eveLines();
const lines = flags.includes('--mix') ? all.mix : all.lines;
const out = openSync(file, 'a');
const started = performance.now();
let sent = 0;
let mark = 0;
while (performance.now() - started < Number(seconds) * 1000) {
  const elapsed = performance.now() - started;
  const due = Math.floor((elapsed / 1000) * Number(rate));
  const stamp = `"timestamp":"${new Date().toISOString().replace('Z', '000+0000')}"`;
  let text = '';
  for (; sent < due; sent++) text += `${(lines[sent % lines.length] ?? '').replace(STAMP, stamp)}\n`;
  if (marks && elapsed / MARK_MS > mark) text += `${markLine(mark++, stamp)}\n`;
  if (text) writeSync(out, text);
  await new Promise((resolve) => setTimeout(resolve, TICK_MS));
}
closeSync(out);

function markLine(n: number, stamp: string): string {
  const source = `198.18.${n >> 8}.${n & 255}`;
  return `{${stamp},"event_type":"alert","src_ip":"${source}","src_port":1,"dest_ip":"198.19.0.1","dest_port":80,"proto":"TCP","alert":{"signature_id":${9_000_000 + n},"signature":"bench-mark ${n} ${Date.now()}","category":"bench","severity":1,"metadata":{"signature_severity":["Critical"]}}}`;
}
