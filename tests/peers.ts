import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium, findElectron, onPath } from '../build/browsers.mjs';

/** Real programs that tests hold Vigil against. None of them is needed to build or run it. */
const PROGRAMS = {
  suricata: { names: ['suricata'], version: ['-V'] },
  sec: { names: ['sec'], version: ['--version'] },
  tshark: { names: ['tshark'], version: ['--version'] },
  pulseaudio: { names: ['pulseaudio'], version: ['--version'] },
  parec: { names: ['parec'], version: ['--version'] },
  sox: { names: ['sox'], version: ['--version'] },
  xvfb: { names: ['Xvfb'], version: [] },
  logrotate: { names: ['logrotate'], version: ['--version'] },
  openssl: { names: ['openssl'], version: ['version'] },
  logger: { names: ['logger'], version: ['--version'] },
} as const;

export type PeerName = keyof typeof PROGRAMS | 'chromium' | 'electron';

export interface Peer {
  /** Empty where it is missing. */
  readonly path: string;
  /** For node:test: `test('…', { skip: peer('sox').skip }, …)` skips in words. */
  readonly skip: string | false;
}

function find(name: PeerName): string {
  if (name === 'chromium') return findChromium();
  if (name === 'electron') return findElectron();
  return onPath(...PROGRAMS[name].names);
}

export function peer(name: PeerName): Peer {
  const path = find(name);
  return { path, skip: path ? false : `${name} is not on this machine` };
}

/** All of several, or the reason of the first that is missing. */
export function peers<N extends PeerName>(
  ...names: N[]
): Record<N, string> & { readonly skip: string | false } {
  const found = names.map((name) => [name, peer(name)] as const);
  const paths = Object.fromEntries(found.map(([name, { path }]) => [name, path])) as Record<N, string>;
  const missing = found.find(([, { skip }]) => skip !== false);
  return { ...paths, skip: missing ? missing[1].skip : false };
}

/** First line of what a program says of its version; empty where it can't tell. */
export function peerVersion(name: keyof typeof PROGRAMS): string {
  const { names, version } = PROGRAMS[name];
  const path = onPath(...names);
  if (!path || version.length === 0 || !existsSync(path)) return '';
  const said = spawnSync(path, version, { encoding: 'utf8', timeout: 10_000 });
  return `${said.stdout}${said.stderr}`.trim().split('\n')[0] ?? '';
}
