import type { Random } from './random.ts';

/** An event to come: when, and what the sensor will write. */
export interface DemoEvent {
  /** Microseconds since 1970. */
  readonly at: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Ends {
  readonly source: string;
  readonly sourcePort: number;
  readonly target: string;
  readonly targetPort: number;
  readonly proto?: 'TCP' | 'UDP';
}

export interface Signature {
  readonly id: number;
  readonly name: string;
  readonly category: string;
  /** Suricata's priority. */
  readonly severity: 1 | 2 | 3;
  readonly level?: 'Critical' | 'Major' | 'Minor' | 'Informational';
  readonly technique?: string;
  readonly tactic?: string;
}

/** EVE's spelling: microseconds, and the zone without a colon. */
export function eveTime(at: number): string {
  const ms = Math.floor(at / 1000);
  return `${new Date(ms).toISOString().slice(0, -1)}${String(Math.floor(at) % 1000).padStart(3, '0')}+0000`;
}

function envelope(at: number, random: Random, type: string, ends: Ends): Record<string, unknown> {
  return {
    timestamp: eveTime(at),
    flow_id: random.int(1e14, 2e15),
    in_iface: 'demo0',
    event_type: type,
    src_ip: ends.source,
    src_port: ends.sourcePort,
    dest_ip: ends.target,
    dest_port: ends.targetPort,
    proto: ends.proto ?? 'TCP',
  };
}

/** An event of a protocol, its section under the type's own name. */
export function protocolEvent(
  at: number,
  random: Random,
  type: string,
  ends: Ends,
  section: Readonly<Record<string, unknown>>,
): DemoEvent {
  return { at, body: { ...envelope(at, random, type, ends), [type]: section } };
}

export interface FlowFigures {
  readonly app?: string;
  readonly state: 'new' | 'established' | 'closed';
  readonly toServer: number;
  readonly toClient: number;
  readonly seconds?: number;
  readonly alerted?: boolean;
}

export function flowEvent(at: number, random: Random, ends: Ends, figures: FlowFigures): DemoEvent {
  const { app, state, toServer, toClient, seconds = 0, alerted = false } = figures;
  return {
    at,
    body: {
      ...envelope(at, random, 'flow', ends),
      ...(app === undefined ? {} : { app_proto: app }),
      flow: {
        pkts_toserver: Math.max(1, Math.ceil(toServer / 700)),
        pkts_toclient: toClient === 0 ? 0 : Math.max(1, Math.ceil(toClient / 1100)),
        bytes_toserver: toServer,
        bytes_toclient: toClient,
        start: eveTime(at - seconds * 1e6),
        end: eveTime(at),
        age: Math.round(seconds),
        state,
        reason: state === 'new' ? 'timeout' : 'shutdown',
        alerted,
      },
    },
  };
}

export function alertEvent(
  at: number,
  random: Random,
  ends: Ends,
  signature: Signature,
  more: Readonly<Record<string, unknown>> = {},
): DemoEvent {
  const { id, name, category, severity, level, technique, tactic } = signature;
  const metadata = {
    ...(level === undefined ? {} : { signature_severity: [level] }),
    ...(technique === undefined ? {} : { mitre_technique_id: [technique] }),
    ...(tactic === undefined ? {} : { mitre_tactic_id: [tactic] }),
  };
  return {
    at,
    body: {
      ...envelope(at, random, 'alert', ends),
      alert: {
        action: 'allowed',
        gid: 1,
        signature_id: id,
        rev: 3,
        signature: name,
        category,
        severity,
        ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
      },
      direction: 'to_server',
      flow: {
        pkts_toserver: 3,
        pkts_toclient: 2,
        bytes_toserver: random.int(200, 2400),
        bytes_toclient: random.int(120, 1800),
        start: eveTime(at - 40_000),
      },
      ...more,
    },
  };
}
