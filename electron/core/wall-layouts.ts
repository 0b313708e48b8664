import type { Scene } from '#contract/layout.ts';
import { focusScene } from './layouts/built-in.ts';
import type { SceneStore } from './layouts/scene-store.ts';

/** As long as a panel's title. A picture or a text is longer, and no thumbnail shows it. */
const MAX_CHARS = 128;
const MAX_KEPT = 16;

/** Where the panels of a scene stand and what they are called: a scene may have 64 KB of settings besides. */
function outline(scene: Scene): Scene {
  return { ...scene, panels: scene.panels.map((one) => ({ ...one, settings: shortOnes(one.settings) })) };
}

/** A panel may take its name from a setting; of many the title comes first. */
function shortOnes({ title, ...others }: Scene['panels'][number]['settings']): typeof others {
  const short = Object.entries({ ...(title === undefined ? {} : { title }), ...others }).filter(
    ([, value]) => typeof value !== 'object' && String(value).length <= MAX_CHARS,
  );
  return Object.fromEntries(short.slice(0, MAX_KEPT));
}

/** Of published scenes; what is not is left out. And what a takeover shows, of any incident. */
export function layoutsOf(
  scenes: Pick<SceneStore, 'published'>,
  ids: readonly string[],
): { scenes: Scene[]; takeover: Scene } {
  return {
    scenes: ids.flatMap((id) => {
      const found = scenes.published(id);
      return found ? [outline(found.scene)] : [];
    }),
    takeover: outline(focusScene('')),
  };
}
