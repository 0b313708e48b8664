import type { Density } from '#renderer/theme/metrics.ts';

export type View = 'wall' | 'control' | 'editor';

export interface Launch {
  readonly view: View;
  /** Empty on a supervisor's page: it is no display. */
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
  const asked = query.get('view');
  const view = asked === 'control' || asked === 'editor' ? asked : 'wall';
  const desk = view === 'control' || (view === 'wall' && query.get('density') === 'desk');
  return {
    view,
    display: view === 'wall' ? (query.get('display') ?? '').slice(0, 64) || 'main' : '',
    // The editor shows panels as they are on a wall, and lays out its own desk around them.
    density: desk ? 'desk' : 'wall',
    token: storage.getItem(TOKEN_KEY) ?? undefined,
  };
}
