import type { Route } from 'playwright-core';

type Handler = (request: Request) => Response | Promise<Response>;
const handlers = new Map<string, Handler>();

export const protocol = {
  registerSchemesAsPrivileged(): void {},
  handle(scheme: string, handler: Handler): void {
    handlers.set(scheme, handler);
  },
};

/** Chromium knows no scheme of ours: `app://vigil` stands behind a localhost name, which is a secure context too. */
const SCHEME_HOST = '.app.localhost';

export function toChromium(url: string): string {
  return url.replace(/^app:\/\/([^/?#]+)/, (_all, host: string) => `http://${host}${SCHEME_HOST}`);
}

export function fromChromium(url: string): string {
  return url.replace(
    /^http:\/\/([^/?#]+)\.app\.localhost(?=[/?#]|$)/,
    (_all, host: string) => `app://${host}`,
  );
}

type Ask = (details: { url: string }, answer: (verdict: { cancel?: boolean }) => void) => void;
let ask: Ask | undefined;

/** Of the session's webRequest. Not for WebSockets: a page's own policy has to hold those. */
export function onBeforeRequest(listener: Ask): void {
  ask = listener;
}

/** Answers a request from the handler of its scheme, or lets it out where the host allows that. */
export async function fulfil(route: Route): Promise<void> {
  const request = route.request();
  const url = fromChromium(request.url());
  const verdict = await new Promise<{ cancel?: boolean }>((resolve) => {
    if (ask) ask({ url }, resolve);
    else resolve({});
  });
  if (verdict.cancel === true) {
    await route.abort('blockedbyclient');
    return;
  }
  const handler = handlers.get(new URL(url).protocol.slice(0, -1));
  if (!handler) {
    await route.continue();
    return;
  }
  const response = await handler(new Request(url, { method: request.method() }));
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}
