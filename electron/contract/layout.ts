import { z } from 'zod';

/** A panel on the 12 x 12 grid. `settings` is checked by the panel's own schema in the renderer. */
export const PanelPlacement = z.object({
  id: z.string().min(1).max(64),
  panel: z.string().min(1).max(64),
  x: z.number().int().min(0).max(11),
  y: z.number().int().min(0).max(11),
  w: z.number().int().min(1).max(12),
  h: z.number().int().min(1).max(12),
  settings: z.record(z.string(), z.json()).default({}),
});
export type PanelPlacement = z.infer<typeof PanelPlacement>;

/** Bumped only for breaking changes that optional fields and defaults can't cover. */
export const SCENE_VERSION = 1;

export const Scene = z.object({
  version: z.literal(SCENE_VERSION),
  id: z.string().min(1).max(64),
  title: z.string().min(1).max(128),
  panels: z.array(PanelPlacement).max(48),
});
export type Scene = z.infer<typeof Scene>;
