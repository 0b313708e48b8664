import { ArcRing } from './arc-ring.ts';
import { makeCanvasTier } from './live-canvas.ts';
import { CANVAS_CAPACITY, type LiveTier } from './live-tier.ts';
import { chooseTier, webglRenderer, type TierName } from './tier.ts';

export interface Live {
  /** What to put on the glass. */
  readonly element: HTMLElement;
  readonly ring: ArcRing;
  readonly tier: LiveTier;
}

/**
 * Opens what draws the arcs. deck.gl is loaded only where a GPU will use it; where it can't start, Canvas2D takes over.
 * @param onBroken The tier gave up (its context keeps getting lost): open again without it.
 */
export async function openLive(wanted: TierName | undefined, onBroken: () => void): Promise<Live> {
  const name = wanted ?? chooseTier(location.search, webglRenderer());
  if (name === 'deck') {
    try {
      const { openDeck } = await import('./live-deck.ts');
      return await openDeck(onBroken);
    } catch (error) {
      console.warn('The map goes on with Canvas2D: deck.gl did not start', error);
    }
  }
  const canvas = document.createElement('canvas');
  const ring = new ArcRing(CANVAS_CAPACITY);
  return { element: canvas, ring, tier: makeCanvasTier(canvas, ring) };
}
