import { useEffect, useState } from 'react';
import type { MessageKey } from '#renderer/text/en.ts';
import { t } from '#renderer/text/text.ts';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { onKey } from './keys.ts';

type Meaning = readonly [string, MessageKey];

const KEYS: readonly Meaning[] = [
  ['A', 'keys.acknowledge'],
  ['⇧A', 'keys.acknowledge-all'],
  ['M', 'keys.mute'],
  ['F', 'keys.fullscreen'],
  ['Z', 'keys.zoom'],
  ['?', 'keys.help'],
];
/** The desktop host opens the windows of its displays itself, and answers these keys before the page sees them. */
const ON_DESKTOP: readonly Meaning[] = [
  ['Ctrl+⇧C', 'keys.control'],
  ['Ctrl+Q', 'keys.leave'],
];
const IN_BROWSER: readonly Meaning[] = [['W', 'keys.windows']];

export function KeysHelp() {
  const [shown, setShown] = useState(false);
  useEffect(() => onKey('?', () => setShown((before) => !before)), []);
  useEffect(() => (shown ? onKey('Escape', () => setShown(false)) : undefined), [shown]);
  if (!shown) return null;
  return (
    <div className="keys" role="dialog" aria-label={t('keys.title')}>
      <h2>{t('keys.title')}</h2>
      <dl>
        {[...KEYS, ...(window.vigil ? ON_DESKTOP : IN_BROWSER)].map(([key, meaning]) => (
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
