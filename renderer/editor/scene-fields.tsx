import type { Scene } from '#contract/layout.ts';
import { sceneDescription, sceneTitle } from '#renderer/desk/scene-title.ts';
import { t } from '#renderer/text/text.ts';

interface Props {
  readonly scene: Scene;
  readonly builtIn: boolean;
  readonly disabled: boolean;
  readonly onChange: (change: Partial<Pick<Scene, 'title' | 'description' | 'takeover'>>) => void;
}

/** What a scene is, its panels apart. */
export function SceneFields({ scene, builtIn, disabled, onChange }: Props) {
  const title = sceneTitle({ ...scene, builtIn });
  const description = sceneDescription({ ...scene, builtIn });
  return (
    <div className="settings-scene">
      <label className="setting">
        <span>{t('editor.title')}</span>
        <input
          type="text"
          value={scene.title}
          maxLength={128}
          required
          disabled={disabled}
          // A scene without a title is none: the last letter stays until another one comes.
          onChange={(event) => event.target.value !== '' && onChange({ title: event.target.value })}
        />
        {title !== scene.title && <span className="desk-fact">{t('editor.shown-as', { words: title })}</span>}
      </label>
      <label className="setting">
        <span>{t('editor.description')}</span>
        <textarea
          rows={2}
          value={scene.description ?? ''}
          maxLength={500}
          disabled={disabled}
          onChange={(event) => onChange({ description: event.target.value })}
        />
        {description !== (scene.description ?? '') && (
          <span className="desk-fact">{t('editor.shown-as', { words: description })}</span>
        )}
      </label>
      <label className="setting">
        <input
          type="checkbox"
          checked={scene.takeover ?? true}
          disabled={disabled}
          onChange={(event) => onChange({ takeover: event.target.checked })}
        />
        {t('editor.takeover')}
      </label>
    </div>
  );
}
