import { lineOfPlace, placeText, type SceneCheck } from '#contract/layout.ts';
import { registry } from '#renderer/panels/registry.ts';
import { t } from '#renderer/text/text.ts';
import { isMissing } from './problems.ts';

export type FileProblem = SceneCheck['problems'][number];

const KINDS = [...registry].flatMap(([panel, { unlisted }]) => (unlisted ? [] : [panel])).join(', ');

/** What the core could not know of a file: whether there are such panels, and whether they take such settings. */
export function panelProblems({ scenes, lines }: Pick<SceneCheck, 'scenes' | 'lines'>): FileProblem[] {
  return scenes.flatMap((scene, i) =>
    (scene?.panels ?? []).flatMap(({ panel, settings }, j) => {
      const at: readonly PropertyKey[] = ['panels', j];
      const tell = (path: readonly PropertyKey[], message: string): FileProblem => {
        const where = `scenes[${i}]${placeText([...at, ...path])}`;
        return { line: lineOfPlace(lines, where), where, message };
      };
      const entry = registry.get(panel);
      if (!entry) {
        return [tell(['panel'], t('editor.import.kind', { panel, kinds: KINDS }))];
      }
      const parsed = entry.settings.safeParse(settings);
      if (!parsed.success) {
        return parsed.error.issues.map(({ path, message }) =>
          tell(['settings', ...path], isMissing(settings, path) ? t('editor.settings.needed') : message),
        );
      }
      return leftOut(settings, parsed.data).map((path) =>
        tell(['settings', ...path], t('editor.import.setting', { panel: t(entry.title) })),
      );
    }),
  );
}

/** Paths of what a schema dropped on its way: it takes unknown keys for none. */
function leftOut(given: unknown, taken: unknown): PropertyKey[][] {
  if (Array.isArray(given)) {
    return given.flatMap((one, i) =>
      leftOut(one, Array.isArray(taken) ? taken[i] : undefined).map((path) => [i, ...path]),
    );
  }
  if (!isMap(given) || !isMap(taken)) return [];
  return Object.entries(given).flatMap(([key, one]) =>
    Object.hasOwn(taken, key) ? leftOut(one, taken[key]).map((path) => [key, ...path]) : [[key]],
  );
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
