import type { StoreApi } from 'zustand/vanilla';

/** Hands over a slice now and whenever its identity changes, outside React's rendering. @returns ends it */
export function follow<S, T>(
  store: Pick<StoreApi<S>, 'getState' | 'subscribe'>,
  select: (state: S) => T,
  take: (slice: T) => void,
): () => void {
  let known = select(store.getState());
  take(known);
  return store.subscribe((state) => {
    const slice = select(state);
    if (slice === known) return;
    known = slice;
    take(slice);
  });
}
