import { en, type Catalogue, type MessageKey } from './en.ts';
import { ko } from './ko.ts';

export const LANGUAGES = ['en', 'ko'] as const;
export type Language = (typeof LANGUAGES)[number];

const catalogues: Readonly<Record<Language, Catalogue>> = { en, ko };
const HOLE = /\{(\w+)(?:\|([^|{}]+)\|([^|{}]+))?\}/g;
let current: Language = 'en';

export function setLanguage(to: Language): void {
  current = to;
}

export function language(): Language {
  return current;
}

/** `?lang=` wins, then the first of the browser's languages that we speak, then English. */
export function chooseLanguage(search: string, preferred: readonly string[]): Language {
  const asked = new URLSearchParams(search).get('lang');
  for (const tag of asked ? [asked, ...preferred] : preferred) {
    const found = LANGUAGES.find((known) => tag.toLowerCase().split('-')[0] === known);
    if (found) return found;
  }
  return 'en';
}

/** A hole is `{name}`, or `{name|event|events}` where the noun after a count follows it. */
export function t(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
  return catalogues[current][key].replace(HOLE, (hole, name: string, one?: string, many?: string) => {
    if (!Object.hasOwn(values, name)) return hole;
    const value = String(values[name]);
    return one === undefined ? value : `${value} ${value === '1' ? one : many}`;
  });
}

/** For keys made from data, such as an ATT&CK tactic: undefined when we have no words for it. */
export function lookUp(key: string): string | undefined {
  return Object.hasOwn(catalogues[current], key) ? catalogues[current][key as MessageKey] : undefined;
}
