import { useStore } from 'zustand';
import type { SceneSummary } from '#contract/layout.ts';
import { tellError } from '#renderer/desk/notices.ts';
import { formatTime } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import type { EditSession } from './session.ts';

interface Props {
  readonly session: EditSession;
  readonly summary: SceneSummary;
}

/** While somebody else has saved since: what that means for one's own, and the ways out. */
export function TheirsBar({ session, summary: { latest, by, at } }: Props) {
  const own = useStore(session.store, (state) => state.revision);
  const save = useStore(session.store, (state) => state.save);
  const asking = useStore(session.store, (state) => state.asking);
  // A save that is on its way may be the one that is newest.
  if (latest <= own || asking) return null;
  const take = () => {
    session.takeTheirs(latest).catch((error: unknown) => tellError(t('editor.theirs.take'), error));
  };
  const values = { by, time: formatTime(at) };
  return (
    <div className="bench-theirs" role="alert">
      <p>{t(save === 'saved' ? 'editor.theirs' : 'editor.theirs.unsaved', values)}</p>
      <button type="button" className="button" onClick={take}>
        {t(save === 'saved' ? 'editor.theirs.load' : 'editor.theirs.take')}
      </button>
      {save !== 'saved' && (
        <button type="button" className="button" onClick={() => void session.keepMine(latest)}>
          {t('editor.theirs.keep')}
        </button>
      )}
    </div>
  );
}
