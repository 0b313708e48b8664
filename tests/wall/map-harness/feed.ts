import { ARC_HIGHLIGHTED, ARC_INTERNAL, FLOW_INTERNAL, type Frame } from '#contract/frame.ts';
import type { Highlight } from '#contract/highlight.ts';
import type { IncidentRow } from '#contract/incident.ts';
import type { Place } from '#contract/place.ts';
import type { Severity } from '#contract/severity.ts';
import type { Status } from '#contract/wall.ts';

/** Code, name, latitude, longitude, share of the background noise. */
const COUNTRIES = [
  ['US', 'United States', 39.8, -98.6, 30],
  ['CN', 'China', 35.9, 104.2, 34],
  ['RU', 'Russia', 61.5, 96, 18],
  ['BR', 'Brazil', -10.8, -52, 12],
  ['IN', 'India', 22.9, 79.6, 11],
  ['DE', 'Germany', 51.1, 10.4, 9],
  ['NL', 'Netherlands', 52.1, 5.3, 14],
  ['FR', 'France', 46.6, 2.4, 6],
  ['GB', 'United Kingdom', 54.1, -2.9, 6],
  ['VN', 'Vietnam', 16.6, 106.3, 8],
  ['ID', 'Indonesia', -2.2, 117.4, 6],
  ['JP', 'Japan', 37.5, 138, 4],
  ['TW', 'Taiwan', 23.7, 121, 3],
  ['IR', 'Iran', 32.5, 54.3, 5],
  ['TR', 'Türkiye', 39, 35.2, 4],
  ['UA', 'Ukraine', 49, 31.4, 4],
  ['PL', 'Poland', 52.1, 19.4, 3],
  ['RO', 'Romania', 45.9, 25, 3],
  ['BG', 'Bulgaria', 42.7, 25.2, 2],
  ['CZ', 'Czechia', 49.8, 15.3, 1],
  ['AT', 'Austria', 47.6, 14.1, 1],
  ['CH', 'Switzerland', 46.8, 8.2, 1],
  ['BE', 'Belgium', 50.6, 4.6, 1],
  ['ZA', 'South Africa', -29, 25, 3],
  ['NG', 'Nigeria', 9.6, 8.1, 3],
  ['EG', 'Egypt', 26.5, 29.9, 2],
  ['AR', 'Argentina', -35.4, -65.2, 2],
  ['MX', 'Mexico', 23.9, -102.5, 4],
  ['CA', 'Canada', 61.4, -98.3, 3],
  ['AU', 'Australia', -25.7, 134.5, 2],
  ['NZ', 'New Zealand', -41.8, 171.5, 1],
  ['SA', 'Saudi Arabia', 24.1, 44.6, 2],
] as const;

const SITES = [
  ['Seoul HQ', 37.56, 126.98, 'office'],
  ['Busan DC', 35.18, 129.08, 'data centre'],
  ['Frankfurt', 50.11, 8.68, 'office'],
  ['Los Angeles', 34.05, -118.24, 'cloud'],
] as const;

export function makePlaces(): Place[] {
  const places: Place[] = [
    { id: 0, kind: 'unknown', code: 'unknown', name: 'unknown', latitude: -46, longitude: 80 },
  ];
  for (const [name, latitude, longitude, zone] of SITES) {
    places.push({ id: places.length, kind: 'site', code: name, name, latitude, longitude, zone });
  }
  for (const [code, name, latitude, longitude] of COUNTRIES) {
    places.push({ id: places.length, kind: 'country', code, name, latitude, longitude });
  }
  return places;
}

/** Deterministic: the same picture every time. */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const FIRST_COUNTRY = 1 + SITES.length;

export function isInside(...places: readonly number[]): boolean {
  return places.every((place) => place < FIRST_COUNTRY);
}

const SITE_SHARE = [0.5, 0.68, 0.85, 1];

function pickSite(random: () => number): number {
  const at = random();
  return 1 + SITE_SHARE.findIndex((share) => at <= share);
}

function pickCountry(random: () => number): number {
  let left = random() * COUNTRIES.reduce((sum, country) => sum + country[4], 0);
  for (let i = 0; i < COUNTRIES.length; i++) {
    left -= COUNTRIES[i]?.[4] ?? 0;
    if (left <= 0) return FIRST_COUNTRY + i;
  }
  return FIRST_COUNTRY;
}

function pickSeverity(random: () => number): Severity {
  const at = random();
  return at < 0.5 ? 0 : at < 0.84 ? 1 : at < 0.95 ? 2 : at < 0.99 ? 3 : 4;
}

interface Pick {
  readonly source: number;
  readonly target: number;
  readonly severity: Severity;
}

/** Mostly the world knocking at our sites, some of it inside, between sites, outbound, or without a place. */
export function pick(random: () => number): Pick {
  const at = random();
  const severity = pickSeverity(random);
  if (at < 0.82) return { source: pickCountry(random), target: pickSite(random), severity };
  if (at < 0.88) {
    const site = pickSite(random);
    return { source: site, target: site, severity };
  }
  if (at < 0.93) return { source: pickSite(random), target: pickSite(random), severity };
  if (at < 0.97) return { source: pickSite(random), target: pickCountry(random), severity };
  return { source: 0, target: pickSite(random), severity };
}

export function makeFlows(random: () => number, rows: number): Frame['flows'] {
  const flows = new Map<number, { count: number } & Pick>();
  // Worldwide pairs when more are asked for than sites and countries give.
  const places = FIRST_COUNTRY + COUNTRIES.length;
  for (let tries = 0; flows.size < rows && tries < rows * 20; tries++) {
    const wide = rows > 200;
    const chosen = wide
      ? {
          source: Math.floor(random() * places),
          target: Math.floor(random() * places),
          severity: pickSeverity(random),
        }
      : pick(random);
    const key = (chosen.source * 65536 + chosen.target) * 8 + chosen.severity;
    const size = Math.ceil((4 - chosen.severity + 1) * 40 * (0.02 + random() ** 6 * 60));
    const flow = flows.get(key);
    if (flow) flow.count += size;
    else flows.set(key, { ...chosen, count: size });
  }
  const list = [...flows.values()].toSorted((a, b) => b.count - a.count);
  return {
    count: Uint32Array.from(list, (flow) => flow.count),
    source: Uint16Array.from(list, (flow) => flow.source),
    target: Uint16Array.from(list, (flow) => flow.target),
    severity: Uint8Array.from(list, (flow) => flow.severity),
    flags: Uint8Array.from(list, (flow) => (isInside(flow.source, flow.target) ? FLOW_INTERNAL : 0)),
  };
}

export function makeArcs(random: () => number, count: number): Frame['arcs'] {
  const picks = Array.from({ length: count }, () => pick(random));
  return {
    weight: Uint32Array.from(picks, () => Math.ceil(random() ** 4 * 400)),
    source: Uint16Array.from(picks, (arc) => arc.source),
    target: Uint16Array.from(picks, (arc) => arc.target),
    severity: Uint8Array.from(picks, (arc) => arc.severity),
    flags: Uint8Array.from(
      picks,
      (arc) =>
        (arc.severity === 4 ? ARC_HIGHLIGHTED : 0) | (isInside(arc.source, arc.target) ? ARC_INTERNAL : 0),
    ),
  };
}

export function makeStatus(now: number, rate: number, arcShare: number): Status {
  return {
    mode: 'demo',
    events: 1_204_311,
    rate,
    peakRate: rate * 2,
    dropped: 0,
    malformed: 0,
    lastEventAt: now,
    lagMs: 40,
    olderThanChart: 0,
    arcShare,
    staleAfterMs: 10_000,
    timeZones: ['Asia/Seoul', 'UTC'],
  };
}

export function makeHighlight(now: number): Highlight {
  return {
    id: 'incident-1',
    severity: 4,
    title: 'Exploit, then outbound connection',
    sourcePlace: FIRST_COUNTRY + 2,
    destinationPlace: 1,
    until: now + 60_000,
  };
}

/** From Russia to Seoul, whatever traffic there is. */
export function makeIncident(now: number): IncidentRow {
  const { id, title, severity, sourcePlace, destinationPlace } = makeHighlight(now);
  return {
    id,
    title,
    severity,
    sourcePlace,
    destinationPlace,
    state: 'active',
    opened: now,
    updated: now,
    cause: { role: 'source', value: '203.0.113.9' },
    peerCount: 1,
    tactics: [],
    techniques: [],
    count: 1,
    organization: '',
    sensors: [],
    categories: [],
  };
}

const ZONES = [
  'office',
  'data centre',
  'DMZ',
  'cloud',
  'plant',
  'guests',
  'voice',
  'lab',
  'backup',
  'partners',
  'branches',
];
const LONG = 'Production network of the eastern plants, building automation included';

/** Sites only, of so many zones: a house to look at by its zones. The last sites have none, where there are many. */
export function makeHouse(zones: number, sites: number, long: boolean): Place[] {
  const places = makePlaces().slice(0, 1);
  for (let i = 0; i < sites; i++) {
    const [known] = SITES[i % SITES.length] ?? ['Site'];
    const name = long && i % 3 === 1 ? `${known} ${i + 1}, third floor of the annex` : `${known} ${i + 1}`;
    const site = { id: i + 1, kind: 'site' as const, code: name, name, latitude: 0, longitude: 0 };
    const zone = i % zones;
    const named =
      long && zone % 2 === 0 ? `${ZONES[zone % ZONES.length]} ${LONG}` : ZONES[zone % ZONES.length];
    places.push(
      sites > 30 && i >= sites - 2 ? site : { ...site, zone: `${named}${zone >= ZONES.length ? zone : ''}` },
    );
  }
  return places;
}

/** Between sites of a house, some of it within one, a little of private addresses of no site. */
export function makeHouseFlows(random: () => number, sites: number, rows: number): Frame['flows'] {
  const list = Array.from({ length: rows }, () => {
    const source = random() < 0.03 ? 0 : 1 + Math.floor(random() * sites);
    const target = random() < 0.15 && source > 0 ? source : 1 + Math.floor(random() * sites);
    return { source, target, severity: pickSeverity(random), count: Math.ceil(random() ** 5 * 9000) };
  });
  return {
    count: Uint32Array.from(list, (flow) => flow.count),
    source: Uint16Array.from(list, (flow) => flow.source),
    target: Uint16Array.from(list, (flow) => flow.target),
    severity: Uint8Array.from(list, (flow) => flow.severity),
    flags: Uint8Array.from(list, () => FLOW_INTERNAL),
  };
}
