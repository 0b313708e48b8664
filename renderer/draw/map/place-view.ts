import type { Place } from '#contract/place.ts';
import type { Box } from './labels.ts';

export type Point = readonly [x: number, y: number];

export type LonLat = Pick<Place, 'longitude' | 'latitude'>;
/** What decides where a place stands. */
export type Located = LonLat & Pick<Place, 'id'>;

/** Room to leave at the edges of a panel, CSS pixels. */
export interface Inset {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Where the globe was cut open to be laid flat: the short way between two places may lead over it. */
export interface WorldCut {
  /** Longitude in the middle; the cut lies opposite. */
  readonly centre: number;
  /** X of that meridian; the world is symmetric about it. */
  readonly middle: number;
  /** Half the width of the world at this height, pixels: where the cut lies. */
  halfWidthAt(y: number): number;
}

/** What a place has to itself on a panel: its label stays in there. */
export interface LabelRoom extends Box {
  /** Where it goes if it fits there. */
  readonly side: 'right' | 'below';
  /** CSS pixels. */
  readonly type: number;
}

/** Where places stand on a panel, CSS pixels from its top left: on a globe laid flat, or in a scheme of zones. */
export interface PlaceView {
  readonly width: number;
  readonly height: number;
  /** Undefined where this view has no point for it. */
  at(place: Located): Point | undefined;
  /** Undefined where nothing was cut. */
  readonly cut: WorldCut | undefined;
  /** Undefined where a label may stand anywhere. */
  roomOf(id: number): LabelRoom | undefined;
}
