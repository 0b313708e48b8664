import type { Health } from '#contract/health.ts';

/** Words of the pages that stand while the wall's own can't. */
export type Language = 'en' | 'ko';

/** What became of a page. */
export interface Failure {
  readonly what: 'ended' | 'not-loaded' | 'hung' | 'empty';
  /** As Chromium calls it; empty where that says nothing more. */
  readonly detail: string;
}

const EN = {
  stopped: 'This display has stopped',
  ended: "The page's process ended",
  'not-loaded': 'The page could not be loaded',
  hung: 'The page hung',
  empty: 'The page stayed empty',
  core: 'The core goes on since {since}',
  joined: 'It belongs to {origin}',
  sources: '{working} of {all} sources work',
  failing: '{name} is failing',
  next: 'Next try at {at}.',
  away: "The server can't be reached",
  'away.why': '{origin}: {why}.',
  'away.silent': 'no answer',
  'away.other': 'what answers there is not Vigil',
  'away.next': 'Since {at}. It is tried again for ever, and the wall comes back by itself.',
};

const KO: Record<keyof typeof EN, string> = {
  stopped: '이 디스플레이가 멈췄습니다',
  ended: '페이지의 프로세스가 끝났습니다',
  'not-loaded': '페이지를 불러오지 못했습니다',
  hung: '페이지가 응답하지 않았습니다',
  empty: '페이지가 빈 채로 있었습니다',
  core: '코어는 {since}부터 계속 동작하고 있습니다',
  joined: '{origin}에 속한 디스플레이입니다',
  sources: '소스 {all}개 중 {working}개 동작',
  failing: '{name}: 장애',
  next: '다음 시도: {at}',
  away: '서버에 연결할 수 없습니다',
  'away.why': '{origin}: {why}',
  'away.silent': '응답 없음',
  'away.other': '그 주소에서 응답하는 것은 Vigil이 아닙니다',
  'away.next': '{at}부터. 계속 다시 시도하며, 연결되면 화면이 저절로 돌아옵니다.',
};

const WORDS = { en: EN, ko: KO };

/** @param locale as app.getLocale() has it */
export function languageOf(locale: string): Language {
  return /^ko\b/i.test(locale) ? 'ko' : 'en';
}

export function say(
  language: Language,
  key: keyof typeof EN,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return WORDS[language][key].replaceAll(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? ''));
}

export function failureWords(language: Language, { what, detail }: Failure): string {
  return say(language, what) + (detail === '' ? '' : ` (${detail})`);
}

/** Why a server can't be had: one of ours in words, else as Chromium calls it. */
export function awayWords(language: Language, why: string): string {
  return why === 'silent' || why === 'other' ? say(language, `away.${why}`) : why;
}

/** How the core is: what the wall's page would show if it stood. */
export function coreWords(language: Language, { startedAt, sources, notices }: Health): string {
  const failing = sources.filter(({ state }) => state === 'failing').map(({ name }) => name);
  const words = [
    say(language, 'core', { since: `${new Date(startedAt).toISOString().slice(0, 19)}Z` }),
    say(language, 'sources', { working: sources.length - failing.length, all: sources.length }),
    ...failing.slice(0, 3).map((name) => say(language, 'failing', { name })),
    ...notices.slice(0, 1).map(({ text }) => text.slice(0, 200)),
  ];
  return `${words.join('; ')}.`;
}
