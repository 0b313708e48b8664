import type { PanelPlacement, Scene } from '#contract/layout.ts';
import { panelTitle } from '#renderer/panels/registry.ts';
import type { MessageKey } from '#renderer/text/en.ts';
import { formatBytes } from '#renderer/text/format.ts';
import { lookUp, t } from '#renderer/text/text.ts';
import { bytesOf } from './image-file.ts';
import { optionLabel } from './settings-shape.ts';

/** More than that is told as a number. */
const MAX_SETTINGS_TOLD = 6;

/** A picture is a setting too. */
const MAX_VALUE_CHARS = 60;

/** By their titles, as they stand on the glass; with their id where two would read the same. */
function panelNames(panels: readonly PanelPlacement[]): (panel: PanelPlacement) => string {
  const ids = new Map<string, Set<string>>();
  for (const panel of panels) {
    const title = panelTitle(panel);
    ids.set(title, (ids.get(title) ?? new Set()).add(panel.id));
  }
  return (panel) => {
    const title = panelTitle(panel);
    const unique = panel.id === panel.panel || (ids.get(title)?.size ?? 0) < 2;
    return unique ? title : `${title} (${panel.id})`;
  };
}

const at = ({ x, y }: PanelPlacement) => t('diff.place', { column: x + 1, row: y + 1 });
const size = ({ w, h }: PanelPlacement) => t('diff.size', { w, h });

/** What was done to make one scene of the other, in words, in the reader's language. */
export function sceneDiff(before: Scene, after: Scene): string[] {
  const words: string[] = [];
  const say = (key: MessageKey, values: Record<string, string | number>) => words.push(t(key, values));
  if (before.title !== after.title) say('diff.title', { from: before.title, to: after.title });
  if ((before.description ?? '') !== (after.description ?? '')) say('diff.description', {});
  if ((before.takeover ?? true) !== (after.takeover ?? true)) {
    say((after.takeover ?? true) ? 'diff.takeover.on' : 'diff.takeover.off', {});
  }
  const panelName = panelNames([...before.panels, ...after.panels]);
  const old = new Map(before.panels.map((panel) => [panel.id, panel]));
  const now = new Set(after.panels.map(({ id }) => id));
  for (const panel of before.panels) {
    if (!now.has(panel.id)) say('diff.removed', { panel: panelName(panel) });
  }
  for (const panel of after.panels) {
    const was = old.get(panel.id);
    // By the title it had: that it has another now is one of the changes.
    const name = panelName(was ?? panel);
    if (!was) {
      say('diff.added', { panel: name, place: at(panel), size: size(panel) });
      continue;
    }
    if (was.panel !== panel.panel) say('diff.kind', { from: name, to: panelName(panel) });
    if (was.x !== panel.x || was.y !== panel.y) {
      say('diff.moved', { panel: name, from: at(was), to: at(panel) });
    }
    if (was.w !== panel.w || was.h !== panel.h) {
      say('diff.resized', { panel: name, from: size(was), to: size(panel) });
    }
    words.push(...settingsDiff(name, was, panel));
  }
  return words;
}

function settingsDiff(panel: string, before: PanelPlacement, after: PanelPlacement): string[] {
  const keys = new Set([...Object.keys(before.settings), ...Object.keys(after.settings)]);
  const changed = [...keys].filter((key) => raw(before, key) !== raw(after, key)).sort();
  if (changed.length > MAX_SETTINGS_TOLD) {
    return [t('diff.settings', { panel, count: changed.length })];
  }
  return changed.map((key) => {
    const name = lookUp(`setting.${key}`) ?? key;
    const [from, to] = [value(before, key), value(after, key)];
    // Cut short, the two read the same.
    if (from === to) return t('diff.setting.changed', { panel, name });
    return t('diff.setting', { panel, name, from, to });
  });
}

function raw({ settings }: PanelPlacement, key: string): string | undefined {
  return Object.hasOwn(settings, key) ? JSON.stringify(settings[key]) : undefined;
}

function value({ panel, settings }: PanelPlacement, key: string): string {
  const one = Object.hasOwn(settings, key) ? settings[key] : undefined;
  if (one === undefined) return t('diff.default');
  if (key === 'from' && typeof one === 'number') return lookUp(`severity.${one}`) ?? String(one);
  if (Array.isArray(one) && one.some((row) => typeof row === 'object' && row !== null)) {
    return t('diff.rows', { count: one.length });
  }
  if (typeof one === 'string' && one.startsWith('data:image/')) {
    return t('diff.picture', { size: formatBytes(bytesOf(one)) });
  }
  const words = typeof one === 'string' ? optionLabel(panel, one) : JSON.stringify(one);
  return words.length > MAX_VALUE_CHARS ? `${words.slice(0, MAX_VALUE_CHARS - 1)}…` : words;
}
