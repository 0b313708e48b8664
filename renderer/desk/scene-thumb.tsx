import { memo } from 'react';
import type { Scene } from '#contract/layout.ts';
import { panelTitle, registry } from '#renderer/panels/registry.ts';

interface Props {
  readonly scene: Scene | undefined;
  /** No event for longer than allowed: panels on the stream are hatched, as on the glass. */
  readonly stale?: boolean;
  /** Only shapes, where there is no room for words. */
  readonly bare?: boolean;
}

/** A scene as labelled boxes, without a picture of it. */
export const SceneThumb = memo(function SceneThumb({ scene, stale = false, bare = false }: Props) {
  return (
    <span className="thumb" aria-hidden="true">
      {scene?.panels.map(({ id, panel, settings, x, y, w, h }) => {
        const entry = registry.get(panel);
        const state = entry ? (stale && entry.about === 'events' ? ' thumb-stale' : '') : ' thumb-unknown';
        return (
          <span
            key={id}
            className={`thumb-panel${state}`}
            style={{ gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}` }}
          >
            {bare ? null : panelTitle({ panel, settings })}
          </span>
        );
      })}
    </span>
  );
});
