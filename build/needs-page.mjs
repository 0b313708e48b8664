// Which commands need the wall page built before they start. Plain JavaScript for Node 20, no packages.
import { parseArgs } from 'node:util';

const text = { type: 'string' };
const texts = { type: 'string', multiple: true };
const flag = { type: 'boolean' };

/** What `vigil serve` takes: tests hold it against the command's own words. */
const SERVE_OPTIONS = {
  config: text,
  port: text,
  host: text,
  'data-dir': text,
  eve: texts,
  rules: texts,
  demo: flag,
  help: { ...flag, short: 'h' },
};

/** False for what `serve` will refuse or only explain. What benches look at they serve themselves. */
export function needsPage([command, ...args]) {
  if (command !== 'serve') return false;
  try {
    const { help, port } = parseArgs({ args, options: SERVE_OPTIONS }).values;
    return !help && (port === undefined || (Number.isInteger(Number(port)) && port >= 0 && port <= 65535));
  } catch {
    return false;
  }
}
