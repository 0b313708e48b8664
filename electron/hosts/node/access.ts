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
}

export interface AccessOptions {
  readonly host: string;
  readonly tokens: readonly Token[];
  /** TLS of our own, or a proxy in front that was declared to do it. */
  readonly encrypted: boolean;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

/** @returns why Vigil will not listen so, or undefined when it may */
export function refuseToListen({ host, tokens, encrypted }: AccessOptions): string | undefined {
  if (LOOPBACK.test(host)) return undefined;
  if (!encrypted)
    return `Listening on ${host} needs server.tls, or server.proxy: true for a proxy that ends TLS`;
  if (tokens.length === 0) return `Listening on ${host} needs server.tokens`;
  return undefined;
}

export function createAccess({ host, tokens }: AccessOptions): Access {
  const known = tokens.map(({ token, ...who }) => ({ digest: digest(token), who }));
  return {
    loopback: LOOPBACK.test(host),
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
 * so only loopback names are answered; and a browser's request must come from our own page.
 */
export function hostAllowed({ loopback }: Access, { headers }: IncomingMessage): boolean {
  const host = headers.host ?? '';
  if (loopback && !LOOPBACK.test(host.replace(/:\d+$/, ''))) return false;
  const origin = headers.origin;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
