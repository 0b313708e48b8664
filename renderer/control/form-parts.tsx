import { useState } from 'react';
import type { Stamp } from '#contract/control.ts';
import { useControl } from '#renderer/store/hooks.ts';
import { formatTime } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';
import { removalOf } from './removal.ts';

/** Says that another supervisor has saved since the form was opened. */
export function TheirChange({ theirs }: { readonly theirs: Stamp | undefined }) {
  if (!theirs) return null;
  return (
    <p className="form-problem" role="status">
      {t('desk.theirs', { by: theirs.by, time: formatTime(theirs.at) })}
    </p>
  );
}

interface TheirsProps {
  readonly call: 'wall.remove' | 'playlist.remove';
  /** Stamp of what the form was opened with; undefined for something new. */
  readonly openedAt: number | undefined;
  /** As it stands now; undefined once it was removed. */
  readonly stored: (Stamp & { readonly name: string }) | undefined;
}

/** What another supervisor has done meanwhile to what the form is about. What was typed stays, and can be saved. */
export function Theirs({ call, openedAt, stored }: TheirsProps) {
  const entries = useControl(({ history }) => history.entries);
  const [last, setLast] = useState(stored);
  if (stored && stored !== last) setLast(stored);
  if (stored) return <TheirChange theirs={stored.at === openedAt ? undefined : stored} />;
  if (openedAt === undefined) return null;
  const removed = last && removalOf(last, call, entries);
  return (
    <p className="form-problem" role="status">
      {removed ? t('desk.gone.by', { by: removed.by, time: formatTime(removed.at) }) : t('desk.gone')}
    </p>
  );
}

interface EndProps {
  /** What saving does, where it is more than that. */
  readonly save?: string;
  readonly problems: readonly string[];
  readonly onCancel: () => void;
}

/** What is wrong, and the two ways out of a form. */
export function FormEnd({ save = t('desk.save'), problems, onCancel }: EndProps) {
  return (
    <>
      {problems.length > 0 && (
        <ul className="form-problem" role="alert">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      <div className="buttons">
        <button type="submit" className="button button-main" disabled={problems.length > 0}>
          {save}
        </button>
        <button type="button" className="button button-quiet" onClick={onCancel}>
          {t('desk.cancel')}
        </button>
      </div>
    </>
  );
}
