import type { SocEvent } from '#contract/event.ts';

/** Shorter lines can't hold a field that matters: almost every line ends here. */
const LONG_LINE = 4_096;
/** As ECS has it for keywords (`ignore_above`). */
const MAX_KEYWORD = 1_024;
/** Texts that rules search to their end, where an attacker would hide; nothing keeps them. */
const WHOLE = new Set([
  'raw',
  'message',
  'url.original',
  'url.full',
  'url.path',
  'url.query',
  'process.command_line',
  'file.path',
  'user_agent.original',
  'dns.question.name',
]);

/**
 * Names as long as their sender likes would be kept by thousands, in rows, lists and windows: of a long line they
 * are cut, and cut loose, for a slice keeps the whole line in memory.
 */
export function shortenKeywords(event: SocEvent): void {
  if (event.raw.length <= LONG_LINE) return;
  const fields = event as unknown as Record<string, unknown>;
  for (const key of Object.keys(event)) {
    const value = fields[key];
    if (typeof value === 'string') {
      if (value.length <= MAX_KEYWORD || !WHOLE.has(key)) fields[key] = loose(value);
    } else if (Array.isArray(value)) {
      fields[key] = value.map((item: unknown) => (typeof item === 'string' ? loose(item) : item));
    }
  }
}

function loose(text: string): string {
  return Buffer.from(text.slice(0, MAX_KEYWORD)).toString();
}
