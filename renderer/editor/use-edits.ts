import { type KeyboardEvent, useMemo } from 'react';
import type { PanelPlacement, Scene } from '#contract/layout.ts';
import { tell, tellFailure } from '#renderer/desk/notices.ts';
import { panelTitle } from '#renderer/panels/registry.ts';
import { t } from '#renderer/text/text.ts';
import {
  type Direction,
  freeId,
  isFree,
  makeRoom,
  move,
  place,
  type Placed,
  type Rect,
  resize,
  resizeTo,
} from './grid-rules.ts';
import type { EditSession } from './session.ts';

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
/** As large as a panel that is added becomes, where there is room. */
const NEW_SIZE = { w: 4, h: 4 };

export interface Edits {
  place(id: string, to: Rect): void;
  resizeTo(id: string, to: Rect): void;
  add(panel: string): void;
  duplicate(id: string): void;
  remove(id: string): void;
  /** @param run what is being typed; empty for a step of its own */
  settings(id: string, settings: PanelPlacement['settings'], run: string): void;
  scene(change: Partial<Pick<Scene, 'title' | 'description' | 'takeover'>>): void;
  key(id: string, event: KeyboardEvent): boolean;
}

/** @param say what became of it, for those who don't see it */
export function useEdits(
  session: EditSession,
  disabled: boolean,
  select: (id: string | undefined, focus: boolean) => void,
  say: (words: string) => void,
): Edits {
  return useMemo(() => {
    const apply = (id: string, change: (panels: Scene['panels']) => Placed, run = '') => {
      const { scene } = session;
      if (!scene || disabled) return;
      const { panels, how } = change(scene.panels);
      const after = panels.find((panel) => panel.id === id);
      if (!after) return;
      const { x, y, w, h } = after;
      const values = { panel: panelTitle(after), x: x + 1, y: y + 1, w, h };
      say(t(how === 'same' ? 'editor.stuck' : `editor.${how}`, values));
      if (how !== 'same') session.change({ ...scene, panels: [...panels] }, run);
    };
    const insert = (
      like: Pick<PanelPlacement, 'panel' | 'settings'>,
      wanted: { readonly w: number; readonly h: number },
    ) => {
      const { scene } = session;
      if (!scene || disabled) return;
      const room = makeRoom(scene.panels, wanted);
      if (!room) {
        tellFailure(t('editor.add.full'));
        return;
      }
      const { panel, settings } = like;
      const added = { id: freeId(scene.panels, panel), panel, ...room.rect, settings };
      session.change({ ...scene, panels: [...room.panels, added] });
      select(added.id, true);
    };
    const edits: Edits = {
      place: (id, to) => apply(id, (panels) => place(panels, id, to)),
      resizeTo: (id, to) => apply(id, (panels) => resizeTo(panels, id, to)),
      add: (panel) => insert({ panel, settings: {} }, NEW_SIZE),
      duplicate(id) {
        const like = session.scene?.panels.find((panel) => panel.id === id);
        if (like) insert(like, like);
      },
      remove(id) {
        const { scene } = session;
        const index = scene?.panels.findIndex((panel) => panel.id === id) ?? -1;
        const gone = scene?.panels[index];
        if (!scene || !gone || disabled) return;
        const panels = scene.panels.toSpliced(index, 1);
        session.change({ ...scene, panels });
        select(panels[Math.min(index, panels.length - 1)]?.id, true);
        const bringBack = () => {
          const { scene: now } = session;
          if (now?.panels.some((panel) => panel.id === gone.id)) return;
          // Its old place may have been taken in the meantime.
          const room =
            now &&
            (isFree(now.panels, gone) ? { panels: now.panels, rect: gone } : makeRoom(now.panels, gone));
          if (!now || !room) return;
          const { x, y, w, h } = room.rect;
          const back = { ...gone, x, y, w, h };
          session.change({ ...now, panels: [...room.panels, back] });
          select(back.id, true);
        };
        tell(t('editor.removed', { panel: panelTitle(gone) }), { label: t('desk.undo'), run: bringBack });
      },
      settings(id, settings, run) {
        const { scene } = session;
        if (!scene || disabled) return;
        const panels = scene.panels.map((panel) => (panel.id === id ? { ...panel, settings } : panel));
        session.change({ ...scene, panels }, run && `settings ${id} ${run}`);
      },
      scene(change) {
        const { scene } = session;
        if (scene && !disabled)
          session.change({ ...scene, ...change }, `scene ${Object.keys(change).join()}`);
      },
      key(id, event) {
        const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
        if (event.target !== event.currentTarget || altKey) return false;
        const arrow = ARROWS[key];
        if (ctrlKey || metaKey) {
          if (key.toLowerCase() !== 'd') return false;
          edits.duplicate(id);
          return true;
        }
        if (arrow) {
          const step = shiftKey ? resize : move;
          apply(id, (panels) => step(panels, id, arrow));
          return true;
        }
        if (key === 'Delete' || key === 'Backspace') {
          edits.remove(id);
          return true;
        }
        if (key !== 'Enter') return false;
        document.querySelector<HTMLElement>('.settings input, .settings select, .settings textarea')?.focus();
        return true;
      },
    };
    return edits;
  }, [session, disabled, select, say]);
}
