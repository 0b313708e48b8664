import { ViewQuery } from '#contract/view.ts';
import type { Views } from './frame/views.ts';
import type { DocumentChange, StoredDocument } from './state/state-store.ts';

const KIND = 'view';

/** Before anything is read, so that what is read again after a restart counts in them. One that can't be read is watched anew. */
export function restoreViews(views: Views, documents: readonly StoredDocument[], nowMs: number): void {
  for (const { kind, texts } of documents) {
    if (kind !== KIND) continue;
    const query = read(texts[0] ?? '');
    if (query) views.restore(query, nowMs);
  }
}

export function unsavedViews(views: Views): DocumentChange[] {
  return [...views.unsaved()].map((id) => ({ kind: KIND, id, value: views.find(id)?.query }));
}

function read(text: string): ViewQuery | undefined {
  try {
    return ViewQuery.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
