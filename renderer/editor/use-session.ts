import { useEffect, useState } from 'react';
import { actions } from '#renderer/store/actions.ts';
import { useWall } from '#renderer/store/hooks.ts';
import { onKey } from '#renderer/wall/keys.ts';
import { draftKeep } from './draft-keep.ts';
import { EditSession } from './session.ts';

/** The session of a scene: loaded, saved when the link is back, and when the page goes. */
export function useSession(id: string, latest: number): EditSession {
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

export function useEditorKeys(session: EditSession, mayEdit: boolean): void {
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
