import { type Fields, fields } from './read.ts';
import { readXml } from './text/xml-record.ts';

/**
 * What a record says, by name, whatever the spelling: `src_ip`, `srcIp`, `Src IP` and `src: {ip}` are all `srcip`.
 * A record is walked once, outermost first, within bounds; so a name's first value is the outermost.
 */
export interface PlainNames {
  /** By whole name. Sections that only wrap (`event`, `properties` …) are no part of it. A value may be a list of plain ones. */
  readonly outer: ReadonlyMap<string, unknown>;
  /** By the end of a name as well: `requestMetadata.callerIp` is `callerip` here. */
  readonly anywhere: ReadonlyMap<string, unknown>;
}

/** A name as a whole must be one of `outer`, or end like one of `anywhere`. The plainest stand first. */
export interface NameList {
  readonly outer: readonly string[];
  readonly anywhere: readonly string[];
}

const MAX_VALUES = 1024;
const MAX_DEPTH = 6;
const MAX_KEY = 64;
const MAX_PATH = 96;
const MAX_ITEMS = 32;
const MAX_QUOTED = 65_536;
const MAX_QUOTES = 4;

/** Sections whose names say nothing of what stands in them. */
const WRAPPERS: ReadonlySet<string> = new Set(
  `event events data properties payload record records fields result results detail details attributes alert alerts
  log logs outputfields columns protopayload jsonpayload body eventdata userdata winlog message content info metadata
  meta context additionaldata additionalfields extensions attackdata finding detection incident summary contextdata
  parameters params extendedproperties rawxml system rawevent raw headers items entry object`.split(/\s+/),
);

const plainKeys = new Map<string, string>();

/** Lower case, letters and digits alone. Keys repeat from record to record, so they are kept. */
export function plainKey(key: string): string {
  const known = plainKeys.get(key);
  if (known !== undefined) return known;
  const plain = key
    .slice(0, MAX_KEY)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  if (plainKeys.size >= 4096) plainKeys.clear();
  plainKeys.set(key.length > MAX_KEY ? key.slice(0, MAX_KEY) : key, plain);
  return plain;
}

/** `[{name, value}, …]` is a record in other clothes. */
function named(item: Fields): readonly [string, unknown] | undefined {
  const name = item['name'] ?? item['Name'] ?? item['key'] ?? item['Key'] ?? item['field'];
  const value = item['value'] ?? item['Value'];
  return typeof name === 'string' && name !== '' && value !== undefined ? [name, value] : undefined;
}

function parsed(text: string): Fields | undefined {
  try {
    return fields(JSON.parse(text));
  } catch {
    return undefined;
  }
}

interface Section {
  readonly value: Fields;
  readonly path: readonly string[];
}

class Walk implements PlainNames {
  readonly outer = new Map<string, unknown>();
  readonly anywhere = new Map<string, unknown>();
  readonly #queue: Section[] = [];
  #left = MAX_VALUES;
  #quotes = 0;

  constructor(record: Fields) {
    this.#queue.push({ value: record, path: [] });
    for (let i = 0; i < this.#queue.length && this.#left > 0; i++) {
      const section = this.#queue[i];
      if (section === undefined) break;
      for (const key of Object.keys(section.value)) {
        if (--this.#left < 0) break;
        this.#put(key, section.value[key], section.path);
      }
    }
  }

  #put(key: string, value: unknown, path: readonly string[]): void {
    if (value === null || value === undefined || value === '') return;
    const name = plainKey(key);
    if (name === '') return;
    if (Array.isArray(value)) this.#list(key, value, path);
    else if (typeof value === 'string' && /^(?:\{"|<Event[ >])/.test(value)) this.#quoted(name, value, path);
    else if (typeof value === 'object') this.#open(value as Fields, name, path);
    else this.#name(name, value, path);
  }

  /** JSON, or Windows' XML, written into a text. */
  #quoted(name: string, text: string, path: readonly string[]): void {
    const section =
      text.length <= MAX_QUOTED && this.#quotes++ < MAX_QUOTES
        ? text.startsWith('<')
          ? readXml(text)
          : parsed(text)
        : undefined;
    if (section === undefined) this.#name(name, text, path);
    else this.#open(section, name, path);
  }

  #open(value: Fields, name: string, path: readonly string[]): void {
    if (path.length >= MAX_DEPTH || this.#queue.length >= MAX_VALUES) return;
    this.#queue.push({ value, path: WRAPPERS.has(name) ? path : [...path, name] });
  }

  #list(key: string, list: readonly unknown[], path: readonly string[]): void {
    const [head] = list;
    const section = fields(head);
    if (section === undefined) {
      const name = plainKey(key);
      if (head !== undefined && !Array.isArray(head) && name !== '') this.#name(name, list, path);
      return;
    }
    if (named(section) === undefined) {
      this.#open(section, plainKey(key), path);
      return;
    }
    for (const item of list.slice(0, MAX_ITEMS)) {
      const pair = fields(item);
      const entry = pair === undefined ? undefined : named(pair);
      if (entry === undefined || --this.#left < 0) continue;
      if (typeof entry[1] !== 'object') this.#put(entry[0], entry[1], path);
    }
  }

  #name(name: string, value: unknown, path: readonly string[]): void {
    let whole = name;
    put(this.anywhere, whole, value);
    for (let i = path.length - 1; i >= 0 && whole.length <= MAX_PATH; i--) {
      whole = (path[i] ?? '') + whole;
      put(this.anywhere, whole, value);
    }
    put(this.outer, whole, value);
  }
}

function put(map: Map<string, unknown>, name: string, value: unknown): void {
  if (!map.has(name)) map.set(name, value);
}

export function plainNames(record: Fields): PlainNames {
  return new Walk(record);
}

/** The first of the names whose value can be read. */
export function pickPlain<T>(
  names: PlainNames,
  list: NameList,
  read: (value: unknown) => T | undefined,
): T | undefined {
  return search(names.outer, list.outer, read) ?? search(names.anywhere, list.anywhere, read);
}

function search<T>(
  map: ReadonlyMap<string, unknown>,
  list: readonly string[],
  read: (value: unknown) => T | undefined,
): T | undefined {
  for (const name of list) {
    const value = map.get(name);
    if (value === undefined) continue;
    const got = read(value);
    if (got !== undefined) return got;
  }
  return undefined;
}
