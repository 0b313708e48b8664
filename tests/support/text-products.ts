import { SocEvent } from '#contract/event.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { toEcs } from '#core/normalise/to-ecs.ts';
import { type Document, type FormatCase, formatCases } from './format-score.ts';

/** Heads of the case files whose lines, or some of them, are text. */
export const TEXT_PRODUCTS = [
  'cef_cef',
  'palo-alto-networks_paloalto-ngfw',
  'fortinet_fortigate',
  'checkpoint_checkpoint',
  'cisco_cisco-secure-firewall',
  'openssh_openssh',
  'apache_apache',
  'nginx_nginx',
  'netfilter_netfilter',
  'trend-micro_deep-security',
  'trellix_trellix-network-security',
  'cyberark_cyberark-digital-vault',
  'f5-networks_f5-big-ip',
  'stormshield_stormshield_network_security',
  'haproxy_haproxy',
  'bind_bind',
  'openvpn_openvpn',
  'fortinet_fortiweb',
] as const;

const CATEGORIES: ReadonlySet<unknown> = new Set(
  'api authentication configuration database driver email file host iam intrusion_detection library malware network package process registry session threat vulnerability web'.split(
    ' ',
  ),
);
const OUTCOMES: ReadonlySet<unknown> = new Set(['success', 'failure', 'unknown']);
/** How some vendors' parsers say that there was nobody. */
const NOBODY: ReadonlySet<unknown> = new Set(['none', 'Unknown', 'Not Found']);

/**
 * A product's text cases. What an expected document says in words that ECS does not have (`event.category: traffic`,
 * `event.outcome: redirect`, a user called `none`) is not asked for, and its protocols are read in lower case.
 */
export function textCases(product: string): readonly FormatCase[] {
  return formatCases(product)
    .filter(({ input }) => !input.trimStart().startsWith('{'))
    .map((one) => ({ ...one, expected: inEcsWords(one.expected) }));
}

function section(document: Document, key: string): Document | undefined {
  const value = document[key];
  return typeof value === 'object' && value !== null ? (value as Document) : undefined;
}

function inEcsWords(expected: Document): Document {
  const document = structuredClone(expected);
  const event = section(document, 'event');
  const categories = [event?.['category'] ?? []].flat();
  if (event && !categories.every((word) => CATEGORIES.has(word))) delete event['category'];
  if (event && !OUTCOMES.has(event['outcome'])) delete event['outcome'];
  const user = section(document, 'user');
  if (user && NOBODY.has(user['name'])) delete user['name'];
  const network = section(document, 'network');
  if (typeof network?.['transport'] === 'string') network['transport'] = network['transport'].toLowerCase();
  return document;
}

/** The ECS document of a line, or undefined where it is refused. */
export function ecsOf(line: string): unknown {
  const event = new SocEvent();
  event.received = Date.UTC(2026, 10, 24, 12);
  return normaliseLine(line, event) === undefined ? toEcs(event) : undefined;
}
