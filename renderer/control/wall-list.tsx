import type { KeyboardEvent } from 'react';
import type { Scene } from '#contract/layout.ts';
import { t } from '#renderer/text/text.ts';
import { EmptyState } from '#renderer/ui/states.tsx';
import { DisplayCard } from './display-card.tsx';
import type { WallSection } from './display-view.ts';

interface Props {
  readonly sections: readonly WallSection[];
  readonly layouts: ReadonlyMap<string, Scene>;
  /** What a takeover shows. */
  readonly takeoverLayout: Scene | undefined;
  readonly titleOf: (id: string, otherwise?: string) => string;
  readonly playlistNames: ReadonlyMap<string, string>;
  readonly selected: ReadonlySet<string>;
  readonly stale: boolean;
  readonly nowMs: number;
  readonly mayOrder: boolean;
  readonly onPick: (name: string) => void;
  readonly onPickAll: (names: readonly string[]) => void;
  readonly onEdit: (wall: string) => void;
  readonly onTakeApart: (wall: string) => void;
}

/** Every wall with its displays. Arrows go from one to the next, whatever wall it hangs on. */
export function WallList(props: Props) {
  const { sections, selected, mayOrder, onPickAll, onEdit, onTakeApart } = props;
  if (sections.every(({ displays }) => displays.length === 0)) {
    const { origin, pathname } = window.location;
    return (
      <EmptyState
        what={t('control.empty')}
        why={t('control.empty.why', { url: `${origin}${pathname}?display=NAME` })}
      />
    );
  }
  return (
    <div className="walls" onKeyDown={steer}>
      {sections.map(({ id, name, displays }) => {
        const names = displays.map(({ display }) => display.name);
        const all = names.length > 0 && names.every((one) => selected.has(one));
        return (
          <section key={id} className="wall-section" aria-label={name || t('control.no-wall')}>
            {(id !== '' || sections.length > 1) && (
              <header>
                <h3>{name || t('control.no-wall')}</h3>
                <button
                  type="button"
                  className="button button-quiet"
                  aria-pressed={all}
                  onClick={() => onPickAll(names)}
                >
                  {t(id === '' ? 'control.select-unplaced' : 'control.select-wall')}
                </button>
                {id !== '' && mayOrder && (
                  <button
                    type="button"
                    className="button button-quiet"
                    aria-label={t('control.wall.edit.name', { name })}
                    onClick={() => onEdit(id)}
                  >
                    {t('control.wall.edit')}
                  </button>
                )}
                {id !== '' && mayOrder && (
                  <button type="button" className="button button-quiet" onClick={() => onTakeApart(id)}>
                    {t('control.wall.remove')}
                  </button>
                )}
              </header>
            )}
            <div className="cards">
              {displays.map((view) => (
                <DisplayCard
                  key={view.display.name}
                  view={view}
                  scene={view.cause === 'takeover' ? props.takeoverLayout : props.layouts.get(view.wanted)}
                  titleOf={props.titleOf}
                  playlistName={view.playlist && (props.playlistNames.get(view.playlist) ?? view.playlist)}
                  spanningName={view.spanning && sections.find((wall) => wall.id === view.spanning)?.name}
                  selected={selected.has(view.display.name)}
                  stale={props.stale}
                  nowMs={props.nowMs}
                  onPick={props.onPick}
                />
              ))}
            </div>
          </section>
        );
      })}
    </div>
  );
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** To the nearest card that way, as the eye would. */
function steer(event: KeyboardEvent<HTMLElement>): void {
  const way = ARROWS[event.key];
  const from = event.target instanceof Element ? event.target.closest('.card') : null;
  if (!way || !from) return;
  const [dx, dy] = way;
  const here = from.getBoundingClientRect();
  let nearest: HTMLElement | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const card of event.currentTarget.querySelectorAll<HTMLElement>('.card')) {
    const there = card.getBoundingClientRect();
    const [x, y] = [there.x - here.x, there.y - here.y];
    const ahead = x * dx + y * dy;
    // Across counts threefold: straight on comes first.
    const distance = ahead + 3 * Math.abs(dx === 0 ? x : y);
    if (card === from || ahead <= 1 || distance >= least) continue;
    [least, nearest] = [distance, card];
  }
  event.preventDefault();
  nearest?.focus();
}
