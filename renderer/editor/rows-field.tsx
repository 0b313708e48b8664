import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import { t } from '#renderer/text/text.ts';
import { moveRow } from './rows.ts';
import { type Field, freshRow, withSetting } from './settings-shape.ts';

type Row = Parameters<typeof withSetting>[0];

interface Props {
  readonly label: string;
  readonly fields: readonly Field[];
  readonly least: number;
  readonly most: number;
  readonly rows: readonly Row[];
  readonly disabled: boolean;
  /** @param run empty for a step of its own, see undo.ts */
  readonly onChange: (rows: readonly Row[], run: string) => void;
  readonly renderField: (
    row: number,
    field: Field,
    value: unknown,
    onChange: (value: unknown, run: string) => void,
  ) => ReactNode;
}

/** Where the focus goes once what was done is drawn. */
interface Goal {
  readonly row: number;
  /** Which of the row's controls. */
  readonly control: number;
  readonly select: boolean;
}

const CONTROLS = 'input, select, textarea, button';

/** Groups of the same fields, one below the other: added, removed, and moved by their buttons or Alt and an arrow. */
export function RowsField(props: Props) {
  const { label, fields, least, most, rows, disabled, onChange, renderField } = props;
  const list = useRef<HTMLOListElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const goal = useRef<Goal>(undefined);
  useLayoutEffect(() => {
    if (!goal.current) return;
    const { row, control, select } = goal.current;
    goal.current = undefined;
    const controls = controlsIn(list.current?.children[row]);
    const wanted = controls[control];
    // At the end of the list a button that moves further is off: the one beside it is not.
    const found = wanted?.matches(':disabled')
      ? controls.findLast((one) => !one.matches(':disabled'))
      : wanted;
    (found ?? add.current)?.focus();
    if (select && found instanceof HTMLInputElement) found.select();
  });
  const put = (next: readonly Row[], to: Goal) => {
    goal.current = to;
    onChange(next, '');
  };
  const move = (from: number, to: number, control: number) => {
    const next = moveRow(rows, from, to);
    if (next !== rows) put(next, { row: to, control, select: false });
  };
  const press = (event: KeyboardEvent<HTMLLIElement>, row: number) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.altKey || step === undefined || disabled) return;
    event.preventDefault();
    move(row, row + step, controlsIn(event.currentTarget).indexOf(event.target as HTMLElement));
  };
  return (
    <fieldset className="setting rows-field" disabled={disabled}>
      <legend>{label}</legend>
      <ol ref={list}>
        {rows.map((row, i) => (
          // Rows have no names of their own: the place is what tells one from another.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={i} aria-label={t('editor.rows.row', { n: i + 1 })} onKeyDown={(event) => press(event, i)}>
            <div className="row-fields">
              {fields.map((field) =>
                renderField(
                  i,
                  field,
                  Object.hasOwn(row, field.name) ? row[field.name] : undefined,
                  (value, run) =>
                    onChange(rows.with(i, withSetting(row, field.name, value)), run && `${i} ${run}`),
                ),
              )}
            </div>
            <div className="buttons">
              {([-1, 1] as const).map((step) => (
                <button
                  key={step}
                  type="button"
                  className="button button-quiet"
                  disabled={i + step < 0 || i + step >= rows.length}
                  aria-label={t(step < 0 ? 'editor.rows.up' : 'editor.rows.down', { n: i + 1 })}
                  title={t(step < 0 ? 'editor.rows.up' : 'editor.rows.down', { n: i + 1 })}
                  onClick={(event) =>
                    move(
                      i,
                      i + step,
                      controlsIn(event.currentTarget.closest('li')).indexOf(event.currentTarget),
                    )
                  }
                >
                  {step < 0 ? '↑' : '↓'}
                </button>
              ))}
              <button
                type="button"
                className="button button-quiet"
                disabled={rows.length <= least}
                aria-label={t('editor.rows.remove', { n: i + 1 })}
                onClick={() =>
                  put(rows.toSpliced(i, 1), { row: Math.min(i, rows.length - 2), control: 0, select: false })
                }
              >
                {t('editor.remove')}
              </button>
            </div>
          </li>
        ))}
      </ol>
      <button
        ref={add}
        type="button"
        className="button"
        disabled={rows.length >= most}
        onClick={() =>
          put([...rows, freshRow(fields) as Row], { row: rows.length, control: 0, select: true })
        }
      >
        {t('editor.rows.add')}
      </button>
    </fieldset>
  );
}

function controlsIn(row: Element | null | undefined): HTMLElement[] {
  return [...(row?.querySelectorAll<HTMLElement>(CONTROLS) ?? [])];
}
