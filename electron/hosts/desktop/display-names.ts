/** What the system tells of a display. */
export interface SystemDisplay {
  readonly id: number;
  /** From the display's EDID; may be empty, and may be the same for two of one make. */
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

/** A display as it was when it was first seen: its name stays, whatever is unplugged or reordered. */
export interface KnownDisplay {
  readonly name: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

/** A contract name has at most 64 characters; the position takes up to 16. */
const MAX_LABEL = 40;
const MAX_KNOWN = 100;

/**
 * Names displays by label and position: `DELL U2723QE 1920,0`. A known display with the same label keeps its name;
 * where there are several, the one that was last seen nearest to here.
 * @returns names by display id, and what to remember
 */
export function nameDisplays(
  displays: readonly SystemDisplay[],
  remembered: readonly KnownDisplay[],
): { names: ReadonlyMap<number, string>; known: readonly KnownDisplay[] } {
  const names = new Map<number, string>();
  const taken = new Set<string>();
  const pairs = displays.flatMap((display) =>
    remembered
      .filter(({ label }) => label === display.label)
      .map((known) => ({ display, known, distance: Math.hypot(known.x - display.x, known.y - display.y) })),
  );
  for (const { display, known } of pairs.toSorted((a, b) => a.distance - b.distance)) {
    if (names.has(display.id) || taken.has(known.name)) continue;
    names.set(display.id, known.name);
    taken.add(known.name);
  }
  const reserved = new Set(remembered.map(({ name }) => name));
  for (const display of displays) {
    if (names.has(display.id)) continue;
    const name = freshName(display, reserved);
    reserved.add(name);
    names.set(display.id, name);
  }
  const present = displays.map(({ id, label, x, y }) => ({ name: names.get(id) ?? '', label, x, y }));
  const absent = remembered.filter(({ name }) => !present.some((display) => display.name === name));
  return { names, known: [...present, ...absent].slice(0, MAX_KNOWN) };
}

function freshName({ label, x, y }: SystemDisplay, reserved: ReadonlySet<string>): string {
  const plain = label
    .replaceAll(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
    .slice(0, MAX_LABEL);
  const base = `${plain || 'Display'} ${x},${y}`;
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base} ${n}`;
    if (!reserved.has(name)) return name;
  }
}
