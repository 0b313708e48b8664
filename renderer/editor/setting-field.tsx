import { useState } from 'react';
import { t } from '#renderer/text/text.ts';
import { optionLabel, withSetting, type Field } from './settings-shape.ts';

const SEVERITIES = [0, 1, 2, 3, 4] as const;

interface Props {
  readonly panel: string;
  readonly field: Field;
  /** Undefined: not set, the default holds. */
  readonly value: unknown;
  readonly disabled: boolean;
  readonly onChange: (value: unknown) => void;
}

export function SettingField({ panel, field, value, disabled, onChange }: Props) {
  const { control, label, fallback } = field;
  const now = value ?? fallback;
  switch (control.kind) {
    case 'switch':
      return (
        <label className="setting">
          <input
            type="checkbox"
            checked={now === true}
            disabled={disabled}
            onChange={(event) => onChange(event.target.checked)}
          />
          {label}
        </label>
      );
    case 'choice':
    case 'severity': {
      const options = control.kind === 'choice' ? control.options : SEVERITIES.map(String);
      const nameOf = (option: string) =>
        control.kind === 'choice'
          ? optionLabel(panel, option)
          : t(`severity.${Number(option) as (typeof SEVERITIES)[number]}`);
      return (
        <label className="setting">
          <span>{label}</span>
          <select
            value={typeof now === 'string' || typeof now === 'number' ? String(now) : ''}
            disabled={disabled}
            onChange={(event) => {
              const chosen = event.target.value;
              onChange(chosen === '' ? undefined : control.kind === 'choice' ? chosen : Number(chosen));
            }}
          >
            {fallback === undefined && <option value="">{t('editor.settings.unset')}</option>}
            {options.map((option) => (
              <option key={option} value={option}>
                {nameOf(option)}
              </option>
            ))}
          </select>
        </label>
      );
    }
    case 'several': {
      const chosen = Array.isArray(now) ? now.map(String) : [];
      const turn = (option: string) =>
        onChange(chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option]);
      return (
        <fieldset className="setting" disabled={disabled}>
          <legend>{label}</legend>
          {control.options.map((option) => (
            <label key={option}>
              <input type="checkbox" checked={chosen.includes(option)} onChange={() => turn(option)} />
              {optionLabel(panel, option)}
              {chosen.includes(option) && <span className="desk-fact">{chosen.indexOf(option) + 1}</span>}
            </label>
          ))}
        </fieldset>
      );
    }
    case 'group': {
      const map = isMap(now) ? now : {};
      return (
        <fieldset className="setting" disabled={disabled}>
          <legend>{label}</legend>
          {control.fields.map((inner) => (
            <SettingField
              key={inner.name}
              panel={panel}
              field={inner}
              value={Object.hasOwn(map, inner.name) ? map[inner.name] : undefined}
              disabled={disabled}
              onChange={(next) => onChange(withSetting(map, inner.name, next))}
            />
          ))}
        </fieldset>
      );
    }
    case 'number':
    case 'text':
    case 'lines':
    case 'json':
      return <TypedField {...{ panel, field, value, disabled, onChange }} />;
  }
}

type Map = Parameters<typeof withSetting>[0];
const isMap = (value: unknown): value is Map =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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
function TypedField({ field, value, disabled, onChange }: Props) {
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
      onChange(read(next, field));
      setBroken(false);
    } catch {
      setBroken(true);
    }
  };
  const common = {
    value: text,
    disabled,
    placeholder: written(fallback, field),
    'aria-invalid': broken,
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
