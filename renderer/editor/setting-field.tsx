import { language, t } from '#renderer/text/text.ts';
import { ImageField } from './image-field.tsx';
import { type Refusal, within } from './problems.ts';
import { RowsField } from './rows-field.tsx';
import { optionLabel, withSetting, type Field } from './settings-shape.ts';
import { TypedField } from './typed-field.tsx';

const SEVERITIES = [0, 1, 2, 3, 4] as const;
/** As weeks are read where this is written: Monday first. */
const WEEK = [1, 2, 3, 4, 5, 6, 0] as const;
const A_SUNDAY = Date.UTC(2026, 10, 29);
const DAY_MS = 86_400_000;

interface Props {
  readonly panel: string;
  readonly field: Field;
  /** Undefined: not set, the default holds. */
  readonly value: unknown;
  readonly disabled: boolean;
  /** What the schema did not take of the last change here. */
  readonly refused: readonly Refusal[];
  /** @param run what is being typed; empty for a step of its own, see undo.ts */
  readonly onChange: (value: unknown, run: string) => void;
}

export function SettingField(props: Props) {
  const { field, refused } = props;
  const { kind } = field.control;
  const nested = kind === 'group' || kind === 'rows';
  const own = nested ? refused.filter(({ path }) => path.length === 0) : refused;
  return (
    <div
      className={kind === 'rows' || kind === 'group' || kind === 'weekdays' ? 'field field-wide' : 'field'}
    >
      <Control {...props} />
      {own.map(({ path, message }) => (
        <p key={`${path.join('.')} ${message}`} className="form-problem" role="alert">
          {path.length === 0 ? message : t('editor.settings.invalid', { where: path.join('.'), message })}
        </p>
      ))}
    </div>
  );
}

function Control({ panel, field, value, disabled, refused, onChange }: Props) {
  const { control, label, fallback } = field;
  const now = value ?? fallback;
  const step = (next: unknown) => onChange(next, '');
  switch (control.kind) {
    case 'switch':
      return (
        <label className="setting">
          <input
            type="checkbox"
            checked={now === true}
            disabled={disabled}
            onChange={(event) => step(event.target.checked)}
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
              step(chosen === '' ? undefined : control.kind === 'choice' ? chosen : Number(chosen));
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
        step(chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option]);
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
              refused={within(refused, inner.name)}
              onChange={(next, run) =>
                onChange(withSetting(map, inner.name, next), run && `${inner.name} ${run}`)
              }
            />
          ))}
        </fieldset>
      );
    }
    case 'weekdays': {
      const chosen = Array.isArray(now) ? now : [];
      const names = new Intl.DateTimeFormat(language(), { weekday: 'short', timeZone: 'UTC' });
      const turn = (day: number) => {
        const next = WEEK.filter((one) => chosen.includes(one) !== (one === day)).toSorted((a, b) => a - b);
        step(next.length === 0 ? undefined : next);
      };
      return (
        <fieldset className="setting setting-days" disabled={disabled}>
          <legend>{label}</legend>
          {WEEK.map((day) => (
            <label key={day}>
              <input type="checkbox" checked={chosen.includes(day)} onChange={() => turn(day)} />
              {names.format(A_SUNDAY + day * DAY_MS)}
            </label>
          ))}
        </fieldset>
      );
    }
    case 'image':
      return (
        <ImageField
          label={label}
          url={typeof now === 'string' ? now : ''}
          mostBytes={control.mostBytes}
          disabled={disabled}
          onChange={step}
        />
      );
    case 'rows':
      return (
        <RowsField
          label={label}
          fields={control.fields}
          least={control.least}
          most={control.most}
          rows={Array.isArray(now) ? now.map((row: unknown) => (isMap(row) ? row : {})) : []}
          disabled={disabled}
          onChange={onChange}
          renderField={(row, inner, given, put) => (
            <SettingField
              key={inner.name}
              panel={panel}
              field={inner}
              value={given}
              disabled={disabled}
              refused={within(within(refused, row), inner.name)}
              onChange={put}
            />
          )}
        />
      );
    case 'number':
    case 'text':
    case 'lines':
    case 'json':
      return <TypedField {...{ field, value, disabled, onChange }} refused={refused.length > 0} />;
  }
}

type Map = Parameters<typeof withSetting>[0];
const isMap = (value: unknown): value is Map =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
