import {
  alertEvent,
  type DemoEvent,
  type Ends,
  flowEvent,
  protocolEvent,
  type Signature,
} from './eve-line.ts';
import type { Random } from './random.ts';
import { activity, addressIn, insider, RESOLVERS, visitor, WEB_SERVERS } from './world.ts';

const NAMES = [
  'mail.example.com',
  'login.example.com',
  'static.example.net',
  'updates.example.org',
  'telemetry.example.org',
  'maps.example.net',
  'video.example.net',
  'time.example.org',
  'git.example.com',
  'pay.example.com',
] as const;

const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15',
  'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0 Mobile Safari/537.36',
  'curl/8.14.1',
  'python-requests/2.32.3',
] as const;

const PATHS = [
  '/',
  '/index.html',
  '/api/v2/items?page=2',
  '/search?q=cable',
  '/cart',
  '/img/logo.svg',
] as const;

/** What a sensor at the edge says all day long. None of it asks for a response. */
const GRUMBLES: readonly [Grumble, ...Grumble[]] = [
  grumble(30, 2402000, 'ET DROP Dshield Block Listed Source group 1', 'Misc Attack', 2, 'Minor'),
  grumble(
    24,
    2010935,
    'ET SCAN Suspicious inbound to MSSQL port 1433',
    'Potentially Bad Traffic',
    2,
    'Minor',
  ),
  grumble(
    18,
    2010937,
    'ET SCAN Suspicious inbound to mySQL port 3306',
    'Potentially Bad Traffic',
    2,
    'Minor',
  ),
  grumble(
    18,
    2031502,
    'ET INFO Request to Hidden Environment File - Inbound',
    'Misc activity',
    3,
    'Informational',
  ),
  grumble(
    16,
    2013028,
    'ET USER_AGENTS curl User-Agent to Dotted Quad',
    'Potential Corporate Privacy Violation',
    3,
  ),
  grumble(12, 2210054, 'SURICATA STREAM excessive retransmissions', 'Generic Protocol Command Decode', 3),
  grumble(
    10,
    2221010,
    'SURICATA HTTP unable to match response to request',
    'Generic Protocol Command Decode',
    3,
  ),
  grumble(4, 2024364, 'ET SCAN Possible Nmap User-Agent Observed', 'Web Application Attack', 2),
];

interface Grumble {
  readonly weight: number;
  readonly signature: Signature;
}

function grumble(
  weight: number,
  id: number,
  name: string,
  category: string,
  severity: 1 | 2 | 3,
  level?: 'Minor' | 'Informational',
): Grumble {
  return { weight, signature: { id, name, category, severity, ...(level === undefined ? {} : { level }) } };
}

function visit(at: number, random: Random): Ends & { readonly host: string } {
  const server = random.weighted(WEB_SERVERS);
  const source = visitor(random, at / 1000);
  const net = server.ip.split('.')[1] ?? '10';
  return {
    source,
    sourcePort: random.int(1025, 65535),
    target: source.includes(':') ? `fd10:00${net}:0000:0000:0000:0000:0001:0080` : server.ip,
    targetPort: random.chance(0.85) ? 443 : 80,
    host: server.name,
  };
}

function outing(at: number, random: Random): Ends {
  const code = random.pick(['US', 'US', 'KR', 'JP', 'SG', 'DE', 'NL', 'GB'] as const);
  return {
    source: insider(random),
    sourcePort: random.int(32768, 60999),
    target: addressIn(code, random),
    targetPort: at % 7 === 0 ? 80 : 443,
  };
}

function flow(at: number, random: Random): DemoEvent {
  const ends = random.chance(0.6) ? visit(at, random) : outing(at, random);
  return flowEvent(at, random, ends, {
    app: ends.targetPort === 443 ? 'tls' : 'http',
    state: random.chance(0.9) ? 'closed' : 'established',
    toServer: random.size(1800),
    toClient: random.size(9000),
    seconds: random.int(0, 90),
  });
}

function dns(at: number, random: Random): DemoEvent {
  const ends: Ends = {
    source: insider(random),
    sourcePort: random.int(1025, 65535),
    target: random.pick(RESOLVERS),
    targetPort: 53,
    proto: 'UDP',
  };
  const missing = random.chance(0.04);
  return protocolEvent(at, random, 'dns', ends, {
    version: 2,
    type: 'answer',
    id: random.int(1, 65535),
    flags: '8180',
    qr: true,
    rd: true,
    ra: true,
    opcode: 0,
    rrname: missing ? `host-${random.hex(6)}.example.com` : random.pick(NAMES),
    rrtype: random.chance(0.8) ? 'A' : 'AAAA',
    rcode: missing ? 'NXDOMAIN' : 'NOERROR',
  });
}

function http(at: number, random: Random): DemoEvent {
  const { host, ...ends } = visit(at, random);
  const status = random.chance(0.92) ? 200 : random.pick([301, 404, 404, 500] as const);
  return protocolEvent(
    at,
    random,
    'http',
    { ...ends, targetPort: 80 },
    {
      hostname: host,
      url: random.pick(PATHS),
      http_user_agent: random.pick(AGENTS),
      http_content_type: 'text/html',
      http_method: random.chance(0.85) ? 'GET' : 'POST',
      protocol: 'HTTP/1.1',
      status,
      length: random.size(5000),
    },
  );
}

function tls(at: number, random: Random): DemoEvent {
  return protocolEvent(at, random, 'tls', outing(at, random), {
    sni: random.pick(NAMES),
    version: 'TLS 1.3',
    ja3: {
      hash: random.pick(['773906b0efdefa24a7f2b8eb6985bf37', 'cd08e31494f9531f560d64c695473da9'] as const),
    },
  });
}

function files(at: number, random: Random): DemoEvent {
  const net = random.pick([10, 20, 30] as const);
  const ends: Ends = {
    source: `10.${net}.${random.int(3, 9)}.${random.int(10, 250)}`,
    sourcePort: random.int(49152, 65535),
    target: `10.${net}.2.30`,
    targetPort: 445,
  };
  return protocolEvent(at, random, 'smb', ends, {
    id: random.int(1, 4000),
    dialect: '3.11',
    command: 'SMB2_COMMAND_CREATE',
    status: 'STATUS_SUCCESS',
    status_code: '0x0',
    session_id: random.int(1, 1e9),
    tree_id: 1,
    filename: random.pick(['plans\\q3.xlsx', 'minutes.docx', 'team\\rota.xlsx'] as const),
    share: '\\\\FILES\\Team',
  });
}

function grumbleEvent(at: number, random: Random): DemoEvent {
  const { host: _host, ...ends } = visit(at, random);
  return alertEvent(at, random, ends, random.weighted(GRUMBLES).signature);
}

const KINDS: readonly [Kind, ...Kind[]] = [
  { weight: 42, make: flow },
  { weight: 24, make: dns },
  { weight: 14, make: tls },
  { weight: 12, make: http },
  { weight: 5, make: files },
  { weight: 3, make: grumbleEvent },
];

interface Kind {
  readonly weight: number;
  readonly make: (at: number, random: Random) => DemoEvent;
}

/** Events a second just now: the house's own day, and a slow swell so that the chart is alive. */
export function noiseRate(rate: number, timeMs: number): number {
  const day = 0.6 + 0.55 * activity(9, timeMs);
  const swell = 1 + 0.14 * Math.sin(timeMs / 47_000) + 0.08 * Math.sin(timeMs / 11_000);
  return rate * day * swell;
}

/** The ordinary traffic of a stretch of time, in order. */
export function noise(fromMs: number, toMs: number, rate: number, random: Random): DemoEvent[] {
  const expected = (noiseRate(rate, fromMs) * (toMs - fromMs)) / 1000;
  const count = Math.floor(expected + random.next() + (random.next() - 0.5) * Math.sqrt(expected));
  const times: number[] = [];
  for (let i = 0; i < count; i++) times.push(Math.floor((fromMs + random.next() * (toMs - fromMs)) * 1000));
  return times.sort((a, b) => a - b).map((at) => random.weighted(KINDS).make(at, random));
}
