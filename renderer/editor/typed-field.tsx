import { useState } from 'react';
import { t } from '#renderer/text/text.ts';
import type { Field } from './settings-shape.ts';

interface Props {
  readonly field: Field;
  /** Undefined: not set, the default holds. */
  readonly value: unknown;
  readonly disabled: boolean;
  readonly refused: boolean;
  /** @param run what is being typed, see undo.ts */
  readonly onChange: (value: unknown, run: string) => void;
}

function written(value: unknown, { control }: Field): string {
  if (value === undefined) return '';
  if (control.kind === 'lines') return Array.isArray(value) ? value.join('\n') : '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** @throws SyntaxError for what is no JSON yet */
function read(text: string, { control }: Field): unknown {
  if (control.kind === 'lines')
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  if (text.trim() === '') return undefined;
  if (control.kind === 'number') return Number(text);
  return control.kind === 'json' ? JSON.parse(text) : text;
}

/** What is typed stays as typed while it is no value yet. */
export function TypedField({ field, value, disabled, refused, onChange }: Props) {
  const { control, label, fallback } = field;
  const shown = written(value, field);
  const [typed, setTyped] = useState({ text: shown, over: shown });
  // An undo came between; but "15" and "15 " are one value, and what is refused stays to be mended.
  const keeps = typed.over === shown || sameValue(typed.text, shown, field);
  const text = keeps ? typed.text : shown;
  const [broken, setBroken] = useState(false);
  const type = (next: string) => {
    setTyped({ text: next, over: shown });
    try {
      onChange(read(next, field), field.name);
      setBroken(false);
    } catch {
      setBroken(true);
    }
  };
  const common = {
    value: text,
    disabled,
    placeholder: written(fallback, field),
    'aria-invalid': broken || refused,
    onChange: (event: { target: { value: string } }) => type(event.target.value),
  };
  return (
    <label className="setting">
      <span>
        {label}
        {control.kind === 'json' && ` (${t('editor.settings.json')})`}
        {control.kind === 'lines' && ` (${t('editor.settings.list')})`}
      </span>
      {control.kind === 'number' ? (
        <input
          type="number"
          min={control.min}
          max={control.max}
          step={control.whole ? 1 : 'any'}
          {...common}
        />
      ) : control.kind === 'text' ? (
        <input type="text" maxLength={control.max} {...common} />
      ) : (
        <textarea rows={3} spellCheck={false} {...common} />
      )}
    </label>
  );
}

function sameValue(one: string, other: string, field: Field): boolean {
  try {
    return JSON.stringify(read(one, field)) === JSON.stringify(read(other, field));
  } catch {
    return false;
  }
}
