import type { Scene, SceneSummary } from '#contract/layout.ts';
import { SceneThumb } from '#renderer/desk/scene-thumb.tsx';
import { sceneTitle } from '#renderer/desk/scene-title.ts';
import { t } from '#renderer/text/text.ts';
import type { DisplayView } from './display-view.ts';

interface Props {
  readonly scenes: readonly SceneSummary[];
  readonly layouts: ReadonlyMap<string, Scene>;
  readonly chosen: readonly DisplayView[];
  readonly mayOrder: boolean;
  readonly pin: boolean;
  readonly onPin: (pin: boolean) => void;
  /** The chosen displays are just a wall: the scene may span it. Undefined when they are not. */
  readonly span: boolean | undefined;
  readonly onSpan: (span: boolean) => void;
  readonly onShow: (scene: SceneSummary) => void;
}

/** Every scene that can be put up: one press, and the chosen displays show it. */
export function SceneStrip(props: Props) {
  const { scenes, layouts, chosen, mayOrder, pin, span, onShow } = props;
  const off = !mayOrder || chosen.length === 0;
  return (
    <section className="side-part side-scenes" aria-label={t('control.scenes')}>
      <header>
        <h2>{t('control.scenes')}</h2>
        <label title={t('control.pin.help')}>
          <input
            type="checkbox"
            checked={pin}
            disabled={!mayOrder}
            onChange={(event) => props.onPin(event.target.checked)}
          />
          {t('control.pin')}
        </label>
        {span !== undefined && (
          <label>
            <input
              type="checkbox"
              checked={span}
              disabled={!mayOrder}
              onChange={(event) => props.onSpan(event.target.checked)}
            />
            {t('control.span')}
          </label>
        )}
      </header>
      <div className="strip">
        {scenes.map((scene) => {
          const on = chosen.length > 0 && chosen.every(({ wanted }) => wanted === scene.id);
          return (
            <button
              key={scene.id}
              type="button"
              className="strip-scene"
              data-scene={scene.id}
              disabled={off}
              aria-pressed={on}
              title={t('control.put-up', { scene: sceneTitle(scene) })}
              onClick={() => onShow(scene)}
            >
              <SceneThumb scene={layouts.get(scene.id)} bare />
              <span className="strip-title">{sceneTitle(scene)}</span>
            </button>
          );
        })}
      </div>
    </section>
  );
}
