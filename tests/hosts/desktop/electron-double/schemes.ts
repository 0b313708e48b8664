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

/** Answers a request from the handler of its scheme. Nothing else is reached: there is no network behind the wall. */
export async function fulfil(route: Route): Promise<void> {
  const request = route.request();
  const url = fromChromium(request.url());
  const handler = handlers.get(new URL(url).protocol.slice(0, -1));
  if (!handler) {
    await route.abort('addressunreachable');
    return;
  }
  const response = await handler(new Request(url, { method: request.method() }));
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}
