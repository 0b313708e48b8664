import type { AuditEntry } from '#contract/audit.ts';
import { zoneCity } from '#renderer/text/format.ts';
import { lookUp, t } from '#renderer/text/text.ts';

export function auditWords({ call, detail }: Pick<AuditEntry, 'call' | 'detail'>): string {
  if (call === 'playlist.run' && detail === '–') return t('history.playlist.run.off');
  return wordsOf(detail === 'off' ? `${call}.off` : call);
}

/** Of a call, which may be one that switched something off. */
function wordsOf(call: string): string {
  return lookUp(`history.${call}`) ?? lookUp(`history.${call.replace(/\.off$/, '')}`) ?? call;
}

/** Who it was; what the rules did, nobody has done. */
export function byWords({ by }: Pick<AuditEntry, 'by'>): string {
  return by === '' ? t('control.history.rules') : by;
}

/** Scenes by their titles, as everywhere else on the page; codes and numbers in the reader's language. */
export function detailWords(entry: AuditEntry, titleOf: (scene: string) => string): string {
  const { call, detail, values = {} } = entry;
  if (/^(on|off|–)$/.test(detail)) return '';
  switch (call) {
    case 'display.show':
    case 'playlist.save':
      return detail
        .split(', ')
        .map((one) => (one === 'pinned' ? t('control.pinned') : titleOf(one)))
        .join(', ');
    case 'control.undo':
      return wordsOf(detail);
    case 'scene.publish':
    case 'scene.restore':
      return t('control.history.revision', { n: detail });
    case 'scene.import':
      return [values['published'] ? t('control.history.published') : '', detail].filter(Boolean).join(', ');
    case 'takeover.begin':
    case 'takeover.over':
      return [detail, severityOf(values), lookUp(`control.why.${values['why']}`)].filter(Boolean).join(' · ');
    case 'takeover.save':
      return entry.values
        ? t('control.history.takeover', { ...values, severity: severityOf(values) })
        : detail;
    case 'night.save':
      return entry.values
        ? t('control.night.summary', { ...values, zone: zoneCity(String(values['timeZone'])) })
        : detail;
    default:
      return detail;
  }
}

function severityOf({ severity }: NonNullable<AuditEntry['values']>): string {
  return lookUp(`severity.${severity}`) ?? '';
}

/** Displays by their labels, also in a list that names the first of them and how many more. */
export function onWords(
  { call, on }: AuditEntry,
  titleOf: (scene: string) => string,
  labels: ReadonlyMap<string, string>,
): string {
  if (on === '*') return t('control.target.all');
  if (call.startsWith('scene.')) return titleOf(on);
  if (!/^(display|takeover|playlist\.run|banner|control)\b/.test(call)) return on;
  const [, names = on, more = ''] = /^(.*?)( \+\d+)?$/.exec(on) ?? [];
  return (
    names
      .split(', ')
      .map((name) => labels.get(name) ?? name)
      .join(', ') + more
  );
}
