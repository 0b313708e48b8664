import { addressOf, portOf } from './set.ts';

/** One address in a Cisco firewall's message, and the word before it. */
export interface Endpoint {
  readonly ip: string;
  readonly port: number | undefined;
  readonly before: string;
  /** In parentheses behind another: the translated address. */
  readonly mapped: boolean;
  /** What follows in parentheses: a port in access-list messages, else a user. */
  readonly note: string | undefined;
}

const MAX_TEXT = 1024;

/** `outside:192.0.2.1/443(user)`, `inside/192.0.2.1(53)`, `<192.0.2.1>`, `192.0.2.1:4500`, `Local:192.0.2.1:4500`. */
function readEndpoint(token: string, before: string): Endpoint | undefined {
  let text = token.replace(/[,;]$/, '').replace(/\.$/, '');
  const mapped = text.startsWith('(');
  if (mapped) text = text.slice(1);
  if (text.startsWith('<') && text.includes('>')) text = text.slice(1, text.indexOf('>'));
  let note: string | undefined;
  const open = text.search(/[()]/);
  if (open >= 0) {
    const close = text.indexOf(')', open + 1);
    if (text.charAt(open) === '(') note = close < 0 ? text.slice(open + 1) : text.slice(open + 1, close);
    // `(192.0.2.1/443)(user)`: the note is behind the mapped address.
    else if (text.charAt(open + 1) === '(') note = text.slice(open + 2).replace(/\)$/, '');
    text = text.slice(0, open);
  }
  const at = text.lastIndexOf('/');
  for (const [head, port] of [
    [text, undefined],
    at > 0 ? [text.slice(0, at), text.slice(at + 1)] : undefined,
    [text.slice(0, Math.max(0, text.lastIndexOf(':'))), text.slice(text.lastIndexOf(':') + 1)],
  ].filter((pair) => pair !== undefined)) {
    const ip = addressIn(head ?? '');
    if (ip === undefined) continue;
    return { ip, port: portOf(port ?? note), before: prefixOf(head ?? '') ?? before, mapped, note };
  }
  return undefined;
}

/** The address itself, or behind `interface:` or `interface/`. */
function addressIn(text: string): string | undefined {
  const whole = addressOf(text);
  if (whole !== undefined) return whole;
  const cut = text.search(/[:/=]/);
  return cut > 0 ? addressOf(text.slice(cut + 1)) : undefined;
}

function prefixOf(text: string): string | undefined {
  const match = /^(Local|Remote|IP)[:=]/i.exec(text);
  return match?.[1]?.toLowerCase();
}

export function readEndpoints(message: string): readonly Endpoint[] {
  const found: Endpoint[] = [];
  let before = '';
  for (const token of message.slice(0, MAX_TEXT).split(/\s+/)) {
    const endpoint = /[\d:]/.test(token) && token.length <= 160 ? readEndpoint(token, before) : undefined;
    if (endpoint !== undefined) found.push(endpoint);
    if (token !== '=') before = token.toLowerCase();
    if (found.length >= 8) break;
  }
  return found;
}
