import { z } from 'zod';

/** A picture is a setting too: some 35 kB of it. */
const MAX_SETTINGS_CHARS = 49_152;
const MAX_SETTINGS_DEPTH = 6;
const MAX_SCENE_CHARS = 65_536;
const GRID = 12;

type Settings = Record<string, z.core.util.JSONType>;

/** Walks before it serialises: a value from the wire may be deeper than the stack. */
function isBoundedSettings(value: unknown): value is Settings {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_SETTINGS_DEPTH || level.length > MAX_SETTINGS_CHARS) return false;
    const next: unknown[] = [];
    for (const one of level) {
      if (typeof one === 'number' && !Number.isFinite(one)) return false;
      if (typeof one === 'object' && one !== null) {
        if (Object.hasOwn(one, '__proto__')) return false;
        next.push(...Object.values(one));
      } else if (!['string', 'number', 'boolean'].includes(typeof one) && one !== null) return false;
    }
    level = next;
  }
  return JSON.stringify(value).length <= MAX_SETTINGS_CHARS;
}

const SceneId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, { error: 'small letters, digits and hyphens, at most 64' });

/** A panel on the 12 x 12 grid. `settings` is checked by the panel's own schema in the renderer. */
export const PanelPlacement = z.object({
  id: z.string().min(1).max(64),
  panel: z.string().min(1).max(64),
  x: z.number().int().min(0).max(11),
  y: z.number().int().min(0).max(11),
  w: z.number().int().min(1).max(12),
  h: z.number().int().min(1).max(12),
  settings: z
    .custom<Settings>(isBoundedSettings, {
      error: `settings are a map of plain values, at most ${MAX_SETTINGS_DEPTH} deep and ${MAX_SETTINGS_CHARS} characters`,
    })
    .default({}),
});
export type PanelPlacement = z.infer<typeof PanelPlacement>;

/** Bumped only for breaking changes that optional fields and defaults can't cover. */
export const SCENE_VERSION = 1;

export const Scene = z
  .object({
    version: z.literal(SCENE_VERSION),
    id: SceneId,
    title: z.string().min(1).max(128),
    description: z.string().max(500).optional(),
    /** False: a new critical incident does not take this scene's place. */
    takeover: z.boolean().optional(),
    panels: z.array(PanelPlacement).max(48),
  })
  .superRefine((scene, context) => {
    const ids = new Set<string>();
    scene.panels.forEach(({ id, x, y, w, h }, i) => {
      if (ids.has(id)) {
        context.addIssue({ code: 'custom', path: ['panels', i, 'id'], message: `${id} is there already` });
      }
      ids.add(id);
      if (x + w > GRID || y + h > GRID) {
        context.addIssue({ code: 'custom', path: ['panels', i], message: 'reaches beyond the 12 x 12 grid' });
      }
    });
    if (JSON.stringify(scene).length > MAX_SCENE_CHARS) {
      context.addIssue({ code: 'custom', path: [], message: `more than ${MAX_SCENE_CHARS} characters` });
    }
  });
export type Scene = z.infer<typeof Scene>;

/** One revision of a scene in its history. */
export const SceneRevision = z.object({
  /** From 1, never used twice. */
  revision: z.number().int(),
  by: z.string(),
  at: z.number(),
  comment: z.string(),
});
export type SceneRevision = z.infer<typeof SceneRevision>;

export const SceneSummary = z.object({
  id: z.string(),
  title: z.string(),
  builtIn: z.boolean(),
  /** What displays show; 0 when it has only been drafted, or is built in and never changed. */
  published: z.number().int(),
  /** Newest revision; more than `published` while there is a draft. */
  latest: z.number().int(),
  by: z.string(),
  at: z.number(),
  /** When it was deleted; 0 while it lives. scene.undelete brings it back. */
  deletedAt: z.number(),
});
export type SceneSummary = z.infer<typeof SceneSummary>;
