import { UsageError } from '#hosts/shared/usage-error.ts';

/** Of the pages that this process serves itself. */
export const ORIGIN = 'app://vigil';

/** Where the windows' pages come from: this process, or the node host that it joins. */
export interface Home {
  readonly origin: string;
  /** The machine's part of its displays' names; empty where the wall has no other machine. */
  readonly station: string;
  /** On another host: its page comes without a port, and the host may be away. */
  readonly remote: boolean;
  wallUrl(display: string): string;
  controlUrl(): string;
  /** @returns why the page can't be had just now, for awayWords; undefined when it can */
  problem(): Promise<string | undefined>;
}

const wallQuery = (display: string) => `/?display=${encodeURIComponent(display)}`;
const CONTROL_QUERY = '/?view=control';

export const ownHome: Home = {
  origin: ORIGIN,
  station: '',
  remote: false,
  wallUrl: (display) => ORIGIN + wallQuery(display),
  controlUrl: () => ORIGIN + CONTROL_QUERY,
  problem: async () => undefined,
};

export interface JoinedHomeOptions {
  readonly origin: string;
  readonly token: string | undefined;
  readonly station: string;
  /** Chromium's own, so that its proxies and certificates hold. */
  fetch(url: string, init: RequestInit): Promise<Response>;
}

const ANSWER_WITHIN_MS = 5_000;

export function joinedHome({ origin, token, station, fetch }: JoinedHomeOptions): Home {
  // Behind #, where no server's log sees it; the page takes it out of its address.
  const hash = token === undefined ? '' : `#token=${encodeURIComponent(token)}`;
  return {
    origin,
    station,
    remote: true,
    wallUrl: (display) => origin + wallQuery(display) + hash,
    controlUrl: () => origin + CONTROL_QUERY + hash,
    async problem() {
      try {
        const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
        const answer = await fetch(`${origin}/`, { redirect: 'error', cache: 'no-store', signal });
        const text = await answer.text();
        if (!answer.ok) return `HTTP ${answer.status}`;
        // A proxy's own page, or that of a network that wants a login, would stand there as if it were the wall.
        return text.includes('name="vigil-build"') ? undefined : 'other';
      } catch (error) {
        return errorWords(error);
      }
    },
  };
}

/** The supervisor's pages of a home, which lead to each other. */
export function isDesk({ origin }: Home, url: string): boolean {
  if (!URL.canParse(url) || !url.startsWith(`${origin}/`)) return false;
  const { pathname, searchParams } = new URL(url);
  return pathname === '/' && ['control', 'editor'].includes(searchParams.get('view') ?? '');
}

/** Behind the policy that the page comes with: no network but the host that was joined. */
export function mayReach({ origin, remote }: Home, url: string): boolean {
  if (!/^(https?|wss?|ftp):/i.test(url)) return true;
  return remote && URL.canParse(url) && new URL(url.replace(/^ws/i, 'http')).origin === origin;
}

/**
 * The origin of an address to join.
 * @throws UsageError that says what is wrong with it
 */
export function originToJoin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const fits = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.username === '';
  if (!fits || url.search !== '' || url.hash !== '') {
    throw new UsageError(
      `--join takes an address such as https://soc.example:8844, not ${JSON.stringify(text)}`,
    );
  }
  return url.origin;
}

/** fetch says "fetch failed" and keeps the reason. */
function errorWords(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  if (cause.name === 'TimeoutError') return 'silent';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message.slice(0, 200);
}
