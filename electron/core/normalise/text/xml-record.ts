import { type Fields, fields } from '../read.ts';

/** XML of a log record as nested values. It reads what programs write, checks nothing, and knows no entities of a document's own. */

const MAX_DEPTH = 16;
const MAX_ELEMENTS = 2048;
const MAX_TEXT = 262_144;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[\da-fA-F]{1,6}|#\d{1,7}|[a-z]{2,4});/g, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES.get(name) ?? whole;
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function noFields(): Fields {
  return Object.create(null) as Fields;
}

const ATTRIBUTE = /([\w.:-]{1,64})\s{0,4}=\s{0,4}(?:"([^"]{0,4096})"|'([^']{0,4096})')/g;

function attributes(text: string): Fields {
  const found = noFields();
  for (const [, name = '', double, single] of text.slice(0, 16_384).matchAll(ATTRIBUTE)) {
    if (!name.startsWith('xmlns')) found[name] ??= decoded(double ?? single ?? '');
  }
  return found;
}

interface Open {
  readonly tag: string;
  readonly own: Fields;
  text: string;
}

/** `<Data Name="X">v</Data>` is X: v; text alone is a value, text beside attributes is `#text`. */
function close({ tag, own, text }: Open, parent: Fields): void {
  const said = decoded(text.trim());
  const name = own['Name'];
  const size = Object.keys(own).length;
  if (tag === 'Data' && typeof name === 'string') parent[name] ??= said;
  else if (size === 0) parent[tag] ??= said;
  else {
    if (said !== '') own['#text'] = said;
    parent[tag] ??= own;
  }
}

/** Undefined where the text is no element. */
export function readXml(whole: string): Fields | undefined {
  const text = whole.length > MAX_TEXT ? whole.slice(0, MAX_TEXT) : whole;
  const root: Open = { tag: '', own: noFields(), text: '' };
  const stack: Open[] = [root];
  let count = 0;
  let at = 0;
  while (at < text.length && count < MAX_ELEMENTS) {
    const start = text.indexOf('<', at);
    if (start < 0) break;
    const inner = stack.at(-1) ?? root;
    if (inner.text.length < 65_536) inner.text += text.slice(at, start);
    const end = text.indexOf('>', start);
    if (end < 0) break;
    at = end + 1;
    const first = text.charCodeAt(start + 1);
    // A declaration or a comment.
    if (first === 63 || first === 33) continue;
    if (first === 47) {
      if (stack.length > 1) {
        stack.pop();
        close(inner, (stack.at(-1) ?? root).own);
      }
      continue;
    }
    const alone = text.charCodeAt(end - 1) === 47;
    const head = text.slice(start + 1, alone ? end - 1 : end);
    const tag = /^[\w.:-]{1,64}/.exec(head)?.[0];
    if (tag === undefined) continue;
    count++;
    const element: Open = { tag, own: attributes(head.slice(tag.length)), text: '' };
    if (alone || stack.length >= MAX_DEPTH) close(element, inner.own);
    else stack.push(element);
  }
  while (stack.length > 1) {
    const open = stack.pop();
    if (open !== undefined) close(open, (stack.at(-1) ?? root).own);
  }
  return fields(root.own);
}
