import { CONTENT_POLICY } from '#hosts/shared/content-policy.ts';
import { protocol } from 'electron';
import type { PageFile } from '#hosts/shared/page-files.ts';
import { ORIGIN } from './home.ts';
import { awayWords, type Failure, failureWords, type Language, say } from './status-text.ts';

const SCHEME = 'app';

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

export interface PageOptions {
  /** None where the page comes from a server. */
  readonly files: ReadonlyMap<string, PageFile>;
  readonly language: Language;
  /** How the core is, for the status page. */
  coreWords(): string;
}

/** Serves the built page. What is not in the map does not exist, so no path of a request reaches the disk. */
export function servePage({ files, language, coreWords }: PageOptions): void {
  protocol.handle(SCHEME, (request) => {
    const { host, pathname, searchParams } = new URL(request.url);
    if (host !== 'vigil' || request.method !== 'GET') return new Response('Not here\n', { status: 404 });
    if (pathname === '/status') return statusPage(language, searchParams, coreWords());
    if (pathname === '/away') return awayPage(language, searchParams);
    const file = files.get(pathname);
    if (!file) return new Response('There is no such page\n', { status: 404, headers: HEADERS });
    return new Response(new Uint8Array(file.body), { headers: { ...HEADERS, 'content-type': file.type } });
  });
}

export function statusUrl(display: string, failure: Failure, tryAgainAt: Date): string {
  const query = new URLSearchParams({ display, ...failure, at: timeOf(tryAgainAt) });
  return `${ORIGIN}/status?${query.toString()}`;
}

/** @param why as awayWords takes it */
export function awayUrl(display: string, origin: string, why: string, since: Date): string {
  const query = new URLSearchParams({ display, origin, why, at: timeOf(since) });
  return `${ORIGIN}/away?${query.toString()}`;
}

const timeOf = (date: Date) => date.toTimeString().slice(0, 8);

const FAILURES = ['ended', 'not-loaded', 'hung', 'empty'] as const;

/** What stands when the page itself can't. It asks how the core is every 10 s. */
function statusPage(language: Language, query: URLSearchParams, core: string): Response {
  const given = givenBy(query);
  const what = FAILURES.find((one) => one === query.get('what')) ?? 'ended';
  const next = say(language, 'next', { at: given('at') });
  const lines = [failureWords(language, { what, detail: given('detail') }), core, next, given('display')];
  return plainPage(language, say(language, 'stopped'), lines, '<meta http-equiv="refresh" content="10">');
}

/** What stands as long as the server that has the wall is away. */
function awayPage(language: Language, query: URLSearchParams): Response {
  const given = givenBy(query);
  const lines = [
    say(language, 'away.why', { origin: given('origin'), why: awayWords(language, given('why')) }),
    say(language, 'away.next', { at: given('at') }),
    given('display'),
  ];
  return plainPage(language, say(language, 'away'), lines, '');
}

const givenBy = (query: URLSearchParams) => (name: string) => (query.get(name) ?? '').slice(0, 300);

const escape = (text: string) =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);

/** No script, nothing that could fail. */
function plainPage(language: Language, title: string, lines: readonly string[], head: string): Response {
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8">${head}<title>Vigil: ${escape(title)}</title>
<style>html{background:#0b0f14;color:#e6ebf0;font:4.7vh/1.4 sans-serif}body{margin:12vh 8vw}h1{font-size:8vh;line-height:1.2;margin:0}p{overflow-wrap:anywhere}</style>
</head><body><h1>${escape(title)}</h1>${lines.map((line) => `<p>${escape(line)}</p>`).join('\n')}</body></html>`;
  const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
  return new Response(html, {
    headers: { ...HEADERS, 'content-security-policy': policy, 'content-type': 'text/html; charset=utf-8' },
  });
}
