import { Scene } from '#contract/layout.ts';
import { OVERVIEW } from './overview.ts';

/** The scene a display shows. Every display shows the Overview until scenes can be saved. */
export function sceneFor(_display: string): Scene {
  return OVERVIEW;
}
