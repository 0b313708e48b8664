import type { Frame } from '#contract/frame.ts';
import { viewKey, type ViewQuery } from '#contract/view.ts';
import { actions } from './actions.ts';
import { FrameOrder } from './frame-order.ts';
import { TrafficFeed, type Traffic } from './traffic.ts';
import { needSnapshot, wallStore } from './wall-store.ts';

/** A view that was refused is asked for again: another display may have left one. */
const AGAIN_MS = 10_000;
/** A panel that comes in the place of one with the same filter finds its view still open. */
const CLOSE_AFTER_MS = 1_000;

interface Watched {
  readonly query: ViewQuery;
  readonly feed: TrafficFeed;
  readonly order: FrameOrder;
  users: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** By the key under which the core sends their frames. */
const watched = new Map<string, Watched>();

/** What passes a filter, for as long as somebody holds it; those who ask for the same share it. */
export function openView(query: ViewQuery): { readonly traffic: Traffic; close(): void } {
  const key = viewKey(query);
  let view = watched.get(key);
  if (view) {
    if (view.users === 0) clearTimeout(view.timer);
  } else {
    view = { query, feed: new TrafficFeed(query), order: new FrameOrder(), users: 0, timer: undefined };
    watched.set(key, view);
    void ask(view);
  }
  const held = view;
  held.users++;
  return {
    traffic: held.feed,
    close() {
      held.users--;
      if (held.users > 0) return;
      clearTimeout(held.timer);
      held.timer = setTimeout(() => {
        watched.delete(key);
        // Without a link there is nothing to take back: a watch ends with its connection.
        actions.unwatchView(query).catch(() => undefined);
      }, CLOSE_AFTER_MS);
    },
  };
}

/** A core that has just said hello knows of no watch. */
export function watchAgain(): void {
  for (const view of watched.values()) if (view.users > 0) void ask(view);
}

/** @param arrivedAt performance.now() at arrival */
export function applyView(key: string, frame: Frame, arrivedAt: number): void {
  const view = watched.get(key);
  if (!view) return;
  const order = view.order.take(frame);
  if (order !== 'next') needSnapshot(arrivedAt);
  if (order === 'stranger') return;
  // A held picture stays as it is, but for what had no picture yet.
  if (wallStore.getState().frozenAt > 0 && view.feed.store.getState().loaded) return;
  view.feed.take(frame);
}

async function ask(view: Watched): Promise<void> {
  clearTimeout(view.timer);
  try {
    const { since } = await actions.watchView(view.query);
    view.feed.store.setState({ since, problem: '' });
  } catch (error) {
    // The next hello asks again, and until then the panels tell the age of what they show.
    if (wallStore.getState().link !== 'up') return;
    view.feed.store.setState({ problem: error instanceof Error ? error.message : String(error) });
    if (view.users > 0) view.timer = setTimeout(() => void ask(view), AGAIN_MS);
  }
}
