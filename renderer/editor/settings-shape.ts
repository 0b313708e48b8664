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
  | { readonly kind: 'lines' }
  | { readonly kind: 'group'; readonly fields: readonly Field[] }
  /** A shape without a control of its own is edited as what it is. */
  | { readonly kind: 'json' };

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly control: Control;
  readonly fallback: unknown;
}

const isMap = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
const numberOr = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);

/** The form of a panel's settings, from its schema alone. */
export function settingsFields(entry: PanelEntry): readonly Field[] {
  return fieldsOf(z.toJSONSchema(entry.settings, { io: 'input', unrepresentable: 'any' }));
}

function fieldsOf(schema: unknown): Field[] {
  const properties = isMap(schema) ? schema['properties'] : undefined;
  if (!isMap(properties)) return [];
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    label: labelOf(name, isMap(shape) ? shape : {}),
    control: controlOf(name, isMap(shape) ? shape : {}),
    fallback: isMap(shape) ? shape['default'] : undefined,
  }));
}

function labelOf(name: string, shape: Json): string {
  const described = shape['description'];
  const words = name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return (
    lookUp(`setting.${name}`) ??
    (typeof described === 'string' ? described : `${words.charAt(0).toUpperCase()}${words.slice(1)}`)
  );
}

function controlOf(name: string, shape: Json): Control {
  const {
    type,
    enum: options,
    minimum,
    maximum,
    items,
    properties,
    maxLength,
  } = shape as Json & {
    readonly [K in 'type' | 'enum' | 'minimum' | 'maximum' | 'items' | 'properties' | 'maxLength']?: unknown;
  };
  if (texts(options).length > 0) return { kind: 'choice', options: texts(options) };
  switch (type) {
    case 'boolean':
      return { kind: 'switch' };
    case 'integer':
    case 'number':
      if (name === 'from' && minimum === 0 && maximum === 4) return { kind: 'severity' };
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
      return of['type'] === 'string' ? { kind: 'lines' } : { kind: 'json' };
    }
    case 'object':
      return properties === undefined ? { kind: 'json' } : { kind: 'group', fields: fieldsOf(shape) };
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
