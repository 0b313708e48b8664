import { useEffect, useMemo, useState } from 'react';
import { z } from 'zod';
import ko from 'zod/v4/locales/ko.js';
import { roleAllows } from '#contract/api.ts';
import { TAKEOVER_SCENE } from '#contract/control.ts';
import { SCENE_VERSION, type Scene, type SceneSummary } from '#contract/layout.ts';
import { DeskHeader, pageAddress } from '#renderer/desk/desk-header.tsx';
import '#renderer/desk/desk.css';
import { DeskWait } from '#renderer/desk/desk-wait.tsx';
import { NoticeBar } from '#renderer/desk/notice-bar.tsx';
import { tell, tellError } from '#renderer/desk/notices.ts';
import { sceneTitle } from '#renderer/desk/scene-title.ts';
import { actions } from '#renderer/store/actions.ts';
import { controlStore, followControl, refreshControl } from '#renderer/store/control-store.ts';
import { useControl, useWall } from '#renderer/store/hooks.ts';
import { formatTime } from '#renderer/text/format.ts';
import { language, t } from '#renderer/text/text.ts';
import { themeProperties } from '#renderer/theme/apply.ts';
import { EmptyState } from '#renderer/ui/states.tsx';
import { listenForKeys } from '#renderer/wall/keys.ts';
import { freeSceneId } from './scene-id.ts';
import { SceneList } from './scene-list.tsx';
import { usesWords } from './scene-uses.ts';
import { Workbench } from './workbench.tsx';
import './editor.css';

// What a panel's schema refuses is told in the reader's language too.
if (language() === 'ko') z.config(ko());

/** The supervisor's page for composing scenes. */
export default function Editor() {
  useEffect(() => {
    const undo = [followControl(), listenForKeys(window)];
    return () => {
      for (const off of undo) off();
    };
  }, []);
  const scenes = useControl((data) => data.scenes);
  const role = useWall((wall) => wall.role);
  const link = useWall((wall) => wall.link);
  const [chosen, setChosen] = useState(
    () => new URLSearchParams(window.location.search).get('scene') ?? undefined,
  );
  const mayEdit = roleAllows(role, 'supervisor') && link === 'up';

  const choose = (id: string | undefined) => {
    setChosen(id);
    window.history.replaceState(null, '', pageAddress('editor', id));
  };
  const taken = new Set([TAKEOVER_SCENE, ...(scenes?.map(({ id }) => id) ?? [])]);
  const create = async (scene: Scene) => {
    try {
      await actions.saveScene(scene, '', 0);
      await refreshControl();
      choose(scene.id);
    } catch (error) {
      tellError(t('editor.scene.new'), error);
    }
  };
  const createNew = () => {
    const title = t('editor.scene.new.title');
    void create({ version: SCENE_VERSION, id: freeSceneId(title, taken), title, panels: [] });
  };
  const copy = (scene: Scene, builtIn: boolean) => {
    const name = sceneTitle({ ...scene, builtIn });
    const title = t('editor.scene.copy.title', { title: name }).slice(0, 128);
    void create({ ...scene, id: freeSceneId(title, taken), title });
  };
  const undelete = async (scene: SceneSummary) => {
    try {
      await actions.undeleteScene(scene.id);
      await refreshControl();
      choose(scene.id);
    } catch (error) {
      tellError(t('editor.scene.undelete.name', { title: sceneTitle(scene) }), error);
    }
  };
  const remove = async (summary: SceneSummary) => {
    try {
      await actions.deleteScene(summary.id);
      await refreshControl();
      if (!summary.builtIn) choose(undefined);
      const { state, displays } = controlStore.getState();
      const uses = usesWords(summary.id, state, displays);
      const after = uses && t(summary.builtIn ? 'editor.scene.used.built-in' : 'editor.scene.used.gone');
      const deleted = t('editor.scene.deleted', { title: sceneTitle(summary) });
      tell(uses === '' ? deleted : `${deleted}. ${uses} ${after}`, {
        label: t('desk.undo'),
        run: () => void undelete(summary),
      });
    } catch (error) {
      tellError(t('editor.scene.delete'), error);
    }
  };
  const gone = scenes?.find(({ id, deletedAt, builtIn }) => id === chosen && deletedAt > 0 && !builtIn);
  const deletion = useControl(({ history }) =>
    history.entries.find(({ call, on }) => call === 'scene.delete' && on === gone?.id),
  );
  const summary = scenes?.find(({ id, deletedAt, builtIn }) => id === chosen && (deletedAt === 0 || builtIn));
  // The root has the wall's sizes, for the panels; all around them is a desk.
  const deskSizes = useMemo(() => Object.fromEntries(themeProperties('desk')), []);
  return (
    <div className="desk desk-editor" style={deskSizes}>
      <DeskHeader page="editor" keys={keyHelp()} />
      {scenes ? (
        <>
          <SceneList
            scenes={scenes}
            chosen={summary?.id}
            mayEdit={mayEdit}
            onChoose={choose}
            onNew={createNew}
            onUndelete={(scene) => void undelete(scene)}
            onImported={(imported) => {
              void refreshControl().then(() => choose(imported[0]?.id));
            }}
          />
          {summary ? (
            <Workbench
              // A deleted change of a built-in scene is the built-in again: begin anew.
              key={`${summary.id} ${summary.deletedAt}`}
              summary={summary}
              mayEdit={mayEdit}
              onCopy={(scene) => copy(scene, summary.builtIn)}
              onDelete={() => void remove(summary)}
            />
          ) : (
            <main className="desk-message">
              {gone ? (
                <Deleted
                  scene={gone}
                  by={deletion?.by}
                  mayEdit={mayEdit}
                  onUndelete={() => void undelete(gone)}
                />
              ) : (
                <EmptyState what={t('editor.choose')} why={t('editor.choose.why')} />
              )}
            </main>
          )}
        </>
      ) : (
        <DeskWait />
      )}
      <NoticeBar />
    </div>
  );
}

interface DeletedProps {
  readonly scene: SceneSummary;
  /** Undefined while the history has not told who. */
  readonly by: string | undefined;
  readonly mayEdit: boolean;
  readonly onUndelete: () => void;
}

/** In place of a scene that another supervisor deleted under one's hands. */
function Deleted({ scene, by, mayEdit, onUndelete }: DeletedProps) {
  const title = sceneTitle(scene);
  const time = formatTime(scene.deletedAt);
  return (
    <div className="scene-deleted" role="alert">
      <p>
        {by === undefined
          ? t('editor.scene.deleted-at', { title, time })
          : t('editor.scene.deleted-by', { title, time, by })}
      </p>
      {mayEdit && (
        <button type="button" className="button button-main" onClick={onUndelete}>
          {t('editor.scene.undelete')}
        </button>
      )}
    </div>
  );
}

function keyHelp(): [string, string][] {
  return [
    ['Tab', t('editor.key.next')],
    ['←↑↓→', t('editor.key.move')],
    ['⇧ ←↑↓→', t('editor.key.resize')],
    ['N', t('editor.key.add')],
    ['Ctrl D', t('editor.key.duplicate')],
    ['Del', t('editor.key.remove')],
    ['Enter', t('editor.key.settings')],
    ['Esc', t('editor.key.back')],
    ['Ctrl Z / Y', t('editor.key.undo')],
    ['P', t('editor.key.publish')],
  ];
}
