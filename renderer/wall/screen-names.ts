import { type KnownDisplay, type NameMemory, nameDisplays, nameOnStation } from '#contract/display-names.ts';

/** As much of the Window Management API as is used; TypeScript's DOM has none of it. */
export interface ScreenDetailed extends EventTarget {
  readonly label: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface ScreenDetails extends EventTarget {
  readonly screens: readonly ScreenDetailed[];
  readonly currentScreen: ScreenDetailed;
}

declare global {
  interface Window {
    getScreenDetails?(): Promise<ScreenDetails>;
  }
}

const SCREENS = 'vigil.screens';
const STATION = 'vigil.station';
/** Without those that look like another one. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const STATION_LENGTH = 4;

/** The names of this browser's screens: as the desktop host names displays, with a short name of this browser before them. */
export class ScreenNames {
  readonly #storage: Storage;
  /** The browser keeps the object of a screen as long as it is there. */
  readonly #ids = new WeakMap<object, number>();
  #nextId = 1;
  #named: NameMemory['ids'] = new Map();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  look<S extends Pick<ScreenDetailed, 'label' | 'left' | 'top'>>(
    screens: readonly S[],
  ): ReadonlyMap<S, string> {
    // Read anew: the windows of all screens write it.
    const before = readKnown(this.#storage);
    const displays = screens.map((screen) => ({
      id: this.#idOf(screen),
      label: screen.label,
      x: screen.left,
      y: screen.top,
    }));
    const { names, memory } = nameDisplays(displays, { known: before, ids: this.#named });
    this.#named = memory.ids;
    if (JSON.stringify(memory.known) !== JSON.stringify(before)) {
      keep(this.#storage, SCREENS, JSON.stringify(memory.known));
    }
    const station = stationOf(this.#storage);
    return new Map(
      screens.map((screen) => [screen, nameOnStation(station, names.get(this.#idOf(screen)) ?? '')]),
    );
  }

  #idOf(screen: object): number {
    const id = this.#ids.get(screen) ?? this.#nextId++;
    this.#ids.set(screen, id);
    return id;
  }
}

/** Tells this browser from that of another machine, or of another person at this one. */
function stationOf(storage: Storage): string {
  const kept = storage.getItem(STATION);
  if (kept !== null && /^[a-z2-9]{4}$/.test(kept)) return kept;
  const random = crypto.getRandomValues(new Uint8Array(STATION_LENGTH));
  const made = Array.from(random, (byte) => LETTERS[byte % LETTERS.length]).join('');
  keep(storage, STATION, made);
  return made;
}

/** What can't be read is named anew. */
function readKnown(storage: Storage): readonly KnownDisplay[] {
  try {
    const value: unknown = JSON.parse(storage.getItem(SCREENS) ?? '[]');
    return Array.isArray(value) ? value.filter(isKnown) : [];
  } catch {
    return [];
  }
}

function isKnown(value: unknown): value is KnownDisplay {
  if (typeof value !== 'object' || value === null) return false;
  const { name, label, x, y, home, seen } = value as Record<keyof KnownDisplay, unknown>;
  return (
    typeof name === 'string' &&
    name !== '' &&
    typeof label === 'string' &&
    isPlace({ x, y }) &&
    (home === undefined || isPlace(home)) &&
    (seen === undefined || Number.isFinite(seen))
  );
}

function isPlace(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y } = value as { x?: unknown; y?: unknown };
  return Number.isFinite(x) && Number.isFinite(y);
}

/** A full storage costs the names at the next start, and no window. */
function keep(storage: Storage, key: string, value: string): void {
  try {
    storage.setItem(key, value);
  } catch (error) {
    console.warn(`${key} could not be kept: ${String(error)}`);
  }
}
