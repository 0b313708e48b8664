import { createStore, type StoreApi } from 'zustand/vanilla';
import { t } from '#renderer/text/text.ts';

/** Long enough to read two lines, and to reach for the undo. */
const STAYS_MS = 12_000;

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
  readonly action: { readonly label: string; readonly run: () => void } | undefined;
}

/** One at a time: the newest is what the person just did. */
export const noticeStore: StoreApi<{ readonly notice: Notice | undefined }> = createStore<{
  readonly notice: Notice | undefined;
}>()(() => ({ notice: undefined }));

let lastId = 0;

function put(notice: Omit<Notice, 'id'>): void {
  const id = ++lastId;
  noticeStore.setState({ notice: { ...notice, id } });
  // What failed stays until it is read.
  if (notice.bad) return;
  setTimeout(() => {
    if (noticeStore.getState().notice?.id === id) dismissNotice();
  }, STAYS_MS);
}

export function tell(text: string, action?: Notice['action']): void {
  put({ text, bad: false, action });
}

export function tellFailure(text: string): void {
  put({ text, bad: true, action: undefined });
}

/** @param what the person wanted, in words */
export function tellError(what: string, error: unknown): void {
  tellFailure(t('desk.failed', { what, reason: error instanceof Error ? error.message : String(error) }));
}

export function dismissNotice(): void {
  noticeStore.setState({ notice: undefined });
}
