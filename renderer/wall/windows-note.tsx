import { useEffect, useState } from 'react';
import { useWall } from '#renderer/store/hooks.ts';
import { t } from '#renderer/text/text.ts';
import { onKey } from './keys.ts';
import { isOnOwnScreen, mindOwnScreen, type OpenedDisplays, OtherScreens } from './open-displays.ts';

const SHOWN_MS = 15_000;

/** Key W, for a browser in front of several screens, and what became of it: the desktop host opens its windows itself. */
export function WindowsNote() {
  const [words, setWords] = useState('');
  const display = useWall((state) => state.display);
  useEffect(() => {
    if (window.vigil) return undefined;
    const failed = (error: unknown) => console.warn(`screens can't be followed: ${String(error)}`);
    const others = new OtherScreens(window, (names) =>
      setWords(t('windows.new', { names: names.join(' · ') })),
    );
    if (isOnOwnScreen(window, display)) mindOwnScreen(window, display).catch(failed);
    else others.follow().catch(failed);
    return onKey('w', () => void openAll(others).then(setWords));
  }, [display]);
  useEffect(() => {
    if (words === '') return undefined;
    const timer = setTimeout(() => setWords(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [words]);
  return words === '' ? null : (
    <p className="windows-note" role="status">
      {words}
    </p>
  );
}

/** @returns what became of it, in words */
async function openAll(others: OtherScreens): Promise<string> {
  try {
    return wordsFor(await others.open());
  } catch (error) {
    return t('windows.impossible', { reason: error instanceof Error ? error.message : String(error) });
  }
}

function wordsFor({ opened, refused }: OpenedDisplays): string {
  if (refused.length > 0) return t('windows.refused', { names: refused.join(' · ') });
  return opened.length > 0 ? t('windows.opened', { names: opened.join(' · ') }) : t('windows.none');
}
