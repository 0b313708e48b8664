import { MapPicture, type Picture } from './picture.ts';
import { drawRemotely } from './picture-remote.ts';
import { chooseTier, webglRenderer, type TierName } from './tier.ts';

export interface Live {
  readonly tier: TierName;
  /** What to put on the glass, from the lowest. */
  readonly layers: readonly HTMLElement[];
  readonly picture: Picture;
}

/**
 * Opens what draws the map. deck.gl is loaded only where a GPU will use it; where it can't start, Canvas2D takes over.
 * @param onBroken It gave up. Without a reason deck.gl did (its context keeps getting lost): open again without it.
 */
export async function openLive(
  wanted: TierName | undefined,
  onBroken: (reason?: Error) => void,
): Promise<Live> {
  const scene = layer('map-scene');
  const pointed = layer('map-pointed');
  const name = wanted ?? chooseTier(location.search, webglRenderer());
  if (name === 'deck') {
    try {
      const { openDeck } = await import('./live-deck.ts');
      const deck = await openDeck(() => onBroken());
      deck.box.className = 'map-live';
      return {
        tier: name,
        layers: [scene, deck.box, pointed],
        picture: new MapPicture({ scene, pointed }, deck.ring, deck),
      };
    } catch (error) {
      console.warn('The map goes on with Canvas2D: deck.gl did not start', error);
    }
  }
  const live = layer('map-live');
  return {
    tier: 'canvas',
    layers: [scene, live, pointed],
    picture: drawRemotely({ scene, live, pointed }, onBroken),
  };
}

function layer(name: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.className = name;
  return canvas;
}
