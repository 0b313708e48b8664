import { actions } from '#renderer/store/actions.ts';
import { wallStore } from '#renderer/store/wall-store.ts';

const KEY = 'vigil.gave-way';
const FIRST_MS = 5_000;
const LONGEST_MS = 5 * 60_000;
/** After so long without a fault the next one is a first one. */
const RECOVERED_MS = 10 * 60_000;

/**
 * What stands when React itself has let the whole page go: plain words instead of a black wall, and the page anew after a
 * pause that grows with each time. The message is for the log; on the glass it would be read as news.
 */
export function lastResort(
  say: (seconds: number) => { readonly what: string; readonly why: string },
): (error: unknown) => void {
  const recovered = setTimeout(() => sessionStorage.removeItem(KEY), RECOVERED_MS);
  return (error) => {
    console.error(error);
    clearTimeout(recovered);
    tellFailed();
    const times = Number(sessionStorage.getItem(KEY) ?? 0);
    sessionStorage.setItem(KEY, String(times + 1));
    const waitMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(times, 10));
    const { what, why } = say(waitMs / 1000);
    const box = document.createElement('div');
    box.className = 'state state-say state-broken';
    box.setAttribute('role', 'alert');
    for (const [kind, text] of [
      ['state-what', what],
      ['state-why', why],
    ] as const) {
      const line = document.createElement('p');
      line.className = kind;
      line.textContent = text;
      box.append(line);
    }
    document.body.replaceChildren(box);
    setTimeout(() => location.reload(), waitMs);
  };
}

function tellFailed(): void {
  // A supervisor's page is no display. Without a link there is nobody to tell.
  if (wallStore.getState().display !== '') actions.reportDisplay({ draw: 'failed' }).catch(() => undefined);
}
