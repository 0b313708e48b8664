import { type ReactNode, useEffect, useState } from 'react';
import { useSecond, useWall } from '#renderer/store/hooks.ts';
import { formatAge, formatTime } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { onKey } from '#renderer/wall/keys.ts';

interface Props {
  readonly page: 'control' | 'editor';
  readonly keys: readonly (readonly [keys: string, meaning: string])[];
  readonly children?: ReactNode;
}

/** Where one is, whether the link and the data live, who one is; the same place on each of the supervisor's pages. */
export function DeskHeader({ page, keys, children }: Props) {
  const [help, setHelp] = useState(false);
  useEffect(() => onKey('?', () => setHelp((shown) => !shown)), []);
  useEffect(() => (help ? onKey('Escape', () => setHelp(false)) : undefined), [help]);
  const role = useWall((state) => state.role);
  return (
    <header className="desk-head">
      <h1>{t(`desk.${page}`)}</h1>
      <nav aria-label={t('desk.pages')}>
        {(['control', 'editor'] as const).map((other) => (
          <a key={other} href={pageAddress(other)} aria-current={other === page ? 'page' : undefined}>
            {t(`desk.${other}`)}
          </a>
        ))}
      </nav>
      <div className="desk-slot">{children}</div>
      <LinkState />
      <span className="desk-fact">{t('desk.role', { role: t(`desk.role.${role}`) })}</span>
      <button
        type="button"
        className="button button-quiet"
        onClick={() => setHelp(!help)}
        aria-expanded={help}
      >
        <KeyHint keys="?" /> {t('desk.keys')}
      </button>
      {help && (
        <div className="keys" role="dialog" aria-label={t('keys.title')}>
          <h2>{t('keys.title')}</h2>
          <dl>
            {[...keys, ['?', t('keys.help')] as const].map(([key, meaning]) => (
              <div key={key}>
                <dt>
                  <KeyHint keys={key} />
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </header>
  );
}

/** The other page with what the address asks for besides: language, token by session. */
export function pageAddress(view: 'control' | 'editor', scene?: string): string {
  const query = new URLSearchParams(window.location.search);
  query.set('view', view);
  if (scene === undefined) query.delete('scene');
  else query.set('scene', scene);
  return `?${query.toString()}`;
}

function LinkState() {
  const link = useWall((state) => state.link);
  const since = useWall((state) => state.linkSince);
  const refusal = useWall((state) => state.refusal);
  const lastEventAt = useWall((state) => Math.floor((state.status?.lastEventAt ?? 0) / 1000) * 1000);
  const nowMs = useSecond() * 1000;
  if (refusal !== undefined) {
    return (
      <p className="desk-lost" role="alert">
        {t('desk.refused', { reason: refusal })}
      </p>
    );
  }
  if (link === 'down') {
    return (
      <p className="desk-lost" role="alert">
        {t('desk.link.down', { time: formatTime(since) })}
      </p>
    );
  }
  return (
    <span className="desk-fact">
      {t(`desk.link.${link}`)}
      {link === 'up' && (
        <>
          {' · '}
          {lastEventAt === 0 ? t('desk.data.none') : t('desk.data', { age: formatAge(nowMs - lastEventAt) })}
        </>
      )}
    </span>
  );
}
