import { useEffect, useState } from 'react';
import type { MessageKey } from '#renderer/text/en.ts';
import { t } from '#renderer/text/text.ts';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { onKey } from './keys.ts';

const KEYS: readonly (readonly [string, MessageKey])[] = [
  ['A', 'keys.acknowledge'],
  ['⇧A', 'keys.acknowledge-all'],
  ['M', 'keys.mute'],
  ['F', 'keys.fullscreen'],
  ['W', 'keys.windows'],
  ['Z', 'keys.zoom'],
  ['?', 'keys.help'],
];

export function KeysHelp() {
  const [shown, setShown] = useState(false);
  useEffect(() => onKey('?', () => setShown((before) => !before)), []);
  useEffect(() => (shown ? onKey('Escape', () => setShown(false)) : undefined), [shown]);
  if (!shown) return null;
  return (
    <div className="keys" role="dialog" aria-label={t('keys.title')}>
      <h2>{t('keys.title')}</h2>
      <dl>
        {KEYS.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <KeyHint keys={key} />
            </dt>
            <dd>{t(meaning)}</dd>
          </div>
        ))}
      </dl>
      <p className="keys-data">{t('keys.data')}</p>
    </div>
  );
}
