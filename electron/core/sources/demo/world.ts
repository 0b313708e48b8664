import type { Site } from '#core/base/site.ts';
import type { Random } from './random.ts';

/** The demo's own house. */
export const DEMO_SITES: readonly Site[] = [
  {
    name: 'Seoul HQ',
    cidrs: ['10.10.0.0/16', 'fd10:10::/32'],
    latitude: 37.57,
    longitude: 126.98,
    zone: 'office',
  },
  {
    name: 'Busan DC',
    cidrs: ['10.20.0.0/16', 'fd10:20::/32'],
    latitude: 35.18,
    longitude: 129.08,
    zone: 'data centre',
  },
  {
    name: 'Frankfurt',
    cidrs: ['10.30.0.0/16', 'fd10:30::/32'],
    latitude: 50.11,
    longitude: 8.68,
    zone: 'office',
  },
  {
    name: 'Virginia',
    cidrs: ['10.40.0.0/16', 'fd10:40::/32'],
    latitude: 39.04,
    longitude: -77.49,
    zone: 'cloud',
  },
  {
    name: 'Singapore',
    cidrs: ['10.50.0.0/16', 'fd10:50::/32'],
    latitude: 1.35,
    longitude: 103.82,
    zone: 'cloud',
  },
];

export interface Country {
  readonly code: string;
  /** Share of ordinary visitors at midday. */
  readonly weight: number;
  /** Hours ahead of UTC, for the time of day. */
  readonly zone: number;
  /** /16 networks that the bundled database locates there as a whole; a test asks it again. */
  readonly networks: readonly [string, ...string[]];
}

function country(code: string, weight: number, zone: number, first: string, ...rest: string[]): Country {
  return { code, weight, zone, networks: [first, ...rest] };
}

export const COUNTRIES: readonly [Country, ...Country[]] = [
  country('KR', 26, 9, '39.17', '115.71', '169.208', '211.253'),
  country('US', 16, -6, '63.13', '131.148', '173.40'),
  country('JP', 9, 9, '60.107', '126.70', '153.221', '219.105'),
  country('CN', 9, 8, '42.182', '112.22', '121.251', '211.144'),
  country('DE', 7, 1, '51.30', '79.211', '93.210', '164.31'),
  country('IN', 6, 5.5, '27.63', '106.203', '120.57', '182.59'),
  country('SG', 5, 8, '8.163', '43.23', '155.62'),
  country('GB', 5, 0, '25.95', '62.31', '92.40'),
  country('BR', 5, -3, '177.81', '179.204', '189.59', '200.177'),
  country('FR', 4, 1, '78.117', '86.239', '92.149'),
  country('RU', 4, 3, '31.173', '85.175', '109.191', '188.16'),
  country('VN', 4, 7, '14.183', '27.77', '116.97', '171.235'),
  country('ID', 4, 7, '36.87', '39.241', '120.160', '180.245'),
  country('TW', 3, 8, '42.70', '111.249', '218.32'),
  country('AU', 3, 10, '16.50', '110.142', '137.166'),
  country('CA', 3, -5, '57.134', '142.155', '174.116'),
  country('NL', 3, 1, '77.160', '95.96', '145.86'),
  country('IT', 3, 1, '31.198', '82.188', '95.225'),
  country('ES', 2, 1, '83.36', '88.24', '176.84'),
  country('MX', 2, -6, '187.199', '189.176', '201.113'),
  country('TR', 2, 3, '46.196', '85.107', '95.4'),
  country('PL', 2, 1, '46.112', '83.7', '188.33'),
  country('SE', 2, 1, '85.224', '193.14'),
  country('UA', 2, 2, '37.54', '46.201', '178.133'),
  country('TH', 2, 7, '49.49', '113.53', '184.82'),
  country('HK', 2, 8, '38.237', '113.252', '219.77'),
  country('MY', 2, 8, '115.134', '175.138'),
  country('PH', 2, 8, '49.148', '112.207', '180.191'),
  country('ZA', 2, 2, '41.31', '105.211', '197.80'),
  country('EG', 1, 2, '45.100', '105.183', '156.197'),
  country('NG', 1, 1, '102.90', '105.114'),
  country('KE', 1, 3, '102.6', '105.161', '197.176'),
  country('MA', 1, 1, '102.72', '105.142', '196.118'),
  country('AR', 2, -3, '181.5', '181.111', '186.140'),
  country('CL', 1, -3, '161.131', '190.44', '200.54'),
  country('CO', 1, -5, '181.50', '190.66'),
  country('PE', 1, -5, '179.7', '190.40', '200.37'),
  country('SA', 1, 3, '51.164', '95.185', '178.80'),
  country('AE', 1, 4, '5.30', '92.98'),
  country('IR', 1, 3.5, '2.184', '5.239', '151.232'),
  country('IL', 1, 2, '46.210', '82.166', '109.253'),
  country('PK', 1, 5, '39.39', '119.154', '182.184'),
  country('KZ', 1, 5, '2.75', '95.56', '178.88'),
  country('RO', 1, 2, '78.97', '86.122', '92.84'),
  country('BG', 1, 2, '77.85', '87.126', '151.251'),
  country('CZ', 1, 1, '83.208', '89.176', '193.179'),
  country('FI', 1, 2, '81.197', '91.158'),
  country('NO', 1, 1, '62.92', '92.221'),
  country('NZ', 1, 13, '60.234', '122.58'),
];

/** IPv6 networks of a few providers, with their countries. */
export const IPV6_NETWORKS: readonly [Ipv6Network, ...Ipv6Network[]] = [
  { code: 'JP', prefix: '240b:0010' },
  { code: 'DE', prefix: '2003:00c0' },
  { code: 'FR', prefix: '2a01:0e0a' },
  { code: 'CN', prefix: '240e:0398' },
  { code: 'BR', prefix: '2804:0014' },
  { code: 'US', prefix: '2607:fb90' },
];

interface Ipv6Network {
  readonly code: string;
  readonly prefix: string;
}

const BY_CODE: ReadonlyMap<string, Country> = new Map(COUNTRIES.map((entry) => [entry.code, entry]));

export function addressIn(code: string, random: Random): string {
  const { networks } = BY_CODE.get(code) ?? COUNTRIES[0];
  return `${random.pick(networks)}.${random.int(0, 255)}.${random.int(1, 254)}`;
}

/** As Suricata writes them: all eight groups, four digits each. */
export function ipv6Address(random: Random): string {
  const tail = [random.hex(4), random.hex(4), random.hex(4), random.hex(4), random.hex(4), random.hex(4)];
  return `${random.pick(IPV6_NETWORKS).prefix}:${tail.join(':')}`;
}

/** How awake a country is, 0.25 at four in the morning to 1 in the afternoon. */
export function activity(zone: number, timeMs: number): number {
  const hour = (((timeMs / 3_600_000 + zone) % 24) + 24) % 24;
  return 0.625 - 0.375 * Math.cos(((hour - 4) / 24) * 2 * Math.PI);
}

/** A visitor from wherever it is day, and from everywhere a little. */
export function visitor(random: Random, timeMs: number): string {
  if (random.chance(0.03)) return ipv6Address(random);
  for (let tries = 0; tries < 4; tries++) {
    const from = random.weighted(COUNTRIES);
    if (random.chance(activity(from.zone, timeMs))) return addressIn(from.code, random);
  }
  return addressIn('KR', random);
}

/** The second octet of each site's network. */
export const SITE_NETS: readonly [number, ...number[]] = [10, 20, 30, 40, 50];

/** A workstation of an office or a job in a data centre. */
export function insider(random: Random): string {
  return `10.${random.pick(SITE_NETS)}.${random.int(3, 9)}.${random.int(10, 250)}`;
}

export interface Server {
  readonly ip: string;
  readonly name: string;
  readonly weight: number;
}

export const WEB_SERVERS: readonly [Server, ...Server[]] = [
  { ip: '10.10.1.80', name: 'www.example.com', weight: 6 },
  { ip: '10.20.1.20', name: 'shop.example.com', weight: 5 },
  { ip: '10.40.1.20', name: 'api.example.com', weight: 5 },
  { ip: '10.50.1.20', name: 'cdn.example.net', weight: 3 },
  { ip: '10.30.1.20', name: 'de.example.com', weight: 2 },
];

export const RESOLVERS: readonly [string, ...string[]] = ['10.10.1.53', '10.20.1.53', '10.30.1.53'];
