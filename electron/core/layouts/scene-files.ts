import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  stringify,
} from 'yaml';
import { lineOfPlace, migrateScene, NewScene, placeText, Scene, type SceneCheck } from '#contract/layout.ts';
import { fail, ok, type Result } from '#core/base/result.ts';

const MAX_IMPORTED = 200;
/** In one sentence; a check tells them all. */
const MAX_TOLD = 5;
const MAX_PROBLEMS = 200;
/** Places whose line is known; deeper ones have that of what they are in. */
const MAX_LINES = 20_000;
const MAX_LINE_DEPTH = 9;

type Problem = SceneCheck['problems'][number];
type Lines = Map<string, number>;

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
  const { scenes, problems } = checkScenes(text);
  if (problems.length === 0) return ok(scenes.filter((scene) => scene !== null));
  const told = problems.slice(0, MAX_TOLD).map(problemWords).join('; ');
  return fail(problems.length > MAX_TOLD ? `${problems.length} problems: ${told}` : told);
}

function problemWords({ line, where, message }: Problem): string {
  const place = [line > 0 ? `line ${line}` : '', where].filter(Boolean).join(', ');
  return place === '' ? message : `${place}: ${message}`;
}

/** All that is wrong with a file, as far as the core can tell. */
export function checkScenes(text: string): SceneCheck {
  const counter = new LineCounter();
  let document: Document.Parsed;
  let value: unknown;
  try {
    document = parseDocument(text, { lineCounter: counter, prettyErrors: false, logLevel: 'error' });
    if (document.errors.length > 0) {
      return broken(
        ...document.errors.map(({ pos, message }) => {
          const { line, col } = counter.linePos(pos[0]);
          return { line, where: `column ${col}`, message };
        }),
      );
    }
    value = document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    return broken(problem('', error instanceof Error ? error.message : 'not to be read'));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return broken(problem('', 'there is no scene in it: write scenes: and a list'));
  }
  const alone = !Object.hasOwn(value, 'scenes');
  const { scenes: listed, ...others } = value as { readonly scenes?: unknown };
  const list: unknown = alone ? [value] : listed;
  if (!Array.isArray(list) || list.length === 0) return broken(problem('scenes', 'has no list'));
  if (list.length > MAX_IMPORTED) {
    return broken(problem('scenes', `${list.length} of them, at most ${MAX_IMPORTED}`));
  }
  const lines: Lines = new Map();
  collectLines(document.contents, alone ? 'scenes[0]' : '', counter, lines);
  const unknown = alone ? [] : Object.keys(others).map((key) => problem(key, NO_KEY));
  const read = list.map(readScene);
  const problems = [...unknown, ...read.flatMap((one) => one.problems)];
  const scenes = read.map(({ scene }) => scene);
  scenes.forEach((scene, i) => {
    if (scene && scenes.findIndex((other) => other?.id === scene.id) < i) {
      problems.push(problem(`scenes[${i}].id`, `${scene.id} is there twice`));
    }
  });
  const places = Object.fromEntries(lines);
  const placed = problems.map((one) => ({ ...one, line: lineOfPlace(places, one.where) }));
  return { scenes, lines: places, problems: placed.slice(0, MAX_PROBLEMS) };
}

const NO_KEY = 'there is no such key';

function problem(where: string, message: string): Problem {
  return { line: 0, where, message };
}

function broken(...problems: readonly Problem[]): SceneCheck {
  return { scenes: [], lines: {}, problems: problems.slice(0, MAX_PROBLEMS) };
}

function readScene(raw: unknown, i: number): { readonly scene: Scene | null; readonly problems: Problem[] } {
  const migrated = migrateScene(raw);
  if (!migrated.ok) return { scene: null, problems: [problem(`scenes[${i}].version`, migrated.reason)] };
  const strict = NewScene.safeParse(migrated.scene);
  if (strict.success) return { scene: strict.data, problems: [] };
  // With an unknown key in the way zod looks no further than at single values: once more without.
  const loose = Scene.safeParse(migrated.scene);
  const hidden = loose.success ? NewScene.safeParse(loose.data) : loose;
  const found = new Map<string, Problem>();
  for (const issue of [...strict.error.issues, ...(hidden.error?.issues ?? [])]) {
    const at = `scenes[${i}]${placeText(issue.path)}`;
    const told =
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => problem(`${at}.${key}`, NO_KEY))
        : [problem(at, issue.message)];
    for (const one of told) found.set(`${one.where} ${one.message}`, one);
  }
  return { scene: loose.success ? loose.data : null, problems: [...found.values()] };
}

/** Where each key and each member of a list stands. */
function collectLines(
  node: Node | null | undefined,
  at: string,
  counter: LineCounter,
  lines: Lines,
  depth = 0,
) {
  if (depth > MAX_LINE_DEPTH || lines.size >= MAX_LINES) return;
  const note = (place: string, start: number | undefined) => {
    if (start !== undefined) lines.set(place, counter.linePos(start).line);
  };
  if (isMap<Node, Node | null>(node)) {
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue;
      const place = at === '' ? String(key.value) : `${at}.${String(key.value)}`;
      note(place, key.range?.[0]);
      collectLines(value, place, counter, lines, depth + 1);
    }
  } else if (isSeq<Node>(node)) {
    node.items.forEach((item, i) => {
      const place = `${at}[${i}]`;
      note(place, item.range?.[0]);
      collectLines(item, place, counter, lines, depth + 1);
    });
  }
}
