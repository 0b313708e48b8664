/** Types of what tests use of browsers.mjs. */
export interface Found {
  /** Empty where there is none. */
  path: string;
  /** Why there is none. */
  why: string;
}
export function onPath(...names: string[]): string;
export function findChromium(): string;
export function findElectron(): string;
/** How long to wait, ms: in all, of that for apt, and for either where nothing moves. */
export interface ChromiumLimits {
  totalMs: number;
  aptMs: number;
  stillMs: number;
}
export function ensureChromium(node: string, limits?: ChromiumLimits): Promise<Found>;
export function ensureElectron(node: string): Promise<Found>;
export function displayHere(): boolean;
export const UNUSED_FEATURES: readonly string[];
export function chromiumSwitches(profile: string): string[];
