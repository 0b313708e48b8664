import type { Scene, SceneSummary } from '#contract/layout.ts';
import { en } from '#renderer/text/en.ts';
import { lookUp, t } from '#renderer/text/text.ts';

/** Of built-in scenes the core has English words; as long as nobody has given them others, they are the reader's. */
type Named = Pick<SceneSummary, 'id' | 'builtIn'>;

export function sceneTitle({ id, title, builtIn }: Named & Pick<Scene, 'title'>): string {
  return builtIn ? (inOwnWords(`scene.${id}`, title) ?? tenantTitle(id, title) ?? title) : title;
}

export function sceneDescription({
  id,
  description = '',
  builtIn,
}: Named & Pick<Scene, 'description'>): string {
  if (!builtIn) return description;
  const key = id.startsWith('tenant-') ? 'scene.tenant' : `scene.${id}`;
  return inOwnWords(`${key}.description`, description) ?? description;
}

function inOwnWords(key: string, words: string): string | undefined {
  const english = Object.hasOwn(en, key) ? en[key as keyof typeof en] : undefined;
  return english === words ? lookUp(key) : undefined;
}

/** A tenant's scene is made from a template: the name within its title is the tenant's own. */
function tenantTitle(id: string, title: string): string | undefined {
  const [before = ''] = en['scene.tenant'].split('{name}');
  if (!id.startsWith('tenant-') || !title.startsWith(before)) return undefined;
  return t('scene.tenant', { name: title.slice(before.length) });
}
