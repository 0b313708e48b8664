import type { SeverityIndex } from './severity-shapes.ts';

/**
 * Every colour of the wall, once: canvas and WebGL read this, CSS gets it as custom properties (apply.ts).
 * Normal is grey; hue belongs to severity, and one accent says "look here".
 * tests/renderer/theme holds them to 12:1 and 7:1, and severities apart under colour-vision deficiencies.
 */
export const palette = {
  /** Behind everything. */
  ground: '#05080d',
  panel: '#0b1119',
  /** Rows under the eye, tracks of bars. */
  raised: '#141d29',
  /** Hairlines and grid lines; never text. */
  line: '#253244',
  sea: '#0b1119',
  land: '#1b2635',
  coast: '#2c3b50',
  /** What matters: 12:1 on a panel. */
  text: '#e8eef6',
  /** The rest: 7:1 on a panel. */
  muted: '#a3b1c4',
  /** "Look here", for what was highlighted in the last seconds, and for nothing else. */
  accent: '#46f0d4',
  /** Abnormal state of the wall itself (link down, stale, muted): an inverse badge, not a hue. */
  inverse: '#e8eef6',
  onInverse: '#05080d',
} as const;

/** Informational … critical. Differ in hue and lightness; severity-shapes.ts adds form. */
export const severityColours = ['#98a3b1', '#2b84ff', '#ffee66', '#f58a1f', '#ff1f78'] as const;

export function severityColour(severity: SeverityIndex): string {
  return severityColours[severity];
}

export type Rgb = readonly [red: number, green: number, blue: number];

/** 0..255, as deck.gl wants it. */
export function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

export function withAlpha(hex: string, alpha: number): string {
  return `rgb(${rgb(hex).join(' ')} / ${alpha})`;
}
