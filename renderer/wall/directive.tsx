import type { CSSProperties } from 'react';
import type { Directive, Viewport } from '#contract/control.ts';
import { useSecond, useWall } from '#renderer/store/hooks.ts';
import { formatTime } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import './directive.css';
import { shiftAt } from './pixel-shift.ts';

const NO_BANNERS: Directive['banners'] = [];

/** What the control room wrote, in a place of its own: it may stand for hours and must hide no figure. */
export function DirectiveMessages() {
  const banners = useWall((state) => state.directive?.banners) ?? NO_BANNERS;
  const nowMs = useSecond() * 1000;
  const messages = banners.filter(({ until }) => until === 0 || until > nowMs);
  if (messages.length === 0) return null;
  return (
    <div className="directive-messages" role="status" aria-label={t('directive.messages')}>
      {messages.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}

/** What lies over the scene by order: name, freeze, dark, blank. */
export function DirectiveLayer() {
  const directive = useWall((state) => state.directive);
  return directive ? <Layers directive={directive} /> : null;
}

function Layers({ directive }: { readonly directive: Directive }) {
  const nowMs = useSecond() * 1000;
  const frozenAt = useWall((state) => state.frozenAt);
  const { display, label, blank, brightness, identifyUntil } = directive;
  return (
    <>
      {frozenAt > 0 && (
        <p className="directive-frozen">{t('directive.frozen', { time: formatTime(frozenAt) })}</p>
      )}
      {brightness < 1 && <div className="directive-dim" style={{ opacity: 1 - brightness }} />}
      {blank && <p className="directive-blank">{t('directive.blank')}</p>}
      {identifyUntil > nowMs && (
        <p className="directive-identify">
          <span>{t('directive.identify')}</span>
          <strong>{label}</strong>
          {label !== display && <span>{display}</span>}
        </p>
      )}
    </>
  );
}

/** Makes the scene as large as the whole wall's picture and moves this display's part of it into view. */
export function viewportStyle(viewport: Viewport | undefined): CSSProperties | undefined {
  if (!viewport) return undefined;
  const { x, y, w, h } = viewport;
  return {
    width: `${100 / w}%`,
    height: `${100 / h}%`,
    transform: `translate(${-x * 100}%, ${-y * 100}%)`,
  };
}

export function usePixelShift(): CSSProperties | undefined {
  const pixels = useWall((state) => state.directive?.pixelShift.pixels ?? 0);
  const everySeconds = useWall((state) => state.directive?.pixelShift.everySeconds ?? 60);
  const [x, y] = shiftAt(Math.floor(useSecond() / everySeconds), pixels);
  return pixels === 0 ? undefined : { transform: `translate(${x}px, ${y}px)` };
}
