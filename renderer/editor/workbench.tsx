import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Scene, SceneSummary } from '#contract/layout.ts';
import { tell, tellError } from '#renderer/desk/notices.ts';
import { sceneTitle } from '#renderer/desk/scene-title.ts';
import { actions } from '#renderer/store/actions.ts';
import { refreshControl } from '#renderer/store/control-store.ts';
import { formatTime } from '#renderer/text/format.ts';
import { panelTitle } from '#renderer/panels/registry.ts';
import { t } from '#renderer/text/text.ts';
import { EmptyState, LoadingState } from '#renderer/ui/states.tsx';
import { Canvas } from './canvas.tsx';
import { History } from './history.tsx';
import { restoreRevision } from './restore.ts';
import { SceneFields } from './scene-fields.tsx';
import { SettingsForm } from './settings-form.tsx';
import { TheirsBar } from './theirs-bar.tsx';
import { Toolbar } from './toolbar.tsx';
import { useEdits } from './use-edits.ts';
import { useEditorKeys, useSession } from './use-session.ts';

/** A second of them. */
const FOCUS_FRAMES = 60;

interface Props {
  readonly summary: SceneSummary;
  readonly mayEdit: boolean;
  readonly onCopy: (scene: Scene) => void;
  readonly onDelete: () => void;
}

/** One scene under work: tools, the scene itself, settings and history. */
export function Workbench({ summary, mayEdit, onCopy, onDelete }: Props) {
  const { id, latest, published, builtIn } = summary;
  const session = useSession(id, latest);
  const scene = useStore(session.store, (state) => state.line?.present);
  const problem = useStore(session.store, (state) => state.problem);
  const [selected, setSelected] = useState<string>();
  const [words, say] = useState('');
  const select = useCallback((panel: string | undefined, withFocus: boolean) => {
    setSelected(panel);
    if (!withFocus || panel === undefined) return;
    // Once it is drawn, and unless whoever works here has gone on to something else meanwhile.
    const held = document.activeElement;
    const focus = (frames: number) => {
      const now = document.activeElement;
      if (now !== held && now !== document.body) return;
      // The grid library draws a new tile some pictures later than it is told.
      if (!focusTile(panel) && frames > 0) requestAnimationFrame(() => focus(frames - 1));
    };
    requestAnimationFrame(() => focus(FOCUS_FRAMES));
  }, []);
  const edits = useEdits(session, !mayEdit, select, say);
  useEditorKeys(session, mayEdit);
  const recoveredAt = useStore(session.store, (state) => state.recoveredAt);
  useEffect(() => {
    if (recoveredAt === 0) return;
    const undo = { label: t('desk.undo'), run: () => session.undo() };
    tell(t('editor.recovered', { time: formatTime(recoveredAt) }), undo);
  }, [session, recoveredAt]);
  const publish = async (comment: string) => {
    try {
      await session.publish(comment);
      tell(
        t('editor.published.now', { title: sceneTitle({ id, title: session.scene?.title ?? '', builtIn }) }),
      );
      await refreshControl();
      return true;
    } catch (error) {
      tellError(t('editor.publish'), error);
      return false;
    }
  };
  const restore = async (revision: number) => {
    const what = t('editor.history.restore.name', { n: revision });
    try {
      // What is drawn belongs to the draft that an undo brings back.
      await session.flush();
      const before = { published, latest: Math.max(latest, session.store.getState().revision) };
      const restored = await restoreRevision(actions, id, revision, before);
      await session.takeTheirs(restored.latest);
      const takeBack = async () => {
        try {
          await session.takeTheirs(await restored.undo());
        } catch (error) {
          tellError(t('desk.undo'), error);
        }
        await refreshControl();
      };
      tell(t('editor.history.restored', { n: revision }), {
        label: t('desk.undo'),
        run: () => void takeBack(),
      });
      await refreshControl();
    } catch (error) {
      tellError(what, error);
    }
  };
  if (!scene) {
    return (
      <main className="desk-message">
        {problem === '' ? (
          <LoadingState label={t('desk.loading')} />
        ) : (
          <EmptyState what={t('desk.loading')} why={problem} />
        )}
      </main>
    );
  }
  const placement = scene.panels.find((panel) => panel.id === selected);
  const title = sceneTitle({ id, title: scene.title, builtIn });
  return (
    <>
      <main className="bench" aria-label={t('editor.canvas', { title })}>
        <Toolbar
          session={session}
          edits={edits}
          selected={placement?.id}
          mayEdit={mayEdit}
          isDraft={latest > published}
          onPublish={publish}
        />
        <p className="bench-words" role="status">
          {words}
        </p>
        <TheirsBar session={session} summary={summary} />
        <Canvas
          scene={scene}
          title={title}
          selected={placement?.id}
          disabled={!mayEdit}
          onSelect={setSelected}
          onPlace={edits.place}
          onResize={edits.resizeTo}
          onKey={edits.key}
        />
        <section className="side-part bench-history" aria-label={t('editor.history')}>
          <header>
            <h2>{t('editor.history')}</h2>
          </header>
          <History summary={summary} mayEdit={mayEdit} onRestore={(revision) => void restore(revision)} />
        </section>
      </main>
      <aside className="side" aria-label={t('editor.settings')}>
        <section className="side-part" aria-label={t('editor.settings.scene')}>
          <header>
            <h2>{t('editor.settings.scene')}</h2>
            <span className="desk-fact">{scene.id}</span>
          </header>
          <SceneFields scene={scene} builtIn={builtIn} disabled={!mayEdit} onChange={edits.scene} />
          <div className="buttons">
            <button
              type="button"
              className="button button-quiet"
              disabled={!mayEdit}
              onClick={() => onCopy(scene)}
            >
              {t('editor.scene.copy')}
            </button>
            {latest > 0 && summary.deletedAt === 0 && (
              <button
                type="button"
                className="button button-quiet"
                disabled={!mayEdit}
                onClick={() => void session.flush().then(onDelete)}
              >
                {t('editor.scene.delete')}
              </button>
            )}
          </div>
        </section>
        {placement && (
          <section
            className="side-part"
            aria-label={t('editor.settings')}
            onKeyDown={(event) => {
              if (event.key === 'Escape') focusTile(placement.id);
            }}
          >
            <header>
              <h2>{panelTitle(placement)}</h2>
              <span className="desk-fact">
                {placement.w} × {placement.h}
              </span>
            </header>
            <SettingsForm
              key={placement.id}
              placement={placement}
              disabled={!mayEdit}
              onChange={(settings, run) => edits.settings(placement.id, settings, run)}
            />
          </section>
        )}
      </aside>
    </>
  );
}

/** @returns whether it is there */
function focusTile(panel: string): boolean {
  const tile = document.querySelector<HTMLElement>(`[data-tile="${CSS.escape(panel)}"]`);
  tile?.focus();
  return tile !== null;
}
