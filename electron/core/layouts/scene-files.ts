import { LineCounter, parseDocument, stringify } from 'yaml';
import { SCENE_VERSION, Scene } from '#contract/layout.ts';
import { fail, ok, type Result } from '#core/base/result.ts';

type Raw = Readonly<Record<string, unknown>>;

/** What brings a file of an old version to the next one. A file by hand may say no version: 0. */
const MIGRATIONS: readonly ((scene: Raw) => Raw)[] = [(scene) => ({ ...scene, version: 1 })];

const MAX_IMPORTED = 200;
const MAX_TOLD = 5;

/** Keys in the schema's order, settings by name: two exports of the same scenes are the same bytes. */
export function exportScenes(scenes: readonly Scene[], format: 'yaml' | 'json'): string {
  const document = {
    scenes: scenes
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ version, id, title, description, takeover, panels }) => ({
        version,
        id,
        title,
        ...(description === undefined ? {} : { description }),
        ...(takeover === undefined ? {} : { takeover }),
        panels: panels.map((one) => ({
          id: one.id,
          panel: one.panel,
          x: one.x,
          y: one.y,
          w: one.w,
          h: one.h,
          settings: sorted(one.settings),
        })),
      })),
  };
  return format === 'json'
    ? `${JSON.stringify(document, null, 2)}\n`
    : stringify(document, { aliasDuplicateObjects: false });
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}

/**
 * Reads what exportScenes wrote, or one scene alone; JSON is YAML.
 * @returns the scenes, or what is wrong and where: then none is to be used
 */
export function importScenes(text: string): Result<Scene[]> {
  const counter = new LineCounter();
  let value: unknown;
  try {
    const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, logLevel: 'error' });
    const [broken] = document.errors;
    if (broken) {
      const { line, col } = counter.linePos(broken.pos[0]);
      return fail(`line ${line}, column ${col}: ${broken.message}`);
    }
    value = document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    return fail(error instanceof Error ? error.message : 'not to be read');
  }
  if (!isMap(value)) return fail('there is no scene in it: write scenes: and a list');
  const list: unknown = Object.hasOwn(value, 'scenes') ? value['scenes'] : [value];
  if (!Array.isArray(list) || list.length === 0) return fail('scenes: has no list');
  if (list.length > MAX_IMPORTED) return fail(`scenes: ${list.length} of them, at most ${MAX_IMPORTED}`);
  const scenes: Scene[] = [];
  const problems: string[] = [];
  list.forEach((raw: unknown, i) => {
    const migrated = migrate(raw);
    const parsed = migrated.ok ? Scene.safeParse(migrated.value) : undefined;
    if (!migrated.ok) problems.push(`scenes[${i}].${migrated.error}`);
    else if (parsed?.success) {
      if (scenes.some(({ id }) => id === parsed.data.id)) problems.push(`scenes[${i}].id: is there twice`);
      scenes.push(parsed.data);
    } else {
      for (const { path, message } of parsed?.error.issues ?? []) {
        const at = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
        problems.push(`scenes[${i}]${at}: ${message}`);
      }
    }
  });
  return problems.length > 0 ? fail(problems.slice(0, MAX_TOLD).join('; ')) : ok(scenes);
}

/** Brings a scene of an earlier Vigil, from a file or from the disk, to this one's version. */
export function migrate(raw: unknown): Result<unknown> {
  if (!isMap(raw)) return ok(raw);
  let scene = raw;
  const version = scene['version'] ?? 0;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0) {
    return fail('version: not a version');
  }
  if (version > SCENE_VERSION) {
    return fail(`version: ${version} is of a newer Vigil; this one reads up to ${SCENE_VERSION}`);
  }
  for (const step of MIGRATIONS.slice(version)) scene = step(scene);
  return ok(scene);
}

function isMap(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
