import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AuditPage } from '#contract/audit.ts';
import type { ControlState, KnownDisplay } from '#contract/control.ts';
import type { Scene, SceneSummary } from '#contract/layout.ts';
import { actions } from './actions.ts';
import { coreNow, wallStore } from './wall-store.ts';

/** As many as the core keeps. */
const MAX_HISTORY = 500;
/** Drawn layouts that are kept: as many scenes as the core keeps. */
const MAX_LAYOUTS = 200;

export interface ControlData {
  readonly state: ControlState | undefined;
  readonly displays: readonly KnownDisplay[] | undefined;
  readonly scenes: readonly SceneSummary[] | undefined;
  /** Who did what and when, newest first. */
  readonly history: AuditPage;
  /** Published layouts by scene id, for thumbnails. */
  readonly layouts: ReadonlyMap<string, Scene>;
  /** Core wall-clock ms since when a display owes the confirmation of what it was sent. */
  readonly owing: ReadonlyMap<string, number>;
  /** Why the core does not tell; empty while it does. */
  readonly problem: string;
}

const NOTHING: ControlData = {
  state: undefined,
  displays: undefined,
  scenes: undefined,
  history: { entries: [], newest: 0, evicted: 0 },
  layouts: new Map(),
  owing: new Map(),
  problem: '',
};

/** What supervisors see of the whole wall. */
export const controlStore: StoreApi<ControlData> = createStore<ControlData>()(() => NOTHING);

/** What came after is put before what we have; a log that has begun anew takes its place. */
export function withNews(before: AuditPage, news: AuditPage): AuditPage {
  if (news.newest < before.newest) return news;
  return { ...news, entries: [...news.entries, ...before.entries].slice(0, MAX_HISTORY) };
}

/** Since when each display owes its word; one that gave it, or is offline, owes nothing. */
export function owingSince(
  before: ReadonlyMap<string, number>,
  displays: readonly KnownDisplay[],
  nowMs: number,
): ReadonlyMap<string, number> {
  const owing = displays.filter(({ online, directive, sent }) => online && directive < sent);
  return new Map(owing.map(({ name }) => [name, before.get(name) ?? nowMs]));
}

/** Revisions of the layouts we hold, by scene id. */
const held = new Map<string, number>();
let asking = false;
let again = false;

/** Asks for everything; calls during an answer make one more round, not many. */
export async function refreshControl(): Promise<void> {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  try {
    do {
      again = false;
      const { history } = controlStore.getState();
      const [state, displays, scenes, news] = await Promise.all([
        actions.controlState(),
        actions.listDisplays(),
        actions.listScenes(),
        actions.controlHistory(history.newest),
      ]);
      controlStore.setState(({ owing }) => ({
        state,
        displays,
        scenes,
        history: withNews(history, news),
        owing: owingSince(owing, displays, coreNow()),
        problem: '',
      }));
      await refreshLayouts(scenes, displays);
    } while (again);
  } catch (error) {
    controlStore.setState({ problem: error instanceof Error ? error.message : String(error) });
  } finally {
    asking = false;
  }
}

async function refreshLayouts(
  scenes: readonly SceneSummary[],
  displays: readonly KnownDisplay[],
): Promise<void> {
  const living = scenes.filter(({ deletedAt, builtIn }) => deletedAt === 0 || builtIn).slice(0, MAX_LAYOUTS);
  const shown = new Set(displays.map(({ scene }) => scene));
  const wanted = living
    .map(({ id, published, deletedAt }) => ({ id, revision: deletedAt === 0 ? published : 0 }))
    .filter(({ id, revision }) => held.get(id) !== revision)
    .sort((a, b) => Number(shown.has(b.id)) - Number(shown.has(a.id)));
  for (const { id, revision } of wanted) {
    const summary = living.find((one) => one.id === id);
    // Only drafted: no display can show it yet.
    if (revision === 0 && summary?.builtIn !== true) continue;
    const scene = await actions.readScene(id).catch(() => undefined);
    if (!scene) continue;
    held.set(id, revision);
    controlStore.setState(({ layouts }) => ({ layouts: new Map(layouts).set(id, scene) }));
  }
}

/** Keeps the store as the core has it: at each link and at each word of change in the frames. Returns the undo. */
export function followControl(): () => void {
  const { link } = wallStore.getState();
  if (link === 'up') void refreshControl();
  return wallStore.subscribe((now, before) => {
    const linked = now.link === 'up' && before.link !== 'up';
    const changed =
      now.control?.revision !== before.control?.revision ||
      now.control?.reported !== before.control?.reported;
    if (linked || (changed && now.link === 'up')) void refreshControl();
  });
}

/** An answer to an order is the newest state there is. */
export function takeState(state: ControlState): void {
  controlStore.setState((before) =>
    (before.state?.revision ?? -1) > state.revision ? before : { ...before, state },
  );
}
