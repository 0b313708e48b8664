import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Identity } from '#contract/api.ts';

export interface Token extends Identity {
  readonly token: string;
}

export interface Access {
  /** Who a token stands for. Without any tokens, on loopback, whoever sits at the machine may do everything. */
  identify(token: string | undefined): Identity | undefined;
  readonly loopback: boolean;
  /** Of this host besides, in lower case. */
  readonly names: ReadonlySet<string>;
}

export interface AccessOptions {
  readonly host: string;
  readonly tokens: readonly Token[];
  /** TLS of our own, or a proxy in front that was declared to do it. */
  readonly encrypted: boolean;
  /** Everyone comes from loopback then, wherever they are. */
  readonly proxy?: boolean;
  /** Host names, without port, by which a proxy or the DNS knows it. */
  readonly names?: readonly string[];
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

/** @returns why Vigil will not listen so, or undefined when it may */
export function refuseToListen({ host, tokens, encrypted, proxy }: AccessOptions): string | undefined {
  if (proxy && tokens.length === 0) {
    return 'server.proxy: true needs server.tokens: whoever comes through the proxy would be a supervisor';
  }
  if (LOOPBACK.test(host)) return undefined;
  if (!encrypted)
    return `Listening on ${host} needs server.tls, or server.proxy: true for a proxy that ends TLS`;
  if (tokens.length === 0) return `Listening on ${host} needs server.tokens`;
  return undefined;
}

export function createAccess({ host, tokens, names = [] }: AccessOptions): Access {
  const known = tokens.map(({ token, ...who }) => ({ digest: digest(token), who }));
  return {
    loopback: LOOPBACK.test(host),
    names: new Set(names.map((name) => name.toLowerCase())),
    identify(token) {
      if (known.length === 0) return { role: 'supervisor', name: 'local' };
      if (token === undefined) return undefined;
      // Every token is compared, in constant time: how long it takes tells nothing.
      const given = digest(token);
      let found: Identity | undefined;
      for (const { digest: one, who } of known) if (timingSafeEqual(one, given)) found = who;
      return found;
    },
  };
}

/**
 * On loopback a page from elsewhere could reach us by a name of its own that resolves to 127.0.0.1 (DNS rebinding),
 * so only loopback names and declared ones are answered; and a browser's request must come from our own page, under
 * the name it was reached by or a declared one: a proxy may have put another Host in its place.
 */
export function hostAllowed({ loopback, names }: Access, { headers }: IncomingMessage): boolean {
  const host = (headers.host ?? '').toLowerCase();
  const name = host.replace(/:\d+$/, '');
  if (loopback && !LOOPBACK.test(name) && !names.has(name)) return false;
  const origin = headers.origin;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const own = new URL(origin);
  return own.host === host || names.has(own.hostname);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
