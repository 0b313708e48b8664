import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Scene, SceneSummary } from '#contract/layout.ts';
import { tell, tellError } from '#renderer/desk/notices.ts';
import { actions } from '#renderer/store/actions.ts';
import { refreshControl } from '#renderer/store/control-store.ts';
import { useWall } from '#renderer/store/hooks.ts';
import { formatTime } from '#renderer/text/format.ts';
import { panelTitle } from '#renderer/panels/registry.ts';
import { t } from '#renderer/text/text.ts';
import { EmptyState, LoadingState } from '#renderer/ui/states.tsx';
import { onKey } from '#renderer/wall/keys.ts';
import { Canvas } from './canvas.tsx';
import { draftKeep } from './draft-keep.ts';
import { History } from './history.tsx';
import { EditSession } from './session.ts';
import { SettingsForm } from './settings-form.tsx';
import { Toolbar } from './toolbar.tsx';
import { useEdits } from './use-edits.ts';

interface Props {
  readonly summary: SceneSummary;
  readonly mayEdit: boolean;
  readonly onCopy: (scene: Scene) => void;
  readonly onDelete: () => void;
}

/** One scene under work: tools, the scene itself, settings and history. */
export function Workbench({ summary, mayEdit, onCopy, onDelete }: Props) {
  const { id, latest, published } = summary;
  const session = useSession(id, latest);
  const scene = useStore(session.store, (state) => state.line?.present);
  const problem = useStore(session.store, (state) => state.problem);
  const save = useStore(session.store, (state) => state.save);
  const own = useStore(session.store, (state) => state.revision);
  const [selected, setSelected] = useState<string>();
  const [words, say] = useState('');
  const select = useCallback((panel: string | undefined, focus: boolean) => {
    setSelected(panel);
    if (!focus || panel === undefined) return;
    // Once it is drawn, and unless whoever works here has gone on to something else meanwhile.
    const held = document.activeElement;
    requestAnimationFrame(() => {
      const now = document.activeElement;
      if (now === held || now === document.body) focusTile(panel);
    });
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
      tell(t('editor.published.now', { title: session.scene?.title ?? '' }));
      await refreshControl();
      return true;
    } catch (error) {
      tellError(t('editor.publish'), error);
      return false;
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
  const theirs = latest > own && save === 'saved';
  return (
    <>
      <main className="bench" aria-label={t('editor.canvas', { title: scene.title })}>
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
        {theirs && (
          <p className="bench-theirs" role="alert">
            {t('editor.theirs', { by: summary.by, time: formatTime(summary.at) })}
            <button type="button" className="button" onClick={() => void session.load(latest)}>
              {t('editor.theirs.load')}
            </button>
          </p>
        )}
        <Canvas
          scene={scene}
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
          <History summary={summary} mayEdit={mayEdit} onRestored={() => void session.load(latest + 1)} />
        </section>
      </main>
      <aside className="side" aria-label={t('editor.settings')}>
        <section className="side-part" aria-label={t('editor.settings.scene')}>
          <header>
            <h2>{t('editor.settings.scene')}</h2>
            <span className="desk-fact">{scene.id}</span>
          </header>
          <SceneFields scene={scene} disabled={!mayEdit} onChange={edits.scene} />
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
              <button type="button" className="button button-quiet" disabled={!mayEdit} onClick={onDelete}>
                {t('editor.scene.delete')}
              </button>
            )}
          </div>
        </section>
        {placement && (
          <section
            className="side-part"
            aria-label={t('editor.settings')}
            onKeyDown={(event) => event.key === 'Escape' && focusTile(placement.id)}
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

interface FieldsProps {
  readonly scene: Scene;
  readonly disabled: boolean;
  readonly onChange: (change: Partial<Pick<Scene, 'title' | 'description' | 'takeover'>>) => void;
}

function SceneFields({ scene, disabled, onChange }: FieldsProps) {
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

function useSession(id: string, latest: number): EditSession {
  const [session] = useState(() => new EditSession(id, actions, draftKeep(window.localStorage)));
  const link = useWall((wall) => wall.link);
  const [first] = useState(latest);
  useEffect(() => {
    if (link === 'up') void (session.scene ? session.flush() : session.load(first));
  }, [session, link, first]);
  useEffect(() => {
    const leave = () => session.close();
    const hide = () => {
      if (document.visibilityState === 'hidden') void session.flush();
    };
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', hide);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      window.removeEventListener('pagehide', leave);
      session.close();
    };
  }, [session]);
  return session;
}

function useEditorKeys(session: EditSession, mayEdit: boolean): void {
  useEffect(() => {
    if (!mayEdit) return undefined;
    const press = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      const back = key === 'z' && !event.shiftKey;
      if (!back && key !== 'y' && key !== 'z') return;
      event.preventDefault();
      if (back) session.undo();
      else session.redo();
    };
    window.addEventListener('keydown', press);
    const undo = [
      onKey('n', () => document.getElementById('add-panel')?.focus()),
      onKey('p', () => document.getElementById('publish-comment')?.focus()),
    ];
    return () => {
      window.removeEventListener('keydown', press);
      for (const off of undo) off();
    };
  }, [session, mayEdit]);
}

/** Text has an undo of its own. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && target.type !== 'checkbox')
  );
}

function focusTile(panel: string): void {
  document.querySelector<HTMLElement>(`[data-tile="${CSS.escape(panel)}"]`)?.focus();
}
