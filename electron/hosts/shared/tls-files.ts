import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

export interface TlsFiles {
  readonly key: string;
  readonly cert: string;
}

/** @throws Error in words when one can't be read, is no key or certificate, or they are no pair */
export function readTlsFiles({ key, cert }: TlsFiles): {
  readonly key: Buffer;
  readonly cert: Buffer;
} {
  const pair = { key: readFileSync(key), cert: readFileSync(cert) };
  try {
    createSecureContext(pair);
  } catch (error) {
    throw new Error(`${key} and ${cert} can't be used: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
  return pair;
}
