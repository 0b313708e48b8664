import { createStore, type StoreApi } from 'zustand/vanilla';
import { ControlState, type Target } from '#contract/control.ts';
import { tellError } from '#renderer/desk/notices.ts';
import { refreshControl, takeState } from '#renderer/store/control-store.ts';
import type { InFlight } from './display-view.ts';

/** Orders that the core has not answered yet: shown as done, marked as pending. */
export const orderStore: StoreApi<{ readonly inFlight: readonly InFlight[] }> = createStore<{
  readonly inFlight: readonly InFlight[];
}>()(() => ({ inFlight: [] }));

/** The core keeps the names of this page's caller; another's change is told. */
export interface Order {
  /** In words, for when it fails. */
  readonly what: string;
  readonly displays: readonly string[];
  readonly change: InFlight['change'];
  readonly send: () => Promise<unknown>;
}

/** @returns whether it was done; when not, the person has been told why */
export async function give({ what, displays, change, send }: Order): Promise<boolean> {
  const order: InFlight = { displays, change };
  orderStore.setState(({ inFlight }) => ({ inFlight: [...inFlight, order] }));
  try {
    const answer = ControlState.safeParse(await send());
    if (answer.success) takeState(answer.data);
    return true;
  } catch (error) {
    tellError(what, error);
    return false;
  } finally {
    orderStore.setState(({ inFlight }) => ({ inFlight: inFlight.filter((one) => one !== order) }));
    void refreshControl();
  }
}

export interface Aimed {
  readonly target: Target;
  readonly displays: readonly string[];
}

interface WallOf {
  readonly id: string;
  readonly displays: readonly { readonly display: string }[];
}

/** The fewest targets that mean just these displays: all, whole walls, then one by one. */
export function targetsOf(
  selected: ReadonlySet<string>,
  known: readonly string[],
  walls: readonly WallOf[],
): Aimed[] {
  if (known.length > 1 && known.every((name) => selected.has(name))) {
    return [{ target: { all: true }, displays: known }];
  }
  const rest = new Set(known.filter((name) => selected.has(name)));
  const aimed: Aimed[] = [];
  for (const wall of walls) {
    const displays = wall.displays.map(({ display }) => display);
    if (displays.length < 2 || !displays.every((name) => rest.has(name))) continue;
    aimed.push({ target: { wall: wall.id }, displays });
    for (const name of displays) rest.delete(name);
  }
  return [...aimed, ...[...rest].map((display) => ({ target: { display }, displays: [display] }))];
}
