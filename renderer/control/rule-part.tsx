import { type ReactNode, useEffect, useState } from 'react';
import type { AuditEntry } from '#contract/audit.ts';
import type { ControlState, Stamp } from '#contract/control.ts';
import { tell, tellError } from '#renderer/desk/notices.ts';
import { takeState } from '#renderer/store/control-store.ts';
import { useControl } from '#renderer/store/hooks.ts';
import { t } from '#renderer/text/text.ts';
import { onKey } from '#renderer/wall/keys.ts';
import { takeBack } from './take-back.ts';
import { theirChange, type Opened } from './their-change.ts';

export interface RuleForm<Value> {
  /** As it stood when the form was opened. */
  readonly value: Value;
  /** Another supervisor's change since then. */
  readonly theirs: Stamp | undefined;
  readonly onSave: (next: Value) => void;
  readonly onCancel: () => void;
}

interface Props<Value> {
  readonly title: string;
  /** Opens the form. */
  readonly letter: string;
  readonly value: Value;
  readonly summary: string;
  readonly mayOrder: boolean;
  /** The call that saves it, as the history names it. */
  readonly call: AuditEntry['call'];
  readonly send: (next: Value) => Promise<ControlState>;
  readonly children: (form: RuleForm<Value>) => ReactNode;
}

/** A rule of the whole wall: how it stands, and its form; saved it can be undone. */
export function RulePart<Value>(props: Props<Value>) {
  const { title, letter, value, summary, mayOrder, call, send, children } = props;
  // Not from the rule itself: one that was switched off has no stamp.
  const last = useControl(({ history }) => history.entries.find((entry) => isChange(entry, call)));
  const [opened, setOpened] = useState<Opened<Value>>();
  useEffect(() => {
    if (!mayOrder) return undefined;
    return onKey(letter, () => setOpened((open) => open ?? { value, after: last?.id ?? 0 }));
  }, [mayOrder, letter, value, last]);
  const save = async (next: Value) => {
    try {
      const state = await send(next);
      takeState(state);
      setOpened(undefined);
      const undo = { label: t('desk.undo'), run: () => void takeBack(state.revision) };
      tell(t('desk.saved.what', { what: title }), undo);
    } catch (error) {
      tellError(title, error);
    }
  };
  return (
    <section className="side-part" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {mayOrder && !opened && (
          <button
            type="button"
            className="button button-quiet"
            aria-label={`${t('desk.edit')}: ${title}`}
            onClick={() => setOpened({ value, after: last?.id ?? 0 })}
          >
            {t('desk.edit')}
          </button>
        )}
      </header>
      {opened ? (
        children({
          value: opened.value,
          theirs: theirChange(opened, value, last),
          onSave: (next) => void save(next),
          onCancel: () => setOpened(undefined),
        })
      ) : (
        <p className="desk-fact">{summary}</p>
      )}
    </section>
  );
}

/** Made, or taken back: then the call, which may be one that switched it off, is the detail. */
function isChange(entry: AuditEntry, call: AuditEntry['call']): boolean {
  return entry.call === call || (entry.call === 'control.undo' && entry.detail.startsWith(call));
}
