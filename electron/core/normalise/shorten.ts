import type { SocEvent } from '#contract/event.ts';
import { isJsonObject } from '#core/base/json-line.ts';
import { ownText } from '#core/base/own-text.ts';

/** What a line of text may weigh that some kept word holds in memory. */
const LIGHT_LINE = 512;
/** Kept by the thousand, in caches, lists and rows. */
const KEPT = [
  'source.ip',
  'destination.ip',
  'rule.name',
  'rule.id',
  'rule.category',
  'event.action',
  'observer.name',
  'organization.name',
] as const;
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
  const { raw } = event;
  if (raw.length <= LONG_LINE) {
    // Reading JSON copies.
    if (raw.length > LIGHT_LINE && !isJsonObject(raw)) {
      for (const key of KEPT) {
        const value = event[key];
        if (value !== undefined) event[key] = ownText(value);
      }
    }
    return;
  }
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
  return ownText(text.slice(0, MAX_KEYWORD));
}
