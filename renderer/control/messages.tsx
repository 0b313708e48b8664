import { useState } from 'react';
import { type Banner, MAX_BANNERS } from '#contract/control.ts';
import { formatWhen } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { clearMessage } from './clear-message.ts';

const MINUTES = [5, 15, 60, 480] as const;
const MOST_CHARS = 300;

interface Props {
  readonly banners: readonly Banner[];
  readonly mayOrder: boolean;
  readonly canSend: boolean;
  readonly nowMs: number;
  readonly nameOf: (target: Banner['target']) => string;
  readonly onSend: (text: string, minutes: number | undefined) => Promise<boolean>;
}

/** What is written over the scenes, until when; and one more to write. */
export function Messages({ banners, mayOrder, canSend, nowMs, nameOf, onSend }: Props) {
  const [text, setText] = useState('');
  const [minutes, setMinutes] = useState('15');
  const send = async () => {
    const sent = await onSend(text.trim(), minutes === '' ? undefined : Number(minutes));
    if (sent) setText('');
  };
  return (
    <section className="side-part" aria-label={t('control.messages')}>
      <header>
        <h2>{t('control.messages')}</h2>
      </header>
      {mayOrder && (
        <form
          className="message-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== '' && canSend) void send();
          }}
        >
          <input
            id="message-text"
            type="text"
            value={text}
            maxLength={MOST_CHARS}
            aria-label={t('control.banner.text')}
            placeholder={t('control.banner.text')}
            onChange={(event) => setText(event.target.value)}
          />
          <select
            value={minutes}
            aria-label={t('control.banner.minutes')}
            onChange={(event) => setMinutes(event.target.value)}
          >
            {MINUTES.map((n) => (
              <option key={n} value={n}>
                {t('control.banner.minutes.n', { n })}
              </option>
            ))}
            <option value="">{t('control.banner.forever')}</option>
          </select>
          <button type="submit" className="button" disabled={!canSend || text.trim() === ''}>
            {t('control.banner.show')}
          </button>
        </form>
      )}
      {mayOrder && banners.length >= MAX_BANNERS && (
        <p className="form-problem" role="status">
          {t('control.messages.full', { most: MAX_BANNERS })}
        </p>
      )}
      {banners.length === 0 ? (
        <p className="desk-fact">{t('control.messages.empty')}</p>
      ) : (
        <ul className="side-list">
          {banners.map((banner) => (
            <li key={banner.id}>
              <span className="side-list-main">
                <strong>{banner.text}</strong>
                <span className="desk-fact">
                  {t('control.banner.on', { target: nameOf(banner.target) })}
                  {' · '}
                  {banner.until === 0
                    ? t('control.banner.forever')
                    : t('control.banner.until', { time: formatWhen(banner.until, nowMs) })}
                  {banner.by !== '' && ` · ${banner.by}`}
                </span>
              </span>
              {mayOrder && (
                <button
                  type="button"
                  className="button button-quiet"
                  aria-label={`${t('control.banner.clear')}: ${banner.text}`}
                  onClick={() => void clearMessage(banner)}
                >
                  {t('control.banner.clear')}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
