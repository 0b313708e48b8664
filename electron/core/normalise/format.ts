import type { SensorRecord, SocEvent } from '#contract/event.ts';

/** What a mapper may know beyond the record itself. */
export interface FormatContext {
  /** IANA name: the zone of times that name none. */
  readonly timeZone: string;
}

/** One sensor's JSON. A format is a file with one of these, a line in `formats.ts`, and its tests. */
export interface JsonFormat {
  /** As in `--format` and in the config: `eve`, `zeek`, `aws-waf` … */
  readonly name: string;
  /** By shape alone, from a few own keys; it must be cheap, for every record asks each format before its own. */
  recognise(record: SensorRecord): boolean;
  /** Fills a fresh event. @returns why it can't, or undefined. Never throws, whatever the record holds. */
  map(record: SensorRecord, event: SocEvent, context: FormatContext): string | undefined;
}

/** One sensor's text: what is left of a line when its syslog header, if any, is taken off. */
export interface TextFormat {
  readonly name: string;
  recognise(text: string): boolean;
  /** As of `JsonFormat`; time, host and process of a syslog header are in the event already. */
  map(text: string, event: SocEvent, context: FormatContext): string | undefined;
}
