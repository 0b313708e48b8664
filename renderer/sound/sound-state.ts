import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SoundState } from '#contract/health.ts';

/** What this window knows of its own sound path. */
export interface SoundPath {
  /** Of AudioContext; `none` where there is no Web Audio. */
  readonly context: 'none' | 'running' | 'suspended';
  /** All alarm sounds are loaded and decoded. */
  readonly loaded: boolean;
  /** The last test: the tone reached the end of the graph, it did not, or none was made yet. */
  readonly tested: boolean | undefined;
  readonly muted: boolean;
  /** Why it failed; empty otherwise. */
  readonly trouble: string;
}

export const NEW_PATH: SoundPath = {
  context: 'suspended',
  loaded: false,
  tested: undefined,
  muted: false,
  trouble: '',
};

/** One word for the status bar and the core. Muted is a choice and is said first; a failure outweighs a missing gesture. */
export function soundStateOf(path: SoundPath): SoundState {
  if (path.muted) return 'muted';
  if (path.context === 'none' || path.trouble !== '' || path.tested === false) return 'failed';
  if (path.context === 'suspended') return 'suspended';
  return path.loaded && path.tested ? 'running' : 'unknown';
}

export const soundStore: StoreApi<SoundPath> = createStore<SoundPath>()(() => NEW_PATH);
