import { z } from 'zod';
import type { PanelPlacement } from '#contract/layout.ts';
import type { PanelEntry } from '#renderer/panels/registry.ts';
import { lookUp } from '#renderer/text/text.ts';

type Json = Readonly<Record<string, unknown>>;
type Settings = PanelPlacement['settings'];

export type Control =
  | { readonly kind: 'switch' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'severity' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly whole: boolean }
  | { readonly kind: 'text'; readonly max: number }
  /** Some of these, in the order they were chosen. */
  | { readonly kind: 'several'; readonly options: readonly string[] }
  /** Numbers from 0, Sunday, to 6; none: every day. */
  | { readonly kind: 'weekdays' }
  | { readonly kind: 'lines' }
  /** A picture as a data: URL. */
  | { readonly kind: 'image'; readonly mostBytes: number }
  | { readonly kind: 'group'; readonly fields: readonly Field[] }
  /** Any number of groups, from `least` to `most`. */
  | {
      readonly kind: 'rows';
      readonly fields: readonly Field[];
      readonly least: number;
      readonly most: number;
    }
  /** A shape without a control of its own is edited as what it is. */
  | { readonly kind: 'json' };

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly control: Control;
  /** What holds while nothing is set; undefined where something must be. */
  readonly fallback: unknown;
  /** What a new row begins with. */
  readonly fresh: unknown;
}

const isMap = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
const numberOr = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);

/** The form of a panel's settings, from its schema alone. */
export function settingsFields(entry: PanelEntry): readonly Field[] {
  return fieldsOf(z.toJSONSchema(entry.settings, { io: 'input', unrepresentable: 'any' }), '');
}

/** @param within what they are fields of, with a dot behind: names there are not those of whole settings */
function fieldsOf(schema: unknown, within: string): Field[] {
  const properties = isMap(schema) ? schema['properties'] : undefined;
  if (!isMap(properties)) return [];
  return Object.entries(properties).map(([name, given]) => {
    const shape = isMap(given) ? given : {};
    const path = within + name;
    const control = controlOf(path, shape);
    return {
      name,
      label: labelOf(path, name, shape),
      control,
      fallback: shape['default'],
      fresh: lookUp(`setting.${path}.fresh`) ?? exampleOf(shape) ?? EMPTY[control.kind],
    };
  });
}

function exampleOf({ examples }: Json & { readonly examples?: unknown }): unknown {
  return Array.isArray(examples) ? examples[0] : undefined;
}

const EMPTY: Readonly<Partial<Record<Control['kind'], unknown>>> = {
  switch: false,
  severity: 0,
  number: 0,
  text: '',
  several: [],
  weekdays: [],
  lines: [],
  image: '',
  group: {},
  rows: [],
};

/** A row with what must be in it; what has a default is left out, as in any settings. */
export function freshRow(fields: readonly Field[]): Json {
  const required = fields.filter(({ fallback }) => fallback === undefined);
  return Object.fromEntries(required.map(({ name, fresh }) => [name, fresh]));
}

function labelOf(path: string, name: string, shape: Json): string {
  const described = shape['description'];
  const words = name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return (
    lookUp(`setting.${path}`) ??
    (typeof described === 'string' ? described : `${words.charAt(0).toUpperCase()}${words.slice(1)}`)
  );
}

/** What a schema says of itself that its type does not: see panels/panel.ts. */
function markedControl(shape: Json): Control | undefined {
  const { control, mostBytes } = shape as Json & { readonly control?: unknown; readonly mostBytes?: unknown };
  if (control === 'weekdays') return { kind: 'weekdays' };
  return control === 'image' ? { kind: 'image', mostBytes: numberOr(mostBytes, 35_000) } : undefined;
}

function controlOf(path: string, shape: Json): Control {
  const {
    type,
    enum: options,
    minimum,
    maximum,
    items,
    properties,
    maxLength,
    minItems,
    maxItems,
  } = shape as Json & {
    readonly [K in
      | 'type'
      | 'enum'
      | 'minimum'
      | 'maximum'
      | 'items'
      | 'properties'
      | 'maxLength'
      | 'minItems'
      | 'maxItems']?: unknown;
  };
  const marked = markedControl(shape);
  if (marked) return marked;
  if (texts(options).length > 0) return { kind: 'choice', options: texts(options) };
  switch (type) {
    case 'boolean':
      return { kind: 'switch' };
    case 'integer':
    case 'number':
      if (path === 'from' && minimum === 0 && maximum === 4) return { kind: 'severity' };
      return {
        kind: 'number',
        min: numberOr(minimum, Number.MIN_SAFE_INTEGER),
        max: numberOr(maximum, Number.MAX_SAFE_INTEGER),
        whole: type === 'integer',
      };
    case 'string':
      return { kind: 'text', max: numberOr(maxLength, 2000) };
    case 'array': {
      const of = isMap(items) ? items : {};
      if (texts(of['enum']).length > 0) return { kind: 'several', options: texts(of['enum']) };
      if (isMap(of['properties'])) {
        const [least, most] = [numberOr(minItems, 0), numberOr(maxItems, 1000)];
        return { kind: 'rows', fields: fieldsOf(of, `${path}.`), least, most };
      }
      return of['type'] === 'string' ? { kind: 'lines' } : { kind: 'json' };
    }
    case 'object':
      return properties === undefined
        ? { kind: 'json' }
        : { kind: 'group', fields: fieldsOf(shape, `${path}.`) };
    default:
      return { kind: 'json' };
  }
}

/** Undefined takes the setting back to its default. */
export function withSetting(settings: Settings, name: string, value: unknown): Settings {
  const { [name]: _, ...rest } = settings;
  return value === undefined ? rest : { ...rest, [name]: value as Settings[string] };
}

/** Options by the words the panel itself uses, where it has any. */
export function optionWord(panel: string, option: string): string | undefined {
  return (
    lookUp(`${panel}.${option}`) ?? lookUp(`setting.${panel}.${option}`) ?? lookUp(`setting.option.${option}`)
  );
}

export function optionLabel(panel: string, option: string): string {
  return optionWord(panel, option) ?? option;
}
