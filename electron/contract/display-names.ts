/** How displays are named: one rule for the desktop host's displays and for a browser's screens. */

/** What the system tells of a display. */
export interface SystemDisplay {
  /** Stays with the display while this program runs, and says nothing after a restart. */
  readonly id: number;
  /** From the display's EDID; may be empty, and may be the same for several of one make. */
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

/** A display that was seen: its name stays, whatever is unplugged or reordered. */
export interface KnownDisplay {
  readonly name: string;
  readonly label: string;
  /** Where it was last: the system moves the others when one is unplugged. */
  readonly x: number;
  readonly y: number;
  /** Where it was when every known display of its label was there. */
  readonly home?: { readonly x: number; readonly y: number } | undefined;
  /** Grows when displays come or go; those that are there have the highest. */
  readonly seen?: number | undefined;
}

export interface NameMemory {
  /** Worth keeping over a restart. */
  readonly known: readonly KnownDisplay[];
  /** Names that ids have or had in this run. */
  readonly ids: ReadonlyMap<number, string>;
}

/** As many characters as a display's name may have. */
const MAX_NAME = 64;
/** Leaves room for the position and for the name of the machine. */
const MAX_LABEL = 24;
const MAX_KNOWN = 100;

/**
 * Names displays by label and position: `DELL U2723QE 1920,0`. An id that was seen in this run keeps its name. Another
 * display takes the name of one with its label that is not there: of several the one that makes all of them move least.
 */
export function nameDisplays(
  displays: readonly SystemDisplay[],
  { known, ids }: NameMemory,
): { readonly names: ReadonlyMap<number, string>; readonly memory: NameMemory } {
  const names = new Map<number, string>();
  const taken = new Set<string>();
  const give = (id: number, name: string) => {
    names.set(id, name);
    taken.add(name);
  };
  const labels = new Map(known.map(({ name, label }) => [name, label]));
  for (const { id, label } of displays) {
    const name = ids.get(id);
    if (name !== undefined && labels.get(name) === label && !taken.has(name)) give(id, name);
  }
  for (const label of new Set(displays.map((display) => display.label))) {
    const free = known.filter((one) => one.label === label && !taken.has(one.name));
    const nameless = displays.filter((display) => display.label === label && !names.has(display.id));
    for (const [display, { name }] of match(nameless, free)) give(display.id, name);
  }
  const reserved = new Set(labels.keys());
  for (const display of displays) {
    if (names.has(display.id)) continue;
    const name = freshName(display, reserved);
    reserved.add(name);
    give(display.id, name);
  }
  return { names, memory: { known: remember(displays, names, known), ids: remainingIds(ids, names) } };
}

/** A display's name on a wall of several machines, of which two may have the same displays. */
export function nameOnStation(station: string, name: string): string {
  return station === '' ? name : `${station} ${name.slice(station.length + 1 - MAX_NAME)}`;
}

/** Text that some device made up, as part of a name. */
export function plainName(text: string, most: number): string {
  return text
    .replaceAll(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
    .slice(0, most);
}

type Pair = readonly [display: SystemDisplay, known: KnownDisplay];
type Place = Pick<SystemDisplay, 'x' | 'y'>;

/** All of one label. Equal displays can be told apart only by where they are. */
function match(displays: readonly SystemDisplay[], free: readonly KnownDisplay[]): Pair[] {
  // Where all are there, they hang as they did; where some are missing, the others may have been moved.
  const all = displays.length >= free.length;
  const placeOf = (one: KnownDisplay): Place => (all ? (one.home ?? one) : one);
  const likely = all ? free : lastThere(free, displays.length);
  const far = ([display, one]: Pair) => (placeOf(one).x - display.x) ** 2 + (placeOf(one).y - display.y) ** 2;
  const pairs: Pair[] = [];
  const every = displays.flatMap((display) => likely.map((one): Pair => [display, one]));
  for (const pair of every.toSorted((a, b) => far(a) - far(b))) {
    if (!pairs.some(([display, one]) => display === pair[0] || one === pair[1])) pairs.push(pair);
  }
  // The sum of squares is least for the same pairs however far all have moved together.
  while (pairs.some((_, i) => exchangeOne(pairs, i, far)));
  return pairs;
}

function exchangeOne(pairs: Pair[], i: number, far: (pair: Pair) => number): boolean {
  const a = pairs[i];
  if (!a) return false;
  for (let j = i + 1; j < pairs.length; j++) {
    const b = pairs[j];
    if (!b) break;
    const [crossA, crossB]: [Pair, Pair] = [
      [a[0], b[1]],
      [b[0], a[1]],
    ];
    if (far(crossA) + far(crossB) >= far(a) + far(b)) continue;
    pairs[i] = crossA;
    pairs[j] = crossB;
    return true;
  }
  return false;
}

/** Those that were there last, and as many of the others as are needed, newest first. */
function lastThere(free: readonly KnownDisplay[], count: number): readonly KnownDisplay[] {
  const newest = Math.max(...free.map(seenOf));
  const there = free.filter((one) => seenOf(one) === newest).length;
  return free.toSorted((a, b) => seenOf(b) - seenOf(a)).slice(0, Math.max(there, count));
}

const seenOf = ({ seen = 0 }: KnownDisplay) => seen;

function remember(
  displays: readonly SystemDisplay[],
  names: ReadonlyMap<number, string>,
  before: readonly KnownDisplay[],
): readonly KnownDisplay[] {
  const earlier = new Map(before.map((one) => [one.name, one]));
  const present = new Set(names.values());
  const absent = before.filter(({ name }) => !present.has(name));
  const incomplete = new Set(absent.map(({ label }) => label));
  const last = Math.max(0, ...before.map(seenOf));
  const wasThere = before.filter((one) => seenOf(one) === last);
  const same =
    last > 0 && wasThere.length === present.size && wasThere.every(({ name }) => present.has(name));
  const seen = same ? last : last + 1;
  const now = displays.map(({ id, label, x, y }): KnownDisplay => {
    const name = names.get(id) ?? '';
    const known = earlier.get(name);
    const home = known && incomplete.has(label) ? (known.home ?? { x: known.x, y: known.y }) : { x, y };
    return { name, label, x, y, home, seen };
  });
  return [...now, ...absent].slice(0, MAX_KNOWN);
}

/** An id whose name another one has now has none. */
function remainingIds(ids: ReadonlyMap<number, string>, names: ReadonlyMap<number, string>) {
  const present = new Set(names.values());
  const others = [...ids].filter(([id, name]) => !names.has(id) && !present.has(name));
  return new Map([...names, ...others.slice(0, MAX_KNOWN)]);
}

function freshName({ label, x, y }: SystemDisplay, reserved: ReadonlySet<string>): string {
  const base = `${plainName(label, MAX_LABEL) || 'Display'} ${x},${y}`;
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base} ${n}`;
    if (!reserved.has(name)) return name;
  }
}
