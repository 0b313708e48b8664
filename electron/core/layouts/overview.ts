import { SCENE_VERSION, type Scene } from '#contract/layout.ts';

/**
 * What a display shows before anyone composes scenes. The map has the golden area; lists stand right, gravest
 * question first; trends run along the bottom. The two clocks are in the status bar, the same place in every scene.
 */
export const OVERVIEW: Scene = {
  version: SCENE_VERSION,
  id: 'overview',
  title: 'Overview',
  panels: [
    { id: 'map', panel: 'map', x: 0, y: 0, w: 8, h: 8, settings: {} },
    { id: 'incidents', panel: 'incidents', x: 8, y: 0, w: 4, h: 5, settings: {} },
    { id: 'alerts', panel: 'alerts', x: 8, y: 5, w: 4, h: 4, settings: {} },
    { id: 'health', panel: 'health', x: 8, y: 9, w: 4, h: 3, settings: {} },
    { id: 'rate', panel: 'rate', x: 0, y: 8, w: 5, h: 4, settings: {} },
    { id: 'talkers', panel: 'talkers', x: 5, y: 8, w: 3, h: 4, settings: {} },
  ],
};
