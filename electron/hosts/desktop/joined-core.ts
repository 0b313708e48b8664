import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { net } from 'electron';
import { formatProblem } from '#core/base/problem.ts';
import { keepLastGoodConfig, lastGoodConfig } from '#hosts/shared/last-good-config.ts';
import { configOf, readConfig } from '#hosts/shared/read-config.ts';
import { UsageError } from '#hosts/shared/usage-error.ts';
import type { Core } from './core.ts';
import { stationOf } from './station.ts';
import { joinedHome, originToJoin } from './home.ts';
import type { DesktopOptions } from './options.ts';
import { say } from './status-text.ts';

type Tell = (message: string) => void;

export interface JoinOptions extends DesktopOptions {
  readonly join: string;
  readonly dataDir: string;
}

/** No engine: this machine's displays belong to a node host's wall. @throws UsageError with what to mend */
export function joinedCore(options: JoinOptions, tell: Tell): Core {
  const origin = originToJoin(options.join);
  const kiosk = readKiosk(options, tell);
  if (options.demo || options.eve.length > 0 || options.rules.length > 0) {
    tell(`--demo, --eve and --rules mean nothing here: ${origin} has the core`);
  }
  const token = options.tokenFile === undefined ? undefined : readToken(options.tokenFile);
  tell(`this machine's displays belong to ${origin}`);
  return {
    home: joinedHome({ origin, token, station: stationOf(hostname()), fetch: fetchByChromium }),
    kiosk,
    files: new Map(),
    words: (language) => `${say(language, 'joined', { origin })}.`,
    serve: () => undefined,
    stop: async () => undefined,
  };
}

const fetchByChromium = (url: string, init: RequestInit) => net.fetch(url, init);

/** Of the config file only what is about this machine's windows. A broken one falls back as on a host with a core. */
function readKiosk({ config: file, dataDir }: JoinOptions, tell: Tell): Core['kiosk'] {
  if (file === undefined) return readConfig(undefined).config.kiosk;
  try {
    const { config, text = '' } = readConfig(file);
    keep(dataDir, file, text, tell);
    return config.kiosk;
  } catch (error) {
    const kept = lastGoodConfig(dataDir, file);
    if (!kept || !(error instanceof UsageError)) throw error;
    for (const problem of error.problems) tell(formatProblem(problem));
    tell(`${error.message}: the last good config, of ${kept.savedAt.toISOString()}, is in force`);
    return configOf(kept.text, file).config.kiosk;
  }
}

function keep(dataDir: string, file: string, text: string, tell: Tell): void {
  try {
    keepLastGoodConfig(dataDir, file, text);
  } catch (error) {
    tell(`the config could not be kept for the day that it is broken: ${String(error).slice(0, 200)}`);
  }
}

function readToken(file: string): string {
  const token = readText(file).trim();
  if (!/^\S+$/.test(token)) throw new UsageError(`${file} has to hold one token and nothing else`);
  return token;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
