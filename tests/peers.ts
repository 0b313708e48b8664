import { findChromium, findElectron, onPath } from '../build/browsers.mjs';

/** Real programs that tests hold Vigil against. None of them is needed to build or run it. */
const PROGRAMS = {
  suricata: 'suricata',
  sec: 'sec',
  tshark: 'tshark',
  pulseaudio: 'pulseaudio',
  parec: 'parec',
  sox: 'sox',
  xvfb: 'Xvfb',
  logrotate: 'logrotate',
  openssl: 'openssl',
  logger: 'logger',
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
  return onPath(PROGRAMS[name]);
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
