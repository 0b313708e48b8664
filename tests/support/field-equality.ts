import { canonicalIp } from '#core/base/ip.ts';

/**
 * The one place that says when a field of ours equals an expected one.
 *
 * Strictly: to the letter, but `event.category` as a set, and times as instants to the millisecond.
 *
 * Loosely, what ECS makes of the expected value counts:
 * - a single value and a list of it are one; addresses may be spelt differently;
 * - `network.transport` is lower case in ECS, and an IANA number means its name;
 * - `event.category` may say more than was expected, `event.outcome` may be a synonym of ECS's word;
 * - what ECS does not allow is not asked for: `event.category: traffic`, `event.outcome: redirect`, a port
 *   above 65535, a user or a rule called `none` or `-`.
 */

/** ECS 9's allowed values of `event.category`. */
const CATEGORIES: ReadonlySet<string> = new Set(
  'api authentication configuration database driver email file host iam intrusion_detection library malware network package process registry session threat vulnerability web'.split(
    ' ',
  ),
);

const OUTCOMES: ReadonlyMap<string, string> = new Map([
  ['success', 'success'],
  ['allow', 'success'],
  ['allowed', 'success'],
  ['failure', 'failure'],
  ['failed', 'failure'],
  ['error', 'failure'],
  ['unknown', 'unknown'],
]);

/** How some vendors' parsers say that there was nobody, or no rule. */
const NOBODY: ReadonlySet<unknown> = new Set(['none', 'Unknown', 'Not Found', '-']);

const TRANSPORTS: ReadonlyMap<string, string> = new Map([
  ['1', 'icmp'],
  ['6', 'tcp'],
  ['17', 'udp'],
  ['58', 'ipv6-icmp'],
]);

function listOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return [...new Set(list.map(String))].sort();
}

function sameInstant(a: unknown, b: unknown): boolean {
  return Date.parse(String(a)) === Date.parse(String(b));
}

export function strictlyEqual(field: string, expected: unknown, actual: unknown): boolean {
  if (field === '@timestamp') return sameInstant(expected, actual);
  if (field === 'event.category') return listOf(expected).join(' ') === listOf(actual).join(' ');
  return expected === actual;
}

function alone(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? (value as unknown[])[0] : value;
}

/** Undefined where ECS does not allow what is expected. */
export function looselyEqual(field: string, expected: unknown, actual: unknown): boolean | undefined {
  const [wanted, got] = [alone(expected), alone(actual)];
  switch (field) {
    case '@timestamp':
      return sameInstant(wanted, got);
    case 'event.category': {
      const words = listOf(expected);
      if (!words.every((word) => CATEGORIES.has(word))) return undefined;
      const ours = listOf(actual);
      return words.every((word) => ours.includes(word));
    }
    case 'event.outcome': {
      const outcome = OUTCOMES.get(String(wanted).toLowerCase());
      return outcome === undefined ? undefined : outcome === got;
    }
    case 'network.transport': {
      const name = String(wanted).toLowerCase();
      return (TRANSPORTS.get(name) ?? name) === got;
    }
    case 'source.port':
    case 'destination.port':
      return Number(wanted) > 65535 ? undefined : wanted === got;
    case 'user.name':
    case 'rule.name':
      return NOBODY.has(wanted) ? undefined : wanted === got;
    case 'source.ip':
    case 'destination.ip':
      return (canonicalIp(String(wanted)) ?? wanted) === got;
    default:
      return wanted === got;
  }
}
