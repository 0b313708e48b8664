import { CONTENT_POLICY } from '#hosts/shared/content-policy.ts';
import { protocol } from 'electron';
import type { PageFile } from '#hosts/shared/page-files.ts';

const SCHEME = 'app';
export const ORIGIN = 'app://vigil';

const HEADERS = {
  'content-security-policy': CONTENT_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/** Before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/**
 * Serves the built page. What is not in the map does not exist, so no path of a request reaches the disk.
 * @param coreWords how the core is, for the status page
 */
export function servePage(files: ReadonlyMap<string, PageFile>, coreWords: () => string): void {
  protocol.handle(SCHEME, (request) => {
    const { host, pathname, searchParams } = new URL(request.url);
    if (host !== 'vigil' || request.method !== 'GET') return new Response('Not here\n', { status: 404 });
    if (pathname === '/status') return statusPage(searchParams, coreWords());
    const file = files.get(pathname);
    if (!file) return new Response('There is no such page\n', { status: 404, headers: HEADERS });
    return new Response(new Uint8Array(file.body), { headers: { ...HEADERS, 'content-type': file.type } });
  });
}

export function wallUrl(display: string): string {
  return `${ORIGIN}/?display=${encodeURIComponent(display)}`;
}

export function statusUrl(display: string, reason: string, tryAgainAt: Date): string {
  const query = new URLSearchParams({ display, reason, at: tryAgainAt.toTimeString().slice(0, 8) });
  return `${ORIGIN}/status?${query.toString()}`;
}

const escape = (text: string) =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);

/** What stands when the page itself can't: no script, nothing that could fail. It asks how the core is every 10 s. */
function statusPage(query: URLSearchParams, core: string): Response {
  const say = (name: string) => escape((query.get(name) ?? '').slice(0, 300));
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="10"><title>Vigil: display stopped</title>
<style>html{background:#0b0f14;color:#e6ebf0;font:4.7vh/1.4 sans-serif}body{margin:12vh 8vw}h1{font-size:8vh;margin:0}</style>
</head><body><h1>This display has stopped</h1><p>${say('reason')}</p>
<p>${escape(core)}</p><p>Next try at ${say('at')}.</p><p>${say('display')}</p></body></html>`;
  const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
  return new Response(html, {
    headers: { ...HEADERS, 'content-security-policy': policy, 'content-type': 'text/html; charset=utf-8' },
  });
}
