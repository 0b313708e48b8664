import type { AuditEntry } from '#contract/audit.ts';
import { lookUp, t } from '#renderer/text/text.ts';

export function auditWords({ call, detail }: Pick<AuditEntry, 'call' | 'detail'>): string {
  const off = detail === 'off' ? lookUp(`history.${call}.off`) : undefined;
  return off ?? lookUp(`history.${call}`) ?? call;
}

/** Scenes by their titles, as everywhere else on the page. */
export function detailWords({ call, detail }: AuditEntry, titleOf: (scene: string) => string): string {
  if (/^(on|off)$/.test(detail)) return '';
  if (call !== 'display.show' && call !== 'playlist.save') return detail;
  const words = detail.split(', ').map((one) => (one === 'pinned' ? t('control.pinned') : titleOf(one)));
  return words.join(', ');
}

export function onWords(
  { call, on }: AuditEntry,
  titleOf: (scene: string) => string,
  labels: ReadonlyMap<string, string>,
): string {
  if (call.startsWith('scene.')) return titleOf(on);
  return call.startsWith('display.') ? (labels.get(on) ?? on) : on;
}
