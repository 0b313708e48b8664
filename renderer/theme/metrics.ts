/**
 * Type and space, in vh so that 1080p and 4K look alike. Wall sizes follow reading distance
 * (16 arc minutes of capital height on a 55-inch panel); desk sizes are for a seat.
 */
export type Density = 'wall' | 'desk';

export const typeSizes = {
  /** KPI digits, the alarm headline. */
  headline: { wall: 7, desk: 3.5 },
  /** Must be read from 5 m: alarm text, state badges. */
  far: { wall: 4.7, desk: 2 },
  /** Panel titles: from 3.5 m. */
  title: { wall: 3.3, desk: 1.5 },
  /** Alerts, incidents, talkers: from 2.75 m. */
  row: { wall: 2.6, desk: 1.35 },
  /** Legends, axes: from 2 m. */
  legend: { wall: 1.9, desk: 1.15 },
} as const;

export type TypeSize = keyof typeof typeSizes;

export const spaces = {
  gutter: { wall: 0.8, desk: 0.6 },
  pad: { wall: 1.3, desk: 1 },
  status: { wall: 5.4, desk: 3.2 },
  banner: { wall: 12.4, desk: 6.4 },
} as const;

/** Least heights of list rows: as many as fit are shown, and they share what is left. */
export const rowHeights = {
  /** A title and a line of detail. */
  double: { wall: 5.2, desk: 3.4 },
  /** One line with a bar under it. */
  single: { wall: 3.7, desk: 2.3 },
} as const;

export type RowHeight = keyof typeof rowHeights;

export const FONT_FAMILY = "'Pretendard Variable', 'Noto Sans KR', 'Noto Sans', sans-serif";

/** Milliseconds. Motion means news. */
export const motion = {
  /** An unacknowledged alarm's symbol: 1.25 Hz, within 1 to 2. */
  blinkMs: 800,
  /** Lists rearranging, banners appearing. */
  moveMs: 260,
  /** A row keeps its place at least this long once it stands. */
  readingMs: 5000,
  /** The pointer disappears after this. */
  idleMs: 4000,
} as const;

/** CSS pixels of a type size, for canvas. */
export function typePx(size: TypeSize, density: Density, viewportHeight: number): number {
  return (typeSizes[size][density] * viewportHeight) / 100;
}
