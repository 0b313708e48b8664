import type { Stamp } from '#contract/control.ts';
import { formatTime } from '#renderer/text/format.ts';
import { t } from '#renderer/text/text.ts';

/** Says that another supervisor has saved since the form was opened. */
export function TheirChange({ theirs }: { readonly theirs: Stamp | undefined }) {
  if (!theirs) return null;
  return (
    <p className="form-problem" role="status">
      {t('desk.theirs', { by: theirs.by, time: formatTime(theirs.at) })}
    </p>
  );
}

interface EndProps {
  readonly problems: readonly string[];
  readonly onCancel: () => void;
}

/** What is wrong, and the two ways out of a form. */
export function FormEnd({ problems, onCancel }: EndProps) {
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
          {t('desk.save')}
        </button>
        <button type="button" className="button button-quiet" onClick={onCancel}>
          {t('desk.cancel')}
        </button>
      </div>
    </>
  );
}
