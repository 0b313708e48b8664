import { z } from 'zod';
import { ACKNOWLEDGE_EXPIRES_MINUTES } from '#contract/alarm.ts';
import { Role } from '#contract/api.ts';
import { parseCidr } from '#core/base/ip.ts';
import { isTimeZone, Name, Text } from './schema-parts.ts';
import { SourceConfig } from './source-schema.ts';

/** Every key of the config file. The descriptions are what an editor shows. */

const Networks = z.array(
  Text.refine((text) => parseCidr(text) !== undefined, {
    error: 'not a network: write 10.0.0.0/8, fd00::/8 or one address',
  }),
);

const SiteConfig = z.strictObject({
  name: Name.describe('As the map shows it.'),
  cidrs: Networks.min(1).describe('Networks that are here; over all sites the longest prefix wins.'),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  zone: Name.optional().describe('The network zone in your words: office, DMZ, data centre.'),
});

const AssetConfig = z.strictObject({
  name: Name.describe('As events have it in source.asset.name and destination.asset.name.'),
  cidrs: Networks.min(1).describe('Its addresses or networks; over all assets the longest prefix wins.'),
  criticality: z
    .enum(['low', 'medium', 'high', 'critical'])
    .default('medium')
    .describe('Rules can ask for it; an incident on a critical asset is one level graver.'),
  owner: Text.max(128).optional().describe('Whom to call.'),
  tags: z.array(Name).max(32).default([]),
});

const TenantConfig = z.strictObject({
  name: Name.describe('As events have it in organization.name, unless they name one themselves.'),
  sources: z.array(Text).default([]).describe('Names of sources whose every event is theirs.'),
  observers: z.array(Text).default([]).describe('Names of sensors (observer.name).'),
  sites: z.array(Name).default([]).describe('Names of sites that are theirs.'),
  cidrs: Networks.default([]).describe('Their networks; the destination counts before the source.'),
});

const ThreatListConfig = z.strictObject({
  name: Name.describe('As events have it in threat.feed.name.'),
  path: Text.describe(
    'Addresses, networks, domains, URLs or file hashes, one a line or as CSV first column, or a STIX 2.1 bundle. Read again when it changes; one million indicators over all lists, 64 MiB a file.',
  ),
  kind: z.literal('auto').default('auto').describe('The format is told by the content.'),
});

const EnrichConfig = z.strictObject({
  city: Text.optional().describe(
    'MaxMind-format city database: cities on the map, 1,000 at most. Read again when it changes.',
  ),
  asn: Text.optional().describe(
    'MaxMind-format AS database: source.as.number and its name. Read again when it changes.',
  ),
});

const TokenConfig = z.strictObject({
  name: Name.describe('Who it is for; the record of acknowledgements shows it.'),
  token: z
    .string()
    .min(16, { error: 'a token has at least 16 characters: make one with `openssl rand -hex 24`' })
    .max(512),
  role: Role.describe(
    'Each may do what those before it may: wall, viewer, analyst, supervisor. All of them see everything, every tenant included.',
  ),
  displays: z
    .array(Name)
    .min(1)
    .max(64)
    .optional()
    .describe('Names of the only displays it may be (`?display=NAME`), and then it is nothing else.'),
});

const HostName = z
  .string()
  .max(253)
  .toLowerCase()
  .regex(/^([a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])$/, {
    error: 'not a host name: write soc.example, without scheme and port',
  });

const ServerConfig = z.strictObject({
  host: Text.default('127.0.0.1').describe(
    'Address to listen on. Off loopback it takes tls or proxy, and tokens.',
  ),
  port: z.number().int().min(0).max(65535).default(8844).describe('0 takes any free port.'),
  tls: z
    .strictObject({
      key: Text.describe('Private key, PEM file.'),
      cert: Text.describe('Certificate, PEM file.'),
    })
    .optional(),
  proxy: z
    .boolean()
    .default(false)
    .describe(
      'A proxy in front of it terminates TLS. Takes tokens: to Vigil all who come through it are local.',
    ),
  names: z
    .array(HostName)
    .max(64)
    .default([])
    .describe(
      'Host names under which browsers reach it, without port: those that a proxy or the DNS gives it.',
    ),
  tokens: z.array(TokenConfig).default([]),
});

const WallConfig = z.strictObject({
  staleAfterSeconds: z
    .number()
    .min(1)
    .max(86_400)
    .default(30)
    .describe('Data older than this makes the panels look stale.'),
  refreshAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'a time of day as 05:30, in quotes' })
    .optional()
    .describe("Each display loads its page anew at this time of day, in the first of the two clocks' zones."),
  pixelShift: z
    .strictObject({
      pixels: z.number().int().min(0).max(16).default(0).describe('0 keeps the picture still.'),
      everySeconds: z.number().int().min(10).max(3_600).default(60),
    })
    .prefault({})
    .describe('The picture wanders by so much, against burn-in.'),
});

const AlarmsConfig = z.strictObject({
  acknowledgeExpiresMinutes: z
    .number()
    .min(1)
    .max(10_080)
    .default(ACKNOWLEDGE_EXPIRES_MINUTES)
    .describe('An acknowledged alarm that nobody has acted on sounds again after this.'),
});

const KioskConfig = z.strictObject({
  pin: z
    .string()
    .regex(/^scrypt:1[4-9]:[\w-]{22}:[\w-]{43}$/, { error: 'not a PIN’s hash: make one with `vigil pin`' })
    .optional()
    .describe('Ends the desktop host from the keyboard; without it Ctrl+Q does at once. From `vigil pin`.'),
  startAtLogin: z.boolean().default(false).describe('The desktop host starts when this user logs in.'),
  hangSeconds: z
    .number()
    .min(2)
    .max(300)
    .default(15)
    .describe('A page of the desktop host that stands still for so long is ended and loaded anew.'),
});

const DemoConfig = z.strictObject({
  seed: z.number().int().min(0).max(0xffffffff).default(7).describe('The same seed tells the same stories.'),
  rate: z.number().min(1).max(50_000).default(100).describe('Ordinary events a second.'),
});

export const ConfigFile = z.strictObject({
  sources: z.array(SourceConfig).default([]),
  sites: z.array(SiteConfig).max(10_000).default([]),
  assets: z.array(AssetConfig).max(100_000).default([]),
  tenants: z.array(TenantConfig).max(10_000).default([]),
  enrich: EnrichConfig.prefault({}),
  threatLists: z.array(ThreatListConfig).max(100).default([]),
  timeZones: z
    .array(Text.refine(isTimeZone, { error: 'not a time zone: write Asia/Seoul or UTC' }))
    .length(2)
    .optional()
    .describe("The wall's two clocks; this machine's zone and UTC, unless given."),
  rules: z.array(Text).default([]).describe('Sigma rule files and folders, in place of the built-in ones.'),
  pipelines: z.array(Text).default([]).describe('Sigma processing pipelines.'),
  dataDir: Text.optional().describe('Where state is kept; in memory only, unless given.'),
  server: ServerConfig.prefault({}),
  wall: WallConfig.prefault({}),
  alarms: AlarmsConfig.prefault({}),
  kiosk: KioskConfig.prefault({}),
  demo: DemoConfig.prefault({}),
});
export type ConfigFile = z.infer<typeof ConfigFile>;

/** A published JSON Schema, for editors: `# yaml-language-server: $schema=…`. */
export function configJsonSchema(): z.core.JSONSchema.JSONSchema {
  return { title: 'Vigil configuration', ...z.toJSONSchema(ConfigFile, { io: 'input' }) };
}
