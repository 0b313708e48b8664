import type { SceneSummary } from '#contract/layout.ts';
import { sceneTitle } from '#renderer/desk/scene-title.ts';
import { language, t } from '#renderer/text/text.ts';
import { FileMenu } from './file-menu.tsx';

interface Props {
  readonly scenes: readonly SceneSummary[];
  readonly chosen: string | undefined;
  readonly mayEdit: boolean;
  readonly onChoose: (id: string) => void;
  readonly onNew: () => void;
  readonly onUndelete: (scene: SceneSummary) => void;
  readonly onImported: (scenes: readonly SceneSummary[]) => void;
}

/** Every scene there is, those deleted at the end with their way back. */
export function SceneList(props: Props) {
  const { scenes, chosen, mayEdit, onChoose, onNew, onUndelete, onImported } = props;
  const sorted = scenes.toSorted((a, b) => sceneTitle(a).localeCompare(sceneTitle(b), language()));
  const living = sorted.filter(({ deletedAt, builtIn }) => deletedAt === 0 || builtIn);
  const deleted = sorted.filter(({ deletedAt }) => deletedAt > 0);
  return (
    <nav className="scenes" aria-label={t('editor.scenes')}>
      <header>
        <h2>{t('editor.scenes')}</h2>
        {mayEdit && (
          <button type="button" className="button" onClick={onNew}>
            {t('editor.scene.new')}
          </button>
        )}
      </header>
      <ul className="scene-list">
        {living.map((scene) => (
          <li key={scene.id}>
            <button
              type="button"
              className="scene-item"
              data-scene={scene.id}
              aria-current={scene.id === chosen ? 'page' : undefined}
              onClick={() => onChoose(scene.id)}
            >
              <span>{sceneTitle(scene)}</span>
              <span className="tag">{stateOf(scene)}</span>
            </button>
          </li>
        ))}
      </ul>
      {deleted.length > 0 && (
        <>
          <h3>{t('editor.scene.deleted-list')}</h3>
          <ul className="scene-list">
            {deleted.map((scene) => (
              <li key={scene.id} className="scene-gone">
                <span>{sceneTitle(scene)}</span>
                {mayEdit && (
                  <button
                    type="button"
                    className="button button-quiet"
                    aria-label={t('editor.scene.undelete.name', { title: sceneTitle(scene) })}
                    onClick={() => onUndelete(scene)}
                  >
                    {t('editor.scene.undelete')}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      <FileMenu
        chosen={chosen}
        anyPublished={living.some(({ published, deletedAt }) => published > 0 && deletedAt === 0)}
        mayEdit={mayEdit}
        onImported={onImported}
      />
    </nav>
  );
}

function stateOf({ builtIn, published, latest, deletedAt }: SceneSummary): string {
  if (builtIn && (latest === 0 || deletedAt > 0)) return t('editor.scene.built-in');
  if (published === 0 && !builtIn) return t('editor.scene.unsaved');
  return latest > published ? t('editor.scene.draft') : '';
}
