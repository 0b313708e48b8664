import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AuditPage } from '#contract/audit.ts';
import type { ControlState, ListedDisplay } from '#contract/control.ts';
import type { Scene, SceneSummary } from '#contract/layout.ts';
import { MAX_LAYOUTS } from '#contract/wall-api.ts';
import { actions } from './actions.ts';
import { coreNow, wallStore } from './wall-store.ts';

/** As many as the core keeps. */
const MAX_HISTORY = 500;
/** Drawn layouts that are kept: as many scenes as the core keeps, the built-in ones and those of tenants. */
const MAX_HELD = 400;
/** Five rounds of four calls a second, of the 50 calls that the core takes from a page. */
const ROUND_EVERY_MS = 200;
/** What could not be told may never change again: it is asked for once more. */
const AGAIN_MS = 1_000;

export interface ControlData {
  readonly state: ControlState | undefined;
  readonly displays: readonly ListedDisplay[] | undefined;
  readonly scenes: readonly SceneSummary[] | undefined;
  /** Who did what and when, newest first. */
  readonly history: AuditPage;
  /** Published layouts by scene id, for thumbnails. */
  readonly layouts: ReadonlyMap<string, Scene>;
  /** What a takeover shows. */
  readonly takeoverLayout: Scene | undefined;
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
  takeoverLayout: undefined,
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
  displays: readonly ListedDisplay[],
  nowMs: number,
): ReadonlyMap<string, number> {
  const owing = displays.filter(({ online, directive, sent }) => online && directive < sent);
  return new Map(owing.map(({ name }) => [name, before.get(name) ?? nowMs]));
}

/** Revisions of the layouts we hold, by scene id. */
const held = new Map<string, number>();
let running: Promise<void> | undefined;
let planned: Promise<void> | undefined;
let startedAt = Number.NEGATIVE_INFINITY;

/**
 * Asks for everything; calls until a round begins are one round. Rounds keep apart, as the core takes so many calls a
 * second and many displays may report at once. Done when what is known is not older than the call.
 */
export function refreshControl(): Promise<void> {
  planned ??= nextRound();
  return planned;
}

async function nextRound(): Promise<void> {
  await running;
  const early = startedAt + ROUND_EVERY_MS - performance.now();
  if (early > 0) await new Promise((done) => setTimeout(done, early));
  planned = undefined;
  startedAt = performance.now();
  running = ask();
  await running;
}

async function ask(): Promise<void> {
  try {
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
    }));
    await refreshLayouts(scenes);
    controlStore.setState({ problem: '' });
  } catch (error) {
    controlStore.setState({ problem: error instanceof Error ? error.message : String(error) });
    setTimeout(() => {
      if (wallStore.getState().link === 'up') void refreshControl();
    }, AGAIN_MS);
  }
}

/** In few calls whatever there is; scenes that are gone are forgotten. */
async function refreshLayouts(scenes: readonly SceneSummary[]): Promise<void> {
  const revisions = new Map(
    scenes
      .filter(({ published, deletedAt, builtIn }) => builtIn || (deletedAt === 0 && published > 0))
      .slice(0, MAX_HELD)
      .map(({ id, published, deletedAt }) => [id, deletedAt === 0 ? published : 0]),
  );
  for (const id of held.keys()) if (!revisions.has(id)) held.delete(id);
  const wanted = [...revisions.keys()].filter((id) => held.get(id) !== revisions.get(id));
  for (let at = 0; at < wanted.length; at += MAX_LAYOUTS) {
    const ids = wanted.slice(at, at + MAX_LAYOUTS);
    const { scenes: layouts, takeover } = await actions.readLayouts(ids);
    for (const id of ids) held.set(id, revisions.get(id) ?? 0);
    controlStore.setState((before) => ({
      layouts: new Map([
        ...[...before.layouts].filter(([id]) => held.has(id)),
        ...layouts.map((scene) => [scene.id, scene] as const),
      ]),
      takeoverLayout: takeover,
    }));
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
