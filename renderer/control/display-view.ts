import {
  type ControlState,
  type DisplayControl,
  type KnownDisplay,
  type Stamp,
  UNORDERED,
} from '#contract/control.ts';
import type { SoundState } from '#contract/health.ts';
import type { SceneSummary } from '#contract/layout.ts';

/** A display that owes its word this long is told about. */
export const UNCONFIRMED_MS = 3000;
/** The scene the core puts up when an incident takes displays over. */
const TAKEOVER_SCENE = 'focus';
const DEFAULT_SCENE = 'overview';

export type Cause = 'shown' | 'playlist' | 'default' | 'takeover';

export interface DisplayView {
  readonly display: KnownDisplay;
  /** On the glass, as the display itself said; empty before its first word. */
  readonly shown: string;
  /** What it should show: where no order names it, what it shows. */
  readonly wanted: string;
  readonly cause: Cause;
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
  readonly displays: readonly KnownDisplay[];
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
    const { cause, wanted, by } = expected(display, control);
    const since = owing.get(name);
    const ordered = control.muted !== null;
    const told = online && sound !== 'unknown' && since === undefined && own.length === 0;
    const muted = told ? sound === 'muted' : ordered;
    const owedMs = since === undefined ? 0 : Math.max(0, nowMs - since);
    const messages = state.banners.filter(
      ({ target, until }) =>
        (until === 0 || until > nowMs) &&
        ('all' in target ||
          ('display' in target ? target.display === name : walls.get(target.wall)?.has(name))),
    ).length;
    return {
      display,
      shown: display.scene,
      wanted,
      cause,
      by,
      pinned: control.scene?.pinned ?? false,
      spanning: cause === 'shown' ? (control.scene?.wall ?? undefined) : undefined,
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

function expected(
  { scene: shown }: KnownDisplay,
  { scene, playlist, frozen }: DisplayControl,
): { readonly cause: Cause; readonly wanted: string; readonly by: Stamp | undefined } {
  const taken = shown === TAKEOVER_SCENE && scene?.id !== TAKEOVER_SCENE;
  if (taken && !scene?.pinned) return { cause: 'takeover', wanted: shown, by: undefined };
  // A held picture stays whatever is ordered behind it.
  if (scene) return { cause: 'shown', wanted: frozen ? shown : scene.id, by: scene };
  if (playlist) return { cause: 'playlist', wanted: shown, by: playlist };
  return { cause: 'default', wanted: frozen ? shown : DEFAULT_SCENE, by: undefined };
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
