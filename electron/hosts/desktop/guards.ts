import { app, type Session, type WebContents } from 'electron';
import { type Home, isDesk, mayReach } from './home.ts';

/** Choosing a loudspeaker is all that the page ever needs to be granted. */
const GRANTED = new Set(['speaker-selection']);

export interface GuardOptions {
  readonly home: Home;
  /** Its pages lead to each other. */
  isControl(contentsId: number): boolean;
  tell(message: string): void;
}

/** Nothing leads out of the page: no other address, no window, no frame, no webview, whatever it shows. */
export function guardContents(options: GuardOptions): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, options));
}

function guard(contents: WebContents, { home, isControl, tell }: GuardOptions): void {
  const refuse = (event: { preventDefault(): void }, what: string, url: string) => {
    event.preventDefault();
    tell(`refused ${what} to ${url.replace(/#.*/, '').slice(0, 200)}`);
  };
  contents.on('will-navigate', (event, url) => {
    // The page reloads itself when the core's build has changed.
    if (url === contents.getURL() || (isControl(contents.id) && isDesk(home, url))) return;
    refuse(event, 'navigation', url);
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

export function guardSession(session: Session, home: Home, tell: (message: string) => void): void {
  const { origin } = home;
  session.setPermissionRequestHandler((contents, permission, decide) => {
    decide(GRANTED.has(permission) && contents.getURL().startsWith(`${origin}/`));
  });
  session.setPermissionCheckHandler((_contents, permission, asking) => {
    return GRANTED.has(permission) && asking.replace(/\/$/, '') === origin;
  });
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const cancel = !mayReach(home, url);
    if (cancel) tell(`refused a request to ${url.slice(0, 200)}`);
    answer({ cancel });
  });
}
