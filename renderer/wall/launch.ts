import type { Density } from '#renderer/theme/metrics.ts';

export interface Launch {
  readonly display: string;
  readonly density: Density;
  readonly token: string | undefined;
}

const TOKEN_KEY = 'vigil.token';

/**
 * What the URL asks for. A token comes behind `#`, where no server log sees it, and leaves the address bar at once;
 * the window keeps it for its reloads.
 */
export function readLaunch(
  location: Pick<Location, 'search' | 'hash' | 'pathname'>,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  history: Pick<History, 'replaceState'>,
): Launch {
  const query = new URLSearchParams(location.search);
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    storage.setItem(TOKEN_KEY, given);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return {
    display: (query.get('display') ?? '').slice(0, 64) || 'main',
    density: query.get('density') === 'desk' ? 'desk' : 'wall',
    token: storage.getItem(TOKEN_KEY) ?? undefined,
  };
}
