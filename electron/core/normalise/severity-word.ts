import { type Severity, severityFromName } from '#contract/severity.ts';

/** Words of other scales than ours. */
const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['emergency', 4],
  ['emerg', 4],
  ['panic', 4],
  ['fatal', 4],
  ['crit', 4],
  ['severe', 3],
  ['alert', 3],
  ['major', 3],
  ['important', 3],
  ['error', 2],
  ['err', 2],
  ['moderate', 2],
  ['warning', 1],
  ['warn', 1],
  ['minor', 1],
  ['notice', 0],
  ['informational', 0],
  ['information', 0],
  ['info', 0],
  ['debug', 0],
  ['trace', 0],
]);

export function severityWord(word: string): Severity | undefined {
  if (word.length > 16) return undefined;
  return severityFromName(word) ?? WORDS.get(word.trim().toLowerCase());
}
