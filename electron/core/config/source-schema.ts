import { z } from 'zod';
import { FORMAT_NAMES } from '#core/normalise/formats.ts';
import { isTimeZone, Name, Text } from './schema-parts.ts';

const reading = {
  name: Name.optional().describe('As Health and /metrics show it; what it reads from, unless given.'),
  format: z
    .string()
    .refine((name) => FORMAT_NAMES.includes(name), {
      error: `no such format; there are ${FORMAT_NAMES.join(', ')}`,
    })
    .optional()
    .describe(`Told by each line's shape, unless given: ${FORMAT_NAMES.join(', ')}.`),
  timeZone: Text.refine(isTimeZone, { error: 'not a time zone: write Asia/Seoul or UTC' })
    .optional()
    .describe('Zone of times that name none; UTC, unless given.'),
};

const queue = {
  queueMegabytes: z
    .number()
    .min(1)
    .max(4_096)
    .default(64)
    .describe('What may wait for the core; beyond it a feed that can be slowed waits, and any other loses.'),
};

const Token = z
  .string()
  .min(16, { error: 'a token has at least 16 characters: make one with `openssl rand -hex 24`' })
  .max(512);

const file = {
  path: Text.describe('The file to follow; relative to this config file.'),
  ...reading,
};

export const SourceConfig = z.discriminatedUnion('type', [
  z
    .strictObject({ type: z.literal('eve'), ...file })
    .describe('A growing file of JSON lines, as Suricata writes eve.json; through rotation and restarts.'),
  z
    .strictObject({ type: z.literal('file'), ...file })
    .describe("A growing file of any sensor's lines; through rotation and restarts."),
  z
    .strictObject({
      type: z.literal('eve-socket'),
      path: Text.describe('The Unix socket to listen on; relative to this config file.'),
      ...reading,
      ...queue,
    })
    .describe("Suricata's `filetype: unix_stream`: the sensor connects to Vigil."),
  z
    .strictObject({
      type: z.literal('socketio'),
      url: z.url({ protocol: /^(https?|wss?)$/, error: 'not an address: write https://hub.example:8844' }),
      namespace: Text.regex(/^\//, { error: 'a namespace begins with /' }).default('/stream'),
      token: z.string().min(1).max(512).optional().describe('Sent as auth.token in the handshake.'),
      ca: Text.optional().describe('Authority that signed the hub, PEM file.'),
      ...reading,
      ...queue,
    })
    .describe("Client of a hub's event stream over Socket.IO; another Vigil is such a hub."),
  z
    .strictObject({
      type: z.literal('syslog'),
      transport: z.enum(['udp', 'tcp', 'tls']),
      host: Text.default('127.0.0.1').describe('Address to listen on; 0.0.0.0 for all.'),
      port: z
        .number()
        .int()
        .min(0)
        .max(65535)
        .optional()
        .describe('514 over UDP and TCP, 6514 over TLS, unless given.'),
      tls: z
        .strictObject({
          key: Text.describe('Private key, PEM file.'),
          cert: Text.describe('Certificate, PEM file.'),
          ca: Text.optional().describe('Only senders whose certificate it signed are heard; PEM file.'),
        })
        .optional(),
      maxMessageBytes: z
        .number()
        .int()
        .min(480)
        .max(8 * 1024 * 1024)
        .default(256 * 1024),
      maxConnections: z.number().int().min(1).max(100_000).default(1_000),
      idleSeconds: z.number().min(0).max(604_800).default(3_600).describe('0 keeps silent connections.'),
      ...reading,
      ...queue,
    })
    .describe('RFC 3164 and 5424; over TCP and TLS counted, or ended by newline or NUL, as it comes.'),
  z
    .strictObject({
      type: z.literal('http'),
      ...reading,
      name: z
        .string()
        .regex(/^[A-Za-z0-9_.-]{1,64}$/, { error: 'a name of letters, digits, . _ and -' })
        .describe('POST /ingest/<name> feeds it.'),
      token: Token.describe('Bearer token of the sender.'),
      maxBodyMegabytes: z.number().min(0.001).max(256).default(8).describe('Before and after inflation.'),
      ...queue,
    })
    .describe('Lines or a JSON array by POST to the node host.'),
  z
    .strictObject({
      type: z.literal('recording'),
      path: Text.describe('A recorded feed, .gz too; relative to this config file.'),
      speed: z
        .union([z.number().min(0.01).max(100_000), z.literal('max')])
        .default(1)
        .describe('Times as fast as it was, or max.'),
      loop: z.boolean().default(false).describe('Begins again at its end.'),
      ...reading,
    })
    .describe('A recording lived through again; the wall says REPLAY.'),
]);
export type SourceConfig = z.infer<typeof SourceConfig>;

/** What a source is called. */
export function sourceName(source: SourceConfig): string {
  if (source.name !== undefined) return source.name;
  switch (source.type) {
    case 'socketio':
      return source.url;
    case 'syslog':
      return `syslog-${source.transport}-${syslogPort(source)}`;
    default:
      return 'path' in source ? source.path : source.type;
  }
}

export function syslogPort({ port, transport }: Extract<SourceConfig, { type: 'syslog' }>): number {
  return port ?? (transport === 'tls' ? 6514 : 514);
}

/** What one key of a source alone can't say: the key, and what is wrong. */
export function sourceProblem(source: SourceConfig): [string, string] | undefined {
  if (source.type !== 'syslog') return undefined;
  if (source.transport === 'tls' && source.tls === undefined) {
    return ['transport', 'transport tls needs tls: { key, cert }'];
  }
  if (source.transport !== 'tls' && source.tls !== undefined) {
    return ['tls', `tls has no meaning over ${source.transport}: write transport: tls`];
  }
  return undefined;
}
