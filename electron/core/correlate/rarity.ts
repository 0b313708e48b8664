import type { Needle } from './needles.ts';

/** What nearly every log is full of: a text is only as rare as what is left of it without these. */
const COMMON: readonly string[] = [
  'c:\\windows\\system32\\',
  'c:\\program files',
  'microsoft',
  'c:\\windows\\',
  '\\system32\\',
  'powershell',
  'currentversion',
  '\\appdata\\local\\',
  '\\appdata\\',
  'software\\',
  'windows',
  '\\users\\',
  'hklm\\',
  'system',
  'http',
  'https://',
  'http://',
  'www.',
  '.com',
  '.exe',
  '.dll',
  '.php',
  '.html',
  'cmd',
  'user',
  'local',
  'temp',
  'name',
  'get',
  'post',
  'set',
];

/** How often an event may be expected to hold a needle, 0 to 1: a guess from its text, good enough to choose between two. */
export function frequency({ kind, text }: Needle): number {
  if (kind === 'present') return 0.5;
  let rest = text;
  for (const word of COMMON) rest = rest.replaceAll(word, '~');
  let weight = 0;
  for (let i = 0; i < rest.length; i++) weight += weightOf(rest.charCodeAt(i));
  // A whole value or its end says more than a piece somewhere in it.
  const place = kind === 'contains' ? 1 : kind === 'exact' ? 4 : 2;
  return Math.max(1e-6, 0.6 ** (weight + place));
}

/** Bits of surprise, roughly: digits and odd signs are rarer in texts than letters, and j q x z than e. */
function weightOf(code: number): number {
  if (code === 126) return 0.3;
  if (code === 32 || code === 92 || code === 47 || code === 46 || code === 45) return 0.5;
  if (code >= 97 && code <= 122) return 'jqxzkvw'.includes(String.fromCharCode(code)) ? 1.6 : 1;
  if (code >= 48 && code <= 57) return 1;
  return 1.3;
}
