import { type ControlState, type DisplayControl, UNORDERED } from '#contract/control.ts';

/** A list as it was, as somebody made it, and as it is now. */
interface Lists<T> {
  readonly before: readonly T[];
  readonly after: readonly T[];
  readonly now: readonly T[];
}

export interface PutBack<T> {
  readonly list: T[];
  readonly done: number;
  /** What somebody has changed again since: it stays as it is. */
  readonly kept: readonly T[];
}

/**
 * Takes back what a change did to the entries of a list. States are never altered, only replaced: another object is a change.
 * @param most entries there may be: one that there is no room for any more stays away
 */
export function putBack<T extends { readonly id: string }>(
  { before, after, now }: Lists<T>,
  most: number,
): PutBack<T> {
  const [was, made, is] = [before, after, now].map((list) => new Map(list.map((one) => [one.id, one])));
  let list = [...now];
  let done = 0;
  const kept: T[] = [];
  for (const id of new Set([...before, ...after].map((one) => one.id))) {
    const [old, changed, current] = [was?.get(id), made?.get(id), is?.get(id)];
    if (old === changed) continue;
    const at = list.findIndex((one) => one.id === id);
    const one = old ?? changed;
    if (current !== changed || (at < 0 && list.length >= most)) {
      if (one) kept.push(one);
      continue;
    }
    done++;
    if (!old) list = list.toSpliced(at, 1);
    else if (at >= 0) list = list.with(at, old);
    else list = list.toSpliced(before.indexOf(old), 0, old);
  }
  return { list, done, kept };
}

type Ordered = ControlState['displays'][number];
const FIELDS = ['scene', 'playlist', 'frozen', 'blank', 'muted'] as const;

/** The same for what was ordered of displays: another's mute does not stand in the way of taking back a scene. */
export function putBackOrders({ before, after, now }: Lists<Ordered>, nowMs: number): PutBack<Ordered> {
  const [was, made, is] = [before, after, now].map((list) => new Map(list.map((one) => [one.display, one])));
  const list = new Map(now.map((one) => [one.display, one]));
  let done = 0;
  const kept: Ordered[] = [];
  for (const display of new Set([...before, ...after].map((one) => one.display))) {
    const old = was?.get(display) ?? { ...UNORDERED, display };
    const changed = made?.get(display) ?? { ...UNORDERED, display };
    const current = is?.get(display) ?? { ...UNORDERED, display };
    const fields = FIELDS.filter((field) => old[field] !== changed[field]);
    const muting = old.muteOrder !== changed.muteOrder;
    if (fields.length === 0 && !muting) continue;
    if (
      fields.some((field) => current[field] !== changed[field]) ||
      (muting && current.muteOrder !== changed.muteOrder)
    ) {
      kept.push(current);
      continue;
    }
    done++;
    const back: Partial<DisplayControl> = Object.fromEntries(fields.map((field) => [field, old[field]]));
    // An order to sound again is a new one: what key M chose since then no longer holds.
    if (muting) back.muteOrder = made?.has(display) ? Math.max(current.muteOrder + 1, nowMs) : old.muteOrder;
    list.set(display, { ...current, ...back });
  }
  return { list: [...list.values()], done, kept };
}
