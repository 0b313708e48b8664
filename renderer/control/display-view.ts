import {
  type Cause,
  type ControlState,
  type DisplayControl,
  type ListedDisplay,
  type Stamp,
  type Target,
  type ToShow,
  UNORDERED,
} from '#contract/control.ts';
import type { SoundState } from '#contract/health.ts';
import type { SceneSummary } from '#contract/layout.ts';

/** A display that owes its word this long is told about. */
export const UNCONFIRMED_MS = 3000;
const DEFAULT_SCENE = 'overview';

export interface DisplayView {
  readonly display: ListedDisplay;
  /** On the glass, as the display itself said; empty before its first word. */
  readonly shown: string;
  /** What it should show, as the core tells; as ordered while that is on its way. */
  readonly wanted: string;
  /** Of that scene, as the core has it; empty where it is on its way. */
  readonly title: string;
  readonly cause: Cause;
  /** What a takeover is about. */
  readonly incident: string | undefined;
  /** What was ordered and can't be shown. */
  readonly missing: ToShow['missing'];
  /** Who put the wanted scene or playlist there. */
  readonly by: Stamp | undefined;
  readonly pinned: boolean;
  /** The wall whose one picture it shows a part of. */
  readonly spanning: string | undefined;
  readonly playlist: string | undefined;
  readonly frozen: boolean;
  readonly blank: boolean;
  /** As the display says; as ordered while it owes its word or has no sound to speak of yet. */
  readonly muted: boolean;
  /** Key M at the display has chosen otherwise than was ordered. */
  readonly mutedByKey: boolean;
  readonly sound: SoundState;
  readonly messages: number;
  /** `pending` while it owes its word, `late` when it owes it too long. */
  readonly confirmation: 'confirmed' | 'pending' | 'late' | 'offline';
  readonly owedMs: number;
}

/** An order on its way to the core: shown as if done, marked pending. */
export interface InFlight {
  readonly displays: readonly string[];
  readonly change: Partial<Pick<DisplayControl, 'scene' | 'frozen' | 'blank' | 'muted' | 'playlist'>>;
}

export interface ViewInputs {
  readonly state: ControlState;
  readonly displays: readonly ListedDisplay[];
  readonly owing: ReadonlyMap<string, number>;
  readonly inFlight: readonly InFlight[];
  readonly nowMs: number;
}

export function displayViews({ state, displays, owing, inFlight, nowMs }: ViewInputs): DisplayView[] {
  const orders = new Map(state.displays.map((one) => [one.display, one]));
  const walls = new Map(
    state.walls.map((wall) => [wall.id, new Set(wall.displays.map((one) => one.display))]),
  );
  return displays.map((display) => {
    const { name, online, sound } = display;
    const own = inFlight.filter((order) => order.displays.includes(name));
    const control = own.reduce<DisplayControl>(
      (sum, { change }) => ({ ...sum, ...change }),
      orders.get(name) ?? UNORDERED,
    );
    const onItsWay = own.some(({ change }) => 'scene' in change || 'playlist' in change);
    const expected = onItsWay ? asOrdered(display, control) : display.toShow;
    const { cause, scene: wanted, title, pinned, missing } = expected;
    const over = control.scene?.wall ?? '';
    const since = owing.get(name);
    const ordered = control.muted !== null;
    const told = online && sound !== 'unknown' && since === undefined && own.length === 0;
    const muted = told ? sound === 'muted' : ordered;
    const owedMs = since === undefined ? 0 : Math.max(0, nowMs - since);
    const messages = state.banners.filter(
      ({ target, until }) => (until === 0 || until > nowMs) && isFor(target, name, walls),
    ).length;
    return {
      display,
      shown: display.scene,
      wanted,
      title,
      cause,
      incident: expected.incident?.title,
      missing,
      by:
        (cause === 'shown' ? control.scene : cause === 'playlist' ? control.playlist : undefined) ??
        undefined,
      pinned,
      spanning: cause === 'shown' && walls.get(over)?.has(name) ? over : undefined,
      playlist: control.playlist?.id,
      frozen: control.frozen !== null,
      blank: control.blank !== null,
      muted,
      mutedByKey: muted !== ordered,
      sound,
      messages,
      confirmation: !online
        ? 'offline'
        : since !== undefined && owedMs >= UNCONFIRMED_MS
          ? 'late'
          : since !== undefined || own.length > 0
            ? 'pending'
            : 'confirmed',
      owedMs,
    };
  });
}

function isFor(target: Target, display: string, walls: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  if ('all' in target) return true;
  if ('display' in target) return target.display === display;
  return 'displays' in target
    ? target.displays.includes(display)
    : (walls.get(target.wall)?.has(display) ?? false);
}

/** What will have to be shown once the order is there: a held picture stays, and a takeover unless the scene is pinned. */
function asOrdered({ toShow }: ListedDisplay, { scene, playlist, frozen }: DisplayControl): ToShow {
  if (frozen || (toShow.cause === 'takeover' && !scene?.pinned)) return toShow;
  const plain = { title: '', pinned: false, incident: null, missing: null };
  if (scene) return { ...plain, scene: scene.id, cause: 'shown', pinned: scene.pinned };
  if (playlist) return { ...plain, scene: toShow.scene, title: toShow.title, cause: 'playlist' };
  return { ...plain, scene: DEFAULT_SCENE, cause: 'default' };
}

export interface WallSection {
  readonly id: string;
  readonly name: string;
  readonly displays: readonly DisplayView[];
}

/** Walls in the order they were made, each as it hangs, row by row; then the displays of none. A display may hang in two. */
export function wallSections(walls: ControlState['walls'], views: readonly DisplayView[]): WallSection[] {
  const known = new Map(views.map((view) => [view.display.name, view]));
  const placed = new Set(walls.flatMap((wall) => wall.displays.map(({ display }) => display)));
  const sections = walls.map(({ id, name, displays }) => ({
    id,
    name,
    displays: displays
      .toSorted((a, b) => a.y - b.y || a.x - b.x)
      .flatMap(({ display }) => known.get(display) ?? []),
  }));
  const rest = views.filter(({ display }) => !placed.has(display.name));
  return rest.length > 0 || sections.length === 0
    ? [...sections, { id: '', name: '', displays: rest }]
    : sections;
}

/** Scenes that can be put up: those with something published, and the built-in ones. */
export function showableScenes(scenes: readonly SceneSummary[]): SceneSummary[] {
  return scenes.filter(({ deletedAt, published, builtIn }) => builtIn || (deletedAt === 0 && published > 0));
}
