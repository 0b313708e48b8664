import type { Detection } from '#contract/detection.ts';
import { SocEvent } from '#contract/event.ts';
import { severityName } from '#contract/severity.ts';
import type { Reading } from '#core/base/source.ts';
import { Correlator } from '#core/correlate/correlator.ts';
import type { RuleSet } from '#core/correlate/rule-set.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { readLines, sizeOf } from './event-lines.ts';

/** Where a command writes: the process's own streams, or a test's. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether `err` is a terminal, which then shows progress. */
  readonly terminal: boolean;
}

/** What a hunt is to read, and how. */
export interface HuntOptions {
  readonly events: readonly string[];
  /** Keys are the rules' own field names. */
  readonly fields: boolean;
  readonly normalise: Reading;
  /** A correlation is told at every event while it holds. */
  readonly every: boolean;
}

/** Events listed in one detection: as many as a window holds. */
export const MAX_LISTED = 10_000;
/** A flood has a list at each of its events. */
export const MAX_LISTED_EVERY = 1_000;

const PROGRESS_MS = 250;
/** { and } */
const OPEN = 123;
const CLOSE = 125;
const EVENT_TYPE = '"event_type":"';
/** Suricata writes the type within so many characters. */
const FAR = 256;
const MAX_TYPES = 100;

function maxListed({ every }: HuntOptions): number {
  return every ? MAX_LISTED_EVERY : MAX_LISTED;
}

/** Its text is made at the end: late events may still join its list. */
interface Finding {
  readonly time: number;
  readonly at: number;
  readonly detection: Pick<Detection, 'rule' | 'kind' | 'events' | 'group'>;
}

/** One hunt: reads all events, then prints what was found. */
export class Hunt {
  readonly #correlator: Correlator;
  readonly #options: HuntOptions;
  readonly #output: Output;
  readonly #findings: Finding[] = [];
  readonly #startedAt = performance.now();
  readonly #unwanted = new Map<string, boolean>();
  /** The text being read, and where the next event type stands in it. */
  #text = '';
  #key = 0;
  #lines = 0;
  #events = 0;
  #malformed = 0;
  #firstFault = '';
  #lastTime = 0;
  #bytes = 0;
  /** Undefined where a pipe is among them. */
  #totalBytes: number | undefined = 0;
  #shownAt = 0;

  constructor(rules: RuleSet, options: HuntOptions, output: Output) {
    this.#correlator = new Correlator(rules, {
      every: options.every,
      updates: false,
      amend: true,
      tellUnsaid: options.fields,
      clampAheadMs: Number.POSITIVE_INFINITY,
      // One more than is shown tells that there are more.
      maxEvents: maxListed(options) + 1,
      identify: () => '',
    });
    this.#options = options;
    this.#output = output;
  }

  /** Throws an error that names the file which can't be read. */
  async read(): Promise<void> {
    for (const path of this.#options.events) {
      const size = await sizeOf(path);
      if (size === undefined) this.#totalBytes = undefined;
      else if (this.#totalBytes !== undefined) this.#totalBytes += size;
    }
    for (const path of this.#options.events) {
      const before = this.#bytes;
      await readLines(
        path,
        (text, from, end) => this.#skip(text, from, end),
        (line) => this.#line(line, path),
        (bytes) => this.#progress(before + bytes),
      );
    }
  }

  /** Prints. @returns the exit code */
  finish(): number {
    if (this.#shownAt > 0) this.#output.err('\r\u001b[K');
    // The recording may be out of order; findings of one event stay in the order they were made.
    this.#findings.sort((a, b) => a.time - b.time || a.at - b.at);
    const most = maxListed(this.#options);
    let cut = 0;
    for (let i = 0; i < this.#findings.length; i += 100) {
      const some = this.#findings.slice(i, i + 100);
      this.#output.out(some.map((finding) => `${printed(finding, most)}\n`).join(''));
      for (const { detection } of some) if (detection.events.length > most) cut++;
    }
    const seconds = (performance.now() - this.#startedAt) / 1000;
    const stats = this.#correlator.stats();
    const extra = [
      this.#malformed > 0 && `${this.#malformed} malformed (${this.#firstFault})`,
      stats.late > 0 && `${stats.late} late`,
      stats.tooLate > 0 && `${stats.tooLate} too late to correlate`,
      stats.evicted > 0 && `${stats.evicted} evicted`,
      cut > 0 && `${cut} detections list only the newest ${most} of their events`,
    ].filter((part) => part !== false);
    this.#output.err(
      `${stats.rules} rules over ${this.#events} events: ${this.#findings.length} detections in ${seconds.toFixed(2)} s${extra.map((part) => `, ${part}`).join('')}\n`,
    );
    return this.#events === 0 && this.#malformed > 0 ? 2 : 0;
  }

  #line(line: string, path: string): void {
    const at = this.#lines++;
    if (line.charCodeAt(0) !== OPEN && line.trim() === '') return;
    const event = new SocEvent();
    event.sequence = at;
    event.feed = path;
    // An event that tells no time happened with the one before it; without any, lines are a millisecond apart.
    event.received = this.#lastTime > 0 ? this.#lastTime : at + 1;
    const fault = this.#options.fields
      ? readFields(line, event)
      : normaliseLine(line, event, this.#options.normalise);
    if (fault !== undefined) {
      this.#malformed++;
      if (this.#firstFault === '') this.#firstFault = `line ${at}: ${fault}`;
      return;
    }
    this.#events++;
    this.#lastTime = event['@timestamp'];
    for (const { rule, kind, time, events, group } of this.#correlator.accept(event)) {
      this.#findings.push({
        time,
        at: events.at(-1)?.sequence ?? at,
        detection: { rule, kind, events, group },
      });
    }
  }

  /**
   * Deals with a Suricata event of a type that no rule is about: it is counted, not parsed. The type must stand in the
   * outermost object, before anything nested: text inside a value can't look like it, as its quotes are escaped.
   */
  #skip(text: string, from: number, end: number): boolean {
    if (this.#options.fields || text.charCodeAt(from) !== OPEN || text.charCodeAt(end - 1) !== CLOSE)
      return false;
    const key = this.#keyFrom(text, from);
    if (key > Math.min(from + FAR, end) || text.lastIndexOf('{', key) !== from) return false;
    const start = key + EVENT_TYPE.length;
    if (!this.#isUnwanted(text.slice(start, text.indexOf('"', start)))) return false;
    this.#lines++;
    this.#events++;
    return true;
  }

  /** Where the next event type stands. Found once for all lines before it: others' formats have none for megabytes. */
  #keyFrom(text: string, from: number): number {
    if (text !== this.#text || this.#key < from) {
      this.#text = text;
      const key = text.indexOf(EVENT_TYPE, from);
      this.#key = key < 0 ? Number.POSITIVE_INFINITY : key;
    }
    return this.#key;
  }

  #isUnwanted(type: string): boolean {
    let unwanted = this.#unwanted.get(type);
    if (unwanted === undefined) {
      if (!/^[a-z_0-9]{1,32}$/.test(type) || this.#unwanted.size >= MAX_TYPES) return false;
      unwanted = !this.#correlator.wants('suricata', `suricata.${type}`);
      this.#unwanted.set(type, unwanted);
    }
    return unwanted;
  }

  #progress(bytes: number): void {
    this.#bytes = bytes;
    const now = performance.now();
    if (!this.#output.terminal || now - this.#shownAt < PROGRESS_MS) return;
    this.#shownAt = now;
    const done =
      this.#totalBytes === undefined
        ? `${Math.floor(this.#bytes / 1e6)} MB`
        : `${Math.floor((100 * this.#bytes) / Math.max(1, this.#totalBytes))} %`;
    this.#output.err(`\r\u001b[K${done}  ${this.#events} events  ${this.#findings.length} detections`);
  }
}

/** Takes an object's keys as they are; its time is `@timestamp`, else `received`. Answers why it can't. */
function readFields(line: string, event: SocEvent): string | undefined {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch (error) {
    return error instanceof Error ? error.message : 'not JSON';
  }
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return 'not a JSON object';
  event.record = record as Record<string, unknown>;
  event.raw = line;
  const stamp = Object.hasOwn(record, '@timestamp') ? event.record['@timestamp'] : undefined;
  const time = typeof stamp === 'string' ? Date.parse(stamp) : typeof stamp === 'number' ? stamp : Number.NaN;
  event['@timestamp'] = Number.isNaN(time) ? event.received : time;
  return undefined;
}

/** What is printed of a finding, its newest events in the order of their lines. */
function printed({ time, at, detection }: Finding, most: number): string {
  const { rule, kind, events, group } = detection;
  return JSON.stringify({
    rule: { id: rule.id, title: rule.title, level: severityName(rule.level) },
    kind,
    time: isoTime(time),
    at,
    events: events
      .slice(-most)
      .map(({ sequence }) => sequence)
      .sort((a, b) => a - b),
    group,
  });
}

function isoTime(time: number): string | number {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : time;
}
