import type { ControlState, KnownDisplay } from '#contract/control.ts';
import { t } from '#renderer/text/text.ts';

/** More than that are counted. */
const MAX_NAMED = 6;

/** Who was told to show a scene, and who shows it by turns; empty for none. */
export function usesWords(
  id: string,
  state: Pick<ControlState, 'displays' | 'playlists'> | undefined,
  known: readonly Pick<KnownDisplay, 'name' | 'label'>[] = [],
): string {
  const labels = new Map(known.map(({ name, label }) => [name, label]));
  const displays = (state?.displays ?? [])
    .filter(({ scene }) => scene?.id === id)
    .map(({ display }) => labels.get(display) ?? display);
  const playlists = (state?.playlists ?? [])
    .filter(({ entries }) => entries.some(({ scene }) => scene === id))
    .map(({ name }) => name);
  return [
    displays.length > 0 ? t('editor.scene.used.displays', { names: named(displays) }) : '',
    playlists.length > 0 ? t('editor.scene.used.playlists', { names: named(playlists) }) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function named(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMED).join(', ');
  const rest = names.length - MAX_NAMED;
  return rest > 0 ? `${shown}, ${t('editor.history.more', { count: rest })}` : shown;
}
