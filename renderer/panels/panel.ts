import type { ComponentType } from 'react';
import { z } from 'zod';
import type { ViewQuery } from '#contract/view.ts';
import type { MessageKey } from '#renderer/text/en.ts';

/** Settings that every panel has, before its own. */
export const CommonSettings = z.object({
  title: z.string().trim().max(64).default('').describe('Title of the panel; empty: its own name'),
});

/** Tells the editor what a setting's type does not: `schema.meta(IMAGE)`. */
export const IMAGE = { control: 'image', mostBytes: 35_000 } as const;
export const WEEKDAYS = { control: 'weekdays' } as const;

/** What the wall hands a panel. The frame, its title, loading, stale and broken states are the wall's. */
export interface PanelProps<Settings> {
  /** Of the placement: unique in the scene. */
  readonly id: string;
  readonly settings: Settings;
}

/** A panel's index.tsx exports its component as default. */
export interface PanelModule<Settings> {
  readonly default: ComponentType<PanelProps<Settings>>;
}

export interface PanelEntry<Settings = unknown> {
  readonly title: MessageKey;
  /** Where settings make another thing of it. */
  titleOf?(settings: Settings): MessageKey;
  readonly settings: z.ZodType<Settings>;
  /** For those who write panels: a scene may have it, the editor offers it to nobody. */
  readonly unlisted?: boolean;
  /** What goes stale: panels on the stream without events, panels on the core without frames, a clock never. */
  readonly about: 'events' | 'core' | 'nothing';
  /** What it wants the core to count by itself; undefined where the wall's own counts will do. */
  view?(settings: Settings): ViewQuery | undefined;
  readonly load: () => Promise<PanelModule<Settings>>;
}

/** Ties the settings' type to the component's, then forgets it: the wall treats all panels alike. */
export function panel<Settings>(
  entry: PanelEntry<Settings> & { readonly settings: z.ZodObject },
): PanelEntry {
  const settings = z.object({ ...CommonSettings.shape, ...entry.settings.shape });
  return { ...entry, settings } as PanelEntry;
}
