import { app, type Session, type WebContents } from 'electron';
import { ORIGIN } from './page.ts';

/** Choosing a loudspeaker is all that the page ever needs to be granted. */
const GRANTED = new Set(['speaker-selection']);

/** Nothing leads out of the page: no other address, no window, no frame, no webview, whatever it shows. */
export function guardContents(tell: (message: string) => void): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, tell));
}

function guard(contents: WebContents, tell: (message: string) => void): void {
  const refuse = (event: { preventDefault(): void }, what: string, url: string) => {
    event.preventDefault();
    tell(`refused ${what} to ${url.slice(0, 200)}`);
  };
  contents.on('will-navigate', (event, url) => {
    // The page reloads itself when the core's build has changed.
    if (url !== contents.getURL()) refuse(event, 'navigation', url);
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) refuse(event, 'a frame', event.url);
  });
  contents.on('will-redirect', (event, url) => refuse(event, 'a redirect', url));
  // Nothing may hold a page back that has to go; no size but the one the theme gives.
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  contents.on('zoom-changed', () => contents.setZoomLevel(0));
  contents.on('will-attach-webview', (event) => refuse(event, 'a webview', ''));
  contents.setWindowOpenHandler(({ url }) => {
    tell(`refused a window for ${url.slice(0, 200)}`);
    return { action: 'deny' };
  });
}

export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, decide) => {
    decide(GRANTED.has(permission) && contents.getURL().startsWith(`${ORIGIN}/`));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => {
    return GRANTED.has(permission) && origin.replace(/\/$/, '') === ORIGIN;
  });
  session.setDevicePermissionHandler(() => false);
}
