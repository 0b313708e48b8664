import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Alarm, Annunciation } from '#contract/alarm.ts';
import type { Role } from '#contract/api.ts';
import type { Directive } from '#contract/control.ts';
import type { Frame } from '#contract/frame.ts';
import type { Health, SoundState } from '#contract/health.ts';
import type { Highlight } from '#contract/highlight.ts';
import type { Place } from '#contract/place.ts';
import type { Changes, Status } from '#contract/wall.ts';
import { CoreClock } from './core-clock.ts';
import { FrameOrder } from './frame-order.ts';
import { TrafficFeed } from './traffic.ts';

export type Link = 'connecting' | 'up' | 'down';

export interface WallState {
  /** This window's display, as in `?display=NAME`. */
  readonly display: string;
  readonly link: Link;
  /** Core wall-clock ms of the last change of `link`. */
  readonly linkSince: number;
  /** Core wall-clock ms of the newest frame; 0 before the first. */
  readonly frameAt: number;
  readonly role: Role;
  /** Why the core does not let this page in, while it does not. */
  readonly refusal: string | undefined;
  /** False until the first snapshot: panels are loading. */
  readonly loaded: boolean;
  readonly places: ReadonlyMap<number, Place>;
  readonly status: Status | undefined;
  readonly incidents: Changes['incidents'];
  readonly alarms: readonly Alarm[] | undefined;
  readonly annunciation: Annunciation | undefined;
  readonly highlights: readonly Highlight[];
  readonly health: Health | undefined;
  /** What the core wants this display to show; undefined before its first word. */
  readonly directive: Directive | undefined;
  /** Core wall-clock ms since when the picture is held; 0 while it is not. */
  readonly frozenAt: number;
  /** What others have ordered or displays have told: its numbers grow. */
  readonly control: Changes['control'];
  readonly sensors: Changes['sensors'];
  /** What this window's own sound path says. */
  readonly sound: SoundState;
}

/** One window, one store. */
export const wallStore: StoreApi<WallState> = createStore<WallState>()(() => ({
  display: 'main',
  link: 'connecting',
  linkSince: Date.now(),
  frameAt: 0,
  role: 'wall',
  refusal: undefined,
  loaded: false,
  places: new Map(),
  status: undefined,
  incidents: undefined,
  alarms: undefined,
  annunciation: undefined,
  highlights: [],
  health: undefined,
  directive: undefined,
  frozenAt: 0,
  control: undefined,
  sensors: undefined,
  sound: 'unknown',
}));

/** What the core counts of all events. */
export const wallTraffic = new TrafficFeed();

const clock = new CoreClock(
  () => performance.now(),
  () => Date.now(),
);
/** The core's wall clock, ms: from frame times and the local monotonic clock, so a wrong local clock does no harm. */
export function coreNow(): number {
  return clock.now();
}

/** Ask again if the snapshot we asked for has not come by then. */
const RESYNC_AGAIN_MS = 3000;
let askForSnapshot: () => void = () => {};
let askedAt = Number.NEGATIVE_INFINITY;
const order = new FrameOrder();

/** What to do when frames were missed. Set by main.tsx, which has the client. */
export function onResyncNeeded(ask: () => void): void {
  askForSnapshot = ask;
}

/** Frames were missed. @param arrivedAt performance.now() at the arrival of the one that shows it */
export function needSnapshot(arrivedAt: number): void {
  if (arrivedAt - askedAt < RESYNC_AGAIN_MS) return;
  askedAt = arrivedAt;
  askForSnapshot();
}

/** @param arrivedAt performance.now() at arrival. */
export function applyFrame(frame: Frame, arrivedAt: number): void {
  const follows = order.take(frame);
  // Lists come whole, so a frame after a gap is worth showing; what the gap held must still be fetched.
  if (follows !== 'next') needSnapshot(arrivedAt);
  if (follows === 'stranger') return;
  if (frame.snapshot) askedAt = Number.NEGATIVE_INFINITY;
  clock.sample(frame.time, arrivedAt);
  const { frozenAt, loaded } = wallStore.getState();
  if (frozenAt > 0 && loaded) {
    wallStore.setState((state) => whileFrozen(state, frame));
    return;
  }
  wallStore.setState((state) => next(state, frame));
  wallTraffic.take(frame);
}

function next(state: WallState, frame: Frame): Partial<WallState> {
  const { changes, snapshot } = frame;
  const news: { -readonly [K in keyof WallState]?: WallState[K] } = { frameAt: frame.time };
  if (changes.places || snapshot) {
    const places = new Map(snapshot ? [] : state.places);
    for (const place of changes.places ?? []) places.set(place.id, place);
    news.places = places;
  }
  if (snapshot) news.loaded = true;
  if (changes.status || snapshot) news.status = changes.status;
  if (changes.incidents || snapshot) news.incidents = changes.incidents;
  if (changes.alarms || snapshot) {
    news.alarms = changes.alarms?.rows;
    news.annunciation = changes.alarms?.annunciation;
  }
  if (changes.highlights || snapshot) news.highlights = changes.highlights ?? [];
  if (changes.health || snapshot) news.health = changes.health;
  if (changes.control) news.control = changes.control;
  if (changes.sensors || snapshot) news.sensors = changes.sensors;
  return news;
}

/** A held picture still sounds, and still says whether the core lives. */
function whileFrozen(state: WallState, frame: Frame): Partial<WallState> {
  const { alarms, status, health, control } = frame.changes;
  return {
    frameAt: frame.time,
    alarms: alarms?.rows ?? state.alarms,
    annunciation: alarms?.annunciation ?? state.annunciation,
    status: status ?? state.status,
    health: health ?? state.health,
    control: control ?? state.control,
  };
}

export function applyDirective(told: Directive): void {
  const { frozenAt, directive: before } = wallStore.getState();
  // A scene that is as it was stays the same object, so that its panels don't render anew.
  const same = before && JSON.stringify(before.scene) === JSON.stringify(told.scene);
  const directive = same ? { ...told, scene: before.scene } : told;
  if (directive.frozen) {
    wallStore.setState({ directive, frozenAt: frozenAt || coreNow() });
    return;
  }
  wallStore.setState({ directive, frozenAt: 0 });
  // What came in the meantime was not kept.
  if (frozenAt > 0) askForSnapshot();
}

export function setLink(link: Link): void {
  if (wallStore.getState().link !== link) wallStore.setState({ link, linkSince: coreNow() });
}
