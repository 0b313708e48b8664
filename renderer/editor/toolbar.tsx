import { useState } from 'react';
import { useStore } from 'zustand';
import { registry } from '#renderer/panels/registry.ts';
import { t } from '#renderer/text/text.ts';
import type { EditSession } from './session.ts';
import type { Edits } from './use-edits.ts';

interface Props {
  readonly session: EditSession;
  readonly edits: Edits;
  readonly selected: string | undefined;
  readonly mayEdit: boolean;
  readonly isDraft: boolean;
  readonly onPublish: (comment: string) => Promise<boolean>;
}

/** Changes to the layout left, what becomes of the draft right. */
export function Toolbar(props: Props) {
  const { session, edits, selected, mayEdit, isDraft, onPublish } = props;
  const line = useStore(session.store, (state) => state.line);
  const [comment, setComment] = useState('');
  const publish = async () => {
    const sent = comment.trim();
    // Cleared at once: what is typed while the core answers is for the next one.
    setComment('');
    if (!(await onPublish(sent))) setComment((typed) => (typed === '' ? sent : typed));
  };
  return (
    <div className="toolbar" role="toolbar" aria-label={t('desk.editor')}>
      <AddPanel mayEdit={mayEdit} onAdd={edits.add} />
      <button
        type="button"
        className="button"
        disabled={!mayEdit || selected === undefined}
        onClick={() => selected !== undefined && edits.duplicate(selected)}
      >
        {t('editor.duplicate')}
      </button>
      <button
        type="button"
        className="button"
        disabled={!mayEdit || selected === undefined}
        onClick={() => selected !== undefined && edits.remove(selected)}
      >
        {t('editor.remove')}
      </button>
      <button
        type="button"
        className="button"
        disabled={!mayEdit || (line?.past.length ?? 0) === 0}
        onClick={() => session.undo()}
      >
        {t('editor.undo')}
      </button>
      <button
        type="button"
        className="button"
        disabled={!mayEdit || (line?.future.length ?? 0) === 0}
        onClick={() => session.redo()}
      >
        {t('editor.redo')}
      </button>
      <span className="toolbar-gap" />
      <SaveState session={session} isDraft={isDraft} />
      <form
        className="publish"
        onSubmit={(event) => {
          event.preventDefault();
          if (mayEdit) void publish();
        }}
      >
        <input
          id="publish-comment"
          type="text"
          value={comment}
          maxLength={500}
          disabled={!mayEdit}
          aria-label={t('editor.comment')}
          placeholder={t('editor.comment')}
          onChange={(event) => setComment(event.target.value)}
        />
        <button type="submit" className="button button-main" disabled={!mayEdit}>
          {t('editor.publish')}
        </button>
      </form>
    </div>
  );
}

const offered = [...registry].filter(([, { unlisted = false }]) => !unlisted);

interface AddProps {
  readonly mayEdit: boolean;
  readonly onAdd: (panel: string) => void;
}

/** Chosen first, then added: each letter typed and each arrow pressed in a list chooses. */
function AddPanel({ mayEdit, onAdd }: AddProps) {
  const [kind, setKind] = useState('map');
  return (
    <form
      className="add-panel"
      onSubmit={(event) => {
        event.preventDefault();
        onAdd(kind);
      }}
    >
      <select
        id="add-panel"
        value={kind}
        disabled={!mayEdit}
        aria-label={t('editor.add.kind')}
        onChange={(event) => setKind(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // Some browsers would open the list instead.
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
      >
        {offered.map(([panel, { title }]) => (
          <option key={panel} value={panel}>
            {t(title)}
          </option>
        ))}
      </select>
      <button type="submit" className="button" disabled={!mayEdit}>
        {t('editor.add')}
      </button>
    </form>
  );
}

function SaveState({ session, isDraft }: { readonly session: EditSession; readonly isDraft: boolean }) {
  const save = useStore(session.store, (state) => state.save);
  const reason = useStore(session.store, (state) => state.reason);
  const words = {
    saved: t(isDraft ? 'editor.saved' : 'editor.published'),
    dirty: t('editor.dirty'),
    saving: t('editor.saving'),
    failed: t('editor.save-failed', { reason }),
  }[save];
  return (
    <span className={save === 'failed' ? 'desk-lost' : 'desk-fact save-state'} role="status">
      {words}
    </span>
  );
}
