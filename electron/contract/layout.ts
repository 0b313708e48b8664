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

const placement = {
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
};

/** A panel on the 12 x 12 grid. `settings` is checked by the panel's own schema in the renderer. */
export const PanelPlacement = z.object(placement);
export type PanelPlacement = z.infer<typeof PanelPlacement>;

/** Bumped only for breaking changes that optional fields and defaults can't cover. */
export const SCENE_VERSION = 2 as const;

type Raw = Readonly<Record<string, unknown>>;
/** What brings a scene of an old version to the next one. */
export type SceneStep = (scene: Raw) => Raw;

/** From version 0 on: a file by hand may say none. */
export const SCENE_STEPS: readonly SceneStep[] = [
  (scene) => ({ ...scene, version: 1 }),
  // The first tenants' scenes named theirs as `organization`, which no panel read: everybody's traffic under one's name.
  (scene) => ({ ...scene, version: 2, panels: asList(scene['panels'], tenantsOfOrganization) }),
];

function asList(value: unknown, change: (one: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map(change) : value;
}

function tenantsOfOrganization(panel: unknown): unknown {
  if (!isMap(panel) || !isMap(panel['settings'])) return panel;
  const { organization, ...settings } = panel['settings'];
  if (typeof organization !== 'string' || Object.hasOwn(settings, 'tenants')) return panel;
  const tenants = organization.trim() === '' ? [] : [organization.slice(0, 128)];
  return { ...panel, settings: { ...settings, tenants } };
}

function isMap(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A scene of an earlier Vigil, from a file, the disk or a browser, as this one writes it; or why not. */
export function migrateScene(
  raw: unknown,
  steps: readonly SceneStep[] = SCENE_STEPS,
): { readonly ok: true; readonly scene: unknown } | { readonly ok: false; readonly reason: string } {
  if (!isMap(raw)) return { ok: true, scene: raw };
  const version = raw['version'] ?? 0;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0) {
    return { ok: false, reason: 'not a version' };
  }
  if (version > steps.length) {
    return { ok: false, reason: `${version} is of a newer Vigil; this one reads up to ${steps.length}` };
  }
  return { ok: true, scene: steps.slice(version).reduce((scene, step) => step(scene), raw) };
}

const scene = {
  version: z.literal(SCENE_VERSION),
  id: SceneId,
  title: z.string().min(1).max(128),
  description: z.string().max(500).optional(),
  /** False: a new critical incident does not take this scene's place. */
  takeover: z.boolean().optional(),
  panels: z.array(PanelPlacement).max(48),
};

/** A scene as it is kept; earlier Vigils kept some whose panels overlap. */
export const Scene = z.object(scene).superRefine(checkScene);
export type Scene = z.infer<typeof Scene>;

/** What is saved or imported from now on: a misspelt key is no key, and no panel lies over another. */
export const NewScene = z
  .strictObject({ ...scene, panels: z.array(z.strictObject(placement)).max(48) })
  .superRefine((one, context) => {
    checkScene(one, context);
    for (const [index, under] of overlapsOf(one.panels)) {
      const message = `lies over panels[${under}], ${one.panels[under]?.id}`;
      context.addIssue({ code: 'custom', path: ['panels', index], message });
    }
  });

function checkScene(one: z.infer<z.ZodObject<typeof scene>>, context: z.core.$RefinementCtx): void {
  const ids = new Set<string>();
  one.panels.forEach(({ id, x, y, w, h }, i) => {
    if (ids.has(id)) {
      context.addIssue({ code: 'custom', path: ['panels', i, 'id'], message: `${id} is there already` });
    }
    ids.add(id);
    if (x + w > GRID || y + h > GRID) {
      context.addIssue({ code: 'custom', path: ['panels', i], message: 'reaches beyond the 12 x 12 grid' });
    }
  });
  if (JSON.stringify(one).length > MAX_SCENE_CHARS) {
    context.addIssue({ code: 'custom', path: [], message: `more than ${MAX_SCENE_CHARS} characters` });
  }
}

/** Each panel that lies over an earlier one, with the first of those. */
function overlapsOf(panels: readonly PanelPlacement[]): (readonly [number, number])[] {
  return panels.flatMap((one, index) => {
    const under = panels
      .slice(0, index)
      .findIndex(
        (other) =>
          one.x < other.x + other.w &&
          other.x < one.x + one.w &&
          one.y < other.y + other.h &&
          other.y < one.y + one.h,
      );
    return under < 0 ? [] : [[index, under] as const];
  });
}

/** A place in a file of scenes, as problems name it: scenes[0].panels[2].settings.from. */
export function placeText(path: readonly PropertyKey[]): string {
  return path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
}

/** Where that place is; else where is what it is in. 0: nowhere. */
export function lineOfPlace(lines: Readonly<Record<string, number>>, place: string): number {
  for (let at = place; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['), 0))) {
    if (Object.hasOwn(lines, at)) return lines[at] ?? 0;
  }
  return 0;
}

/** What a file of scenes holds and what is wrong with it. Kinds of panels and their settings only the page knows. */
export const SceneCheck = z.object({
  /** As in the file; null for one that can't be read. */
  scenes: z.array(Scene.nullable()),
  /** Of its panels and their settings, by their places. */
  lines: z.record(z.string(), z.number()),
  /** Line 0: there is none. */
  problems: z.array(z.object({ line: z.number(), where: z.string(), message: z.string() })),
});
export type SceneCheck = z.infer<typeof SceneCheck>;

/** One revision of a scene in its history. */
export const SceneRevision = z.object({
  /** From 1, never used twice. */
  revision: z.number().int(),
  by: z.string(),
  at: z.number(),
  comment: z.string(),
  /** When it was last put on the glass, and by whom; never, unless given. */
  published: z.object({ by: z.string(), at: z.number() }).optional(),
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
