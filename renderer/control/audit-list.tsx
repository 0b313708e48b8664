import { useEffect } from 'react';
import type { AuditPage } from '#contract/audit.ts';
import { formatWhen } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { onKey } from '#renderer/wall/keys.ts';
import { auditWords, byWords, detailWords, onWords } from './audit-words.ts';

interface Props {
  readonly page: AuditPage;
  readonly nowMs: number;
  readonly titleOf: (scene: string) => string;
  /** By display name. */
  readonly labels: ReadonlyMap<string, string>;
}

/** Who ordered or changed what, newest first. */
export function AuditList({ page: { entries, evicted }, nowMs, titleOf, labels }: Props) {
  useEffect(() => onKey('h', () => document.getElementById('audit-rows')?.focus()), []);
  return (
    <section className="audit" aria-label={t('control.history')}>
      <header className="room-head">
        <h2>{t('control.history')}</h2>
        {evicted > 0 && <span className="desk-fact">{t('control.history.evicted', { count: evicted })}</span>}
      </header>
      {entries.length === 0 ? (
        <p className="desk-fact">{t('control.history.empty')}</p>
      ) : (
        <section className="audit-rows" id="audit-rows" tabIndex={0} aria-label={t('control.history')}>
          <table>
            <thead>
              <tr>
                {(['when', 'who', 'what', 'on', 'detail'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`control.history.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <tr key={entry.id}>
                  <td>{formatWhen(entry.at, nowMs)}</td>
                  <td>{byWords(entry)}</td>
                  <td>{auditWords(entry)}</td>
                  <td>{onWords(entry, titleOf, labels)}</td>
                  <td>{detailWords(entry, titleOf)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
