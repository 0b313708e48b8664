import { useEffect, useRef, useState } from 'react';
import type { Scene, SceneRevision, SceneSummary } from '#contract/layout.ts';
import { tellError } from '#renderer/desk/notices.ts';
import { actions } from '#renderer/store/actions.ts';
import { useSecond } from '#renderer/store/hooks.ts';
import { formatWhen } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { sceneDiff } from './scene-diff.ts';

/** Revisions whose changes are told at first; the others when asked for. */
const FIRST = 8;

interface Listed {
  /** Which state of the scene the list belongs to. */
  readonly of: string;
  readonly revisions: readonly SceneRevision[];
}

const NOT_LISTED: Listed = { of: '', revisions: [] };

interface Props {
  readonly summary: SceneSummary;
  readonly mayEdit: boolean;
  readonly onRestore: (revision: number) => void;
}

/** Who changed what and when, in words; every revision can be had back. */
export function History({ summary, mayEdit, onRestore }: Props) {
  const { id, latest, published } = summary;
  /** The core's list is another one with each revision and each publication. */
  const version = `${id} ${latest} ${published}`;
  const [{ of, revisions }, setHistory] = useState<Listed>(NOT_LISTED);
  const [count, setCount] = useState(FIRST);
  const nowMs = useSecond() * 1000;
  useEffect(() => {
    let gone = false;
    actions.sceneHistory(id).then(
      (list) => !gone && setHistory({ of: version, revisions: list }),
      (error: unknown) => tellError(t('editor.history'), error),
    );
    return () => {
      gone = true;
    };
  }, [id, version]);
  const changes = useChanges(id, revisions.slice(0, count + 1));
  if (revisions.length === 0) return <p className="desk-fact">{t('editor.history.empty')}</p>;
  return (
    <ol className="history" aria-busy={of !== version}>
      {revisions.slice(0, count).map(({ revision, by, at, comment, published: put }) => (
        <li key={revision} data-revision={revision}>
          <header>
            <strong>{t('editor.history.revision', { n: revision })}</strong>
            {revision === published && <span className="tag">{t('editor.history.on-glass')}</span>}
            {revision > published && <span className="tag">{t('editor.scene.draft')}</span>}
            {mayEdit && revision !== latest && (
              <button
                type="button"
                className="button button-quiet"
                aria-label={t('editor.history.restore.name', { n: revision })}
                onClick={() => onRestore(revision)}
              >
                {t('editor.history.restore')}
              </button>
            )}
          </header>
          <p className="desk-fact">
            {formatWhen(at, nowMs)} · {by}
            {put &&
              ` · ${t(revision === published ? 'editor.history.published' : 'editor.history.was-published', {
                by: put.by,
                time: formatWhen(put.at, nowMs),
              })}`}
          </p>
          {comment !== '' && <p className="history-comment">{comment}</p>}
          <ul className="history-changes">
            {changes.get(revision)?.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </li>
      ))}
      {revisions.length > count && (
        <li>
          <button type="button" className="button button-quiet" onClick={() => setCount(count + FIRST)}>
            {t('editor.history.more', { count: revisions.length - count })}
          </button>
        </li>
      )}
    </ol>
  );
}

const NO_CHANGES: ReadonlyMap<number, readonly string[]> = new Map();

/** @param revisions newest first; the last one is only compared with */
function useChanges(id: string, revisions: readonly SceneRevision[]): ReadonlyMap<number, readonly string[]> {
  const [scenes, setScenes] = useState<ReadonlyMap<string, Scene>>(new Map());
  /** Revisions never change: those we have stay good. */
  const had = useRef(new Set<string>());
  const wanted = revisions.map(({ revision }) => revision).join();
  useEffect(() => {
    let gone = false;
    const fetchAll = async () => {
      for (const revision of wanted.split(',').filter(Boolean).map(Number)) {
        if (gone) return;
        const key = `${id} ${revision}`;
        if (had.current.has(key)) continue;
        const scene = await actions.readRevision(id, revision).catch(() => undefined);
        if (!scene || gone) continue;
        had.current.add(key);
        setScenes((before) => new Map(before).set(key, scene));
      }
    };
    void fetchAll();
    return () => {
      gone = true;
    };
  }, [id, wanted]);
  if (revisions.length === 0) return NO_CHANGES;
  return new Map(
    revisions.flatMap(({ revision }, index): [number, readonly string[]][] => {
      const after = scenes.get(`${id} ${revision}`);
      const older = revisions[index + 1];
      if (!after) return [];
      if (!older) return [[revision, [t('editor.history.first')]]];
      const before = scenes.get(`${id} ${older.revision}`);
      if (!before) return [];
      const words = sceneDiff(before, after);
      return [[revision, words.length > 0 ? words : [t('editor.history.same')]]];
    }),
  );
}
