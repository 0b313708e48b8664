import type { CSSProperties } from 'react';
import type { Directive, Viewport } from '#contract/control.ts';
import { useSecond, useWall } from '#renderer/store/hooks.ts';
import { formatTime } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { spaces, type Density } from '#renderer/theme/metrics.ts';
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

/**
 * Makes the scene as large as the whole wall's picture and moves this display's part of it into view; how much of it
 * that is, is told to the style sheet.
 */
export function viewportStyle(viewport: Viewport | undefined): CSSProperties | undefined {
  if (!viewport) return undefined;
  const { x, y, w, h } = viewport;
  const top = Math.max(0, y);
  const style: CSSProperties & Record<`--${string}`, string> = {
    width: percent(1 / w),
    height: percent(1 / h),
    transform: `translate(${percent(-x)}, ${percent(-y)})`,
    '--part-left': percent(x),
    '--part-top': percent(top),
    '--part-width': percent(w),
    '--part-height': percent(Math.min(1, y + h) - top),
  };
  return style;
}

function percent(share: number): string {
  return `${share * 100}%`;
}

/** A bar that has all of its height but for what rounding took has its place. */
const ROUNDING = 0.001;

export interface Bars {
  readonly banner: boolean;
  readonly status: boolean;
}

const BOTH: Bars = { banner: true, status: true };

/** Which bars have their place on this display: those of the wall's edges, where the core has left room for them. */
export function barsOf(viewport: Viewport | undefined, density: Density): Bars {
  if (!viewport) return BOTH;
  const { y, h } = viewport;
  const fits = (room: number, space: 'banner' | 'status') =>
    room / h >= spaces[space][density] / 100 - ROUNDING;
  return { banner: fits(-y, 'banner'), status: fits(y + h - 1, 'status') };
}

export function usePixelShift(): CSSProperties | undefined {
  const pixels = useWall((state) => state.directive?.pixelShift.pixels ?? 0);
  const everySeconds = useWall((state) => state.directive?.pixelShift.everySeconds ?? 60);
  const [x, y] = shiftAt(Math.floor(useSecond() / everySeconds), pixels);
  return pixels === 0 ? undefined : { transform: `translate(${x}px, ${y}px)` };
}
