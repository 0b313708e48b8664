import { memo } from 'react';
import type { Scene } from '#contract/layout.ts';
import { SceneThumb } from '#renderer/desk/scene-thumb.tsx';
import { formatAge, formatWhen } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { Badge } from '#renderer/ui/badge.tsx';
import type { DisplayView } from './display-view.ts';

interface Props {
  readonly view: DisplayView;
  readonly scene: Scene | undefined;
  /** Title by scene id; the other words where the page knows none. */
  readonly titleOf: (id: string, otherwise?: string) => string;
  readonly playlistName: string | undefined;
  readonly spanningName: string | undefined;
  readonly selected: boolean;
  readonly stale: boolean;
  readonly nowMs: number;
  readonly onPick: (name: string) => void;
}

/** One display: what it should show, whether it does, and all that is not as usual. */
export const DisplayCard = memo(function DisplayCard(props: Props) {
  const { view, scene, titleOf, selected, stale, nowMs, onPick } = props;
  const { display, wanted, cause, incident } = view;
  const badges = badgesOf(view);
  const title =
    cause === 'takeover' ? t('control.incident', { title: incident ?? '' }) : titleOf(wanted, view.title);
  const detail = causeText(props);
  const state = stateText(view, titleOf, nowMs);
  return (
    <button
      type="button"
      className="card"
      data-display={display.name}
      data-confirmation={view.confirmation}
      aria-pressed={selected}
      onClick={() => onPick(display.name)}
    >
      <span className="card-head">
        <strong>{display.label}</strong>
        {display.label !== display.name && <span className="card-name">{display.name}</span>}
        <span className="card-badges">
          {badges.map((text) => (
            <Badge key={text} tone="alert">
              {text}
            </Badge>
          ))}
        </span>
      </span>
      <span
        className={`card-glass${view.blank ? ' card-blank' : ''}${display.online ? '' : ' card-offline'}${
          view.confirmation === 'confirmed' ? '' : ' card-owing'
        }`}
      >
        <SceneThumb scene={scene} stale={stale || !display.online} />
      </span>
      <span className="card-scene">
        <strong>{title}</strong>
        {view.pinned && <Badge tone="quiet">{t('control.pinned')}</Badge>}
        {display.online && display.draw === 'loading' && (
          <Badge tone="quiet">{t('control.draw.loading')}</Badge>
        )}
        {view.messages > 0 && <Badge tone="quiet">{t('control.message')}</Badge>}
      </span>
      <span className="card-detail">{detail}</span>
      <span className={`card-detail card-state card-${view.confirmation}`}>
        {state}
        {display.online && (
          <span>
            {t(view.mutedByKey ? 'control.sound.by-key' : 'control.sound', {
              state: t(`sound.${view.sound}`),
            })}
          </span>
        )}
      </span>
    </button>
  );
});

function badgesOf({ display, cause, frozen, blank, muted, missing }: DisplayView): string[] {
  const badges: string[] = [];
  if (!display.online) badges.push(t('control.offline'));
  if (missing) badges.push(t(missing.deleted ? 'control.deleted' : 'control.missing'));
  if (cause === 'takeover') badges.push(t('control.takeover'));
  if (frozen) badges.push(t('control.frozen'));
  if (blank) badges.push(t('control.blank'));
  if (muted) badges.push(t('control.muted'));
  if (display.windows > 1) badges.push(t('control.windows', { count: display.windows }));
  if (display.online && display.draw === 'failed') badges.push(t('control.draw.failed'));
  return badges;
}

function causeText(props: Props): string {
  const { missing } = props.view;
  if (!missing) return ownCause(props);
  const title = props.titleOf(missing.scene, missing.title);
  const gone = t(missing.deleted ? 'control.deleted.scene' : 'control.missing.scene', { scene: title });
  return `${gone} · ${ownCause(props)}`;
}

function ownCause({ view: { cause, by }, playlistName, spanningName, nowMs }: Props): string {
  const who = by && by.by !== '' ? `${by.by} ${formatWhen(by.at, nowMs)}` : '';
  if (cause === 'playlist') return t('control.cause.playlist', { name: playlistName ?? '' });
  if (cause === 'shown') {
    const over = spanningName === undefined ? '' : ` · ${t('control.spanning', { wall: spanningName })}`;
    return `${t('control.cause.shown', { by: who })}${over}`;
  }
  if (cause === 'default' && playlistName !== undefined) {
    return t('control.cause.playlist.idle', { name: playlistName });
  }
  return t(`control.cause.${cause}`);
}

function stateText(view: DisplayView, titleOf: Props['titleOf'], nowMs: number) {
  const { confirmation, display, shown, wanted, owedMs } = view;
  const other = shown !== '' && shown !== wanted ? ` · ${titleOf(shown)}` : '';
  switch (confirmation) {
    case 'offline':
      return <span>{t('control.seen', { age: formatAge(nowMs - display.lastSeen) })}</span>;
    case 'late':
      return (
        <Badge tone="alert">
          {t('control.unconfirmed', { age: formatAge(owedMs) })}
          {other}
        </Badge>
      );
    case 'pending':
      return (
        <span className="pending">
          {t('control.pending')}
          {other}
        </span>
      );
    case 'confirmed':
      return <span>{t('control.confirmed')}</span>;
  }
}
