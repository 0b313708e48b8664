import { createStore, type StoreApi } from 'zustand/vanilla';
import { ControlState, type Target } from '#contract/control.ts';
import { tell, tellError } from '#renderer/desk/notices.ts';
import { refreshControl, takeState } from '#renderer/store/control-store.ts';
import { t } from '#renderer/text/text.ts';
import type { InFlight } from './display-view.ts';
import { takeBack } from './take-back.ts';

/** Orders that the core has not answered yet: shown as done, marked as pending. */
export const orderStore: StoreApi<{ readonly inFlight: readonly InFlight[] }> = createStore<{
  readonly inFlight: readonly InFlight[];
}>()(() => ({ inFlight: [] }));

/** The core keeps the names of this page's caller; another's change is told. */
export interface Order {
  /** In words: what was done, or was not. */
  readonly what: string;
  readonly displays: readonly string[];
  readonly change: InFlight['change'];
  readonly send: () => Promise<unknown>;
}

/** What was done is told with its undo. @returns whether it was done; when not, the person has been told why */
export async function give({ what, displays, change, send }: Order): Promise<boolean> {
  const order: InFlight = { displays, change };
  orderStore.setState(({ inFlight }) => ({ inFlight: [...inFlight, order] }));
  try {
    const answer = ControlState.safeParse(await send());
    if (answer.success) {
      const { revision } = answer.data;
      takeState(answer.data);
      tell(what, { label: t('desk.undo'), run: () => void takeBack(revision) });
    }
    return true;
  } catch (error) {
    tellError(what, error);
    return false;
  } finally {
    // Until the core has told what the displays are to show now, they are to show what was ordered.
    void refreshControl().finally(() =>
      orderStore.setState(({ inFlight }) => ({ inFlight: inFlight.filter((one) => one !== order) })),
    );
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

/** One target that means just these displays; undefined for none. A whole wall is named as such: its members may change. */
export function aimAt(
  selected: ReadonlySet<string>,
  known: readonly string[],
  walls: readonly WallOf[],
): Aimed | undefined {
  const displays = known.filter((name) => selected.has(name));
  const [only] = displays;
  if (only === undefined) return undefined;
  if (displays.length === 1) return { target: { display: only }, displays };
  if (displays.length === known.length) return { target: { all: true }, displays };
  const wall = walls.find((one) => isJust(one, displays));
  return { target: wall ? { wall: wall.id } : { displays }, displays };
}

/** Whether a wall of several has these members and no other. */
export function isJust(wall: WallOf, displays: readonly string[]): boolean {
  return (
    wall.displays.length > 1 &&
    wall.displays.length === displays.length &&
    wall.displays.every(({ display }) => displays.includes(display))
  );
}
