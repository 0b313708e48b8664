import { useEffect, useState } from 'react';
import { formatAge } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import './pin-overlay.css';

/** As the desktop host tells it: keys are taken there, the PIN never comes here. */
type PinView =
  | { readonly state: 'closed' }
  | { readonly state: 'asking' | 'checking' | 'wrong'; readonly purpose?: Purpose; readonly typed: number }
  | { readonly state: 'locked'; readonly purpose?: Purpose; readonly seconds: number };
type Purpose = 'leave' | 'control';

export function PinOverlay() {
  const [view, setView] = useState<PinView>({ state: 'closed' });
  useEffect(() => {
    const take = ({ source, data }: MessageEvent<{ t?: unknown; view: PinView } | string>) => {
      // Only our own window: its preload.
      if (source === window && typeof data === 'object' && data?.t === 'vigil-pin') setView(data.view);
    };
    window.addEventListener('message', take);
    return () => window.removeEventListener('message', take);
  }, []);
  if (view.state === 'closed') return null;
  const typed = view.state === 'locked' ? 0 : view.typed;
  const title = t(view.purpose === 'control' ? 'pin.title.control' : 'pin.title');
  return (
    <div className="pin" role="dialog" aria-label={title}>
      <h2>{title}</h2>
      <p className="pin-typed" role="img" aria-label={t('pin.typed', { count: typed })}>
        {'•'.repeat(typed)}
      </p>
      <p role="status">
        {view.state === 'locked'
          ? t('pin.locked', { time: formatAge(view.seconds * 1000) })
          : t(`pin.${view.state}`)}
      </p>
    </div>
  );
}
