import {
  type Banner,
  ControlState,
  type DisplayControl,
  MAX_BANNERS,
  type Night,
  type Playlist,
  type Stamp,
  type TakeoverRules,
  type Target,
  UNORDERED,
  type WallGroup,
} from '#contract/control.ts';
import { putBack, putBackOrders } from './put-back.ts';
import type { UndoStep } from './undo-steps.ts';

const MAX_WALLS = 100;
const MAX_PLAYLISTS = 100;
/** As many as displays are known; orders for those forgotten go first. */
const MAX_ORDERED = 500;

/** Of the whole wall, each by itself. */
const RULES = ['night', 'takeover'] as const;

type Switch = 'frozen' | 'blank' | 'muted';
type Change = Partial<DisplayControl>;

/** What supervisors have ordered. The last change wins, and each is stamped with who and when. */
export class Orders {
  #state: ControlState = {
    revision: 0,
    changed: { by: '', at: 0 },
    displays: [],
    walls: [],
    playlists: [],
    banners: [],
    night: null,
    takeover: null,
  };
  #banners = 0;
  #dropped = 0;
  readonly #tell: (text: string) => void;

  /** @param tell what a person should know: a message that gave way to a newer one */
  constructor(tell: (text: string) => void = () => undefined) {
    this.#tell = tell;
  }

  /** @returns false when it is no such state; then nothing has changed */
  restore(stored: unknown): boolean {
    const parsed = ControlState.safeParse(stored);
    if (parsed.success) this.#state = parsed.data;
    return parsed.success;
  }

  get state(): ControlState {
    return this.#state;
  }

  of(display: string): DisplayControl {
    return this.#state.displays.find((one) => one.display === display) ?? UNORDERED;
  }

  wall(id: string): WallGroup | undefined {
    return this.#state.walls.find((wall) => wall.id === id);
  }

  playlist(id: string): Playlist | undefined {
    return this.#state.playlists.find((playlist) => playlist.id === id);
  }

  /** @param spanning the wall that the scene spans, if it does */
  show(
    displays: readonly string[],
    scene: string,
    pinned: boolean,
    spanning: string | null,
    by: Stamp,
  ): void {
    this.#each(displays, { scene: { id: scene, pinned, wall: spanning, ...by } }, by);
  }

  release(displays: readonly string[], by: Stamp): void {
    this.#each(displays, { scene: null }, by);
  }

  run(displays: readonly string[], playlist: string | null, by: Stamp): void {
    this.#each(
      displays,
      playlist === null ? { playlist: null } : { scene: null, playlist: { id: playlist, ...by } },
      by,
    );
  }

  turn(what: Switch, displays: readonly string[], on: boolean, by: Stamp): void {
    this.#each(
      displays,
      ({ muteOrder }) => ({
        [what]: on ? by : null,
        // Two orders of one millisecond are two.
        ...(what === 'muted' ? { muteOrder: Math.max(muteOrder + 1, by.at) } : {}),
      }),
      by,
    );
  }

  forget(display: string, by: Stamp): void {
    this.#change({ displays: this.#state.displays.filter((one) => one.display !== display) }, by);
  }

  /**
   * Takes a change back, except what somebody has changed again since.
   * @returns how much, and what stays: by its name, a rule by the call that sets it
   */
  undo({ before, after }: Pick<UndoStep, 'before' | 'after'>, by: Stamp): { done: number; kept: string[] } {
    const { displays, walls, playlists, banners, night, takeover } = this.#state;
    const upIn = (all: readonly Banner[]) => all.filter((one) => isUp(one, by.at));
    const orders = putBackOrders({ before: before.displays, after: after.displays, now: displays }, by.at);
    const back = {
      walls: putBack({ before: before.walls, after: after.walls, now: walls }, MAX_WALLS),
      playlists: putBack({ before: before.playlists, after: after.playlists, now: playlists }, MAX_PLAYLISTS),
      // One whose time has passed since is nobody's change, and would be gone at once.
      banners: putBack(
        { before: upIn(before.banners), after: upIn(after.banners), now: upIn(banners) },
        MAX_BANNERS,
      ),
    };
    const rules = RULES.filter((rule) => before[rule] !== after[rule]);
    const same = rules.filter((rule) => this.#state[rule] === after[rule]);
    const done = orders.done + back.walls.done + back.playlists.done + back.banners.done + same.length;
    const kept = [
      ...orders.kept.map(({ display }) => display),
      ...[...back.walls.kept, ...back.playlists.kept].map(({ name }) => name),
      ...back.banners.kept.map(({ text }) => text),
      ...rules.filter((rule) => !same.includes(rule)).map((rule) => `${rule}.save`),
    ];
    if (done > 0) {
      this.#change(
        {
          displays: orders.list.slice(-MAX_ORDERED),
          walls: back.walls.list,
          playlists: back.playlists.list,
          banners: back.banners.list,
          night: same.includes('night') ? before.night : night,
          takeover: same.includes('takeover') ? before.takeover : takeover,
        },
        by,
      );
    }
    return { done, kept };
  }

  /** @returns false when there are too many already */
  saveWall(wall: WallGroup, by: Stamp): boolean {
    const walls = replaced(this.#state.walls, { ...wall, ...by }, MAX_WALLS);
    if (walls) this.#change({ walls }, by);
    return walls !== undefined;
  }

  removeWall(id: string, by: Stamp): void {
    const displays = this.#state.displays.map((one) =>
      one.scene?.wall === id ? { ...one, scene: { ...one.scene, wall: null } } : one,
    );
    this.#change({ walls: this.#state.walls.filter((wall) => wall.id !== id), displays }, by);
  }

  /** @returns false when there are too many already */
  savePlaylist(playlist: Playlist, by: Stamp): boolean {
    const playlists = replaced(this.#state.playlists, { ...playlist, ...by }, MAX_PLAYLISTS);
    if (playlists) this.#change({ playlists }, by);
    return playlists !== undefined;
  }

  removePlaylist(id: string, by: Stamp): void {
    const displays = this.#state.displays.map((one) =>
      one.playlist?.id === id ? { ...one, playlist: null } : one,
    );
    this.#change({ playlists: this.#state.playlists.filter((one) => one.id !== id), displays }, by);
  }

  /** With too many the oldest goes. */
  showBanner(target: Target, text: string, until: number, by: Stamp): Banner {
    const banner = {
      id: `${by.at.toString(36)}-${(this.#banners++).toString(36)}`,
      target,
      text,
      until,
      ...by,
    };
    const banners = [...this.#state.banners, banner];
    const gone = banners.length > MAX_BANNERS ? banners.shift() : undefined;
    if (gone) {
      this.#tell(
        `The message “${gone.text}” was taken down: ${MAX_BANNERS} are up at most; ${++this.#dropped} went so since the start`,
      );
    }
    this.#change({ banners }, by);
    return banner;
  }

  clearBanner(id: string, by: Stamp): void {
    this.#change({ banners: this.#state.banners.filter((banner) => banner.id !== id) }, by);
  }

  /** Nobody's order: what has run out goes. */
  expire(nowMs: number): void {
    const banners = this.#state.banners.filter((banner) => isUp(banner, nowMs));
    if (banners.length < this.#state.banners.length) this.#change({ banners }, this.#state.changed);
  }

  saveNight(night: Night | null, by: Stamp): void {
    this.#change({ night: night && { ...night, ...by } }, by);
  }

  saveTakeover(rules: TakeoverRules, by: Stamp): void {
    this.#change({ takeover: { ...rules, ...by } }, by);
  }

  #each(displays: readonly string[], change: Change | ((before: DisplayControl) => Change), by: Stamp): void {
    const rest = this.#state.displays.filter(({ display }) => !displays.includes(display));
    const changed = displays.map((display) => {
      const before = this.of(display);
      return { ...before, ...(typeof change === 'function' ? change(before) : change), display };
    });
    this.#change({ displays: [...rest, ...changed].slice(-MAX_ORDERED) }, by);
  }

  #change(change: Partial<ControlState>, changed: Stamp): void {
    this.#state = { ...this.#state, ...change, changed, revision: this.#state.revision + 1 };
  }
}

function isUp({ until }: Banner, nowMs: number): boolean {
  return until === 0 || until > nowMs;
}

function replaced<T extends { readonly id: string }>(
  list: readonly T[],
  one: T,
  most: number,
): T[] | undefined {
  const at = list.findIndex(({ id }) => id === one.id);
  if (at >= 0) return list.with(at, one);
  return list.length < most ? [...list, one] : undefined;
}
