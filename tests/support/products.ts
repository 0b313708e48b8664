import { readFileSync } from 'node:fs';
import { SocEvent } from '#contract/event.ts';
import { normaliseLine } from '#core/normalise/normalise.ts';
import { toEcs } from '#core/normalise/to-ecs.ts';
import { formatCases, type FormatScore, scoreFormat } from './format-score.ts';

/** Heads of the case files. */
export const PRODUCTS = [
  'suricata_suricata',
  'cef_cef',
  'cyberark_cyberark-digital-vault',
  'aws_aws-waf',
  'aws_aws-guardduty',
  'ocsf_ocsf',
  'netflow_netflow',
  'netfilter_netfilter',
  'fortinet_fortigate',
  'palo-alto-networks_paloalto-ngfw',
  'cisco_cisco-secure-firewall',
  'checkpoint_checkpoint',
  'openssh_openssh',
  'nginx_nginx',
  'apache_apache',
  'bind_bind',
  'cloudflare_firewall_events',
  'f5-networks_f5-big-ip',
  'fortinet_fortiweb',
  'haproxy_haproxy',
  'kubernetes_audit-log',
  'microsoft_microsoft-sentinel',
  'openvpn_openvpn',
  'sentinelone_sentinelone',
  'stormshield_stormshield_network_security',
  'thinkstcanary_thinkst-canary',
  'trellix_trellix-network-security',
  'trend-micro_deep-security',
  'windows_windows',
  'zscaler_zscaler-zia',
] as const;

/** The ECS document of a line, or undefined where it is refused. */
export function ecsOf(line: string): unknown {
  const event = new SocEvent();
  event.received = Date.UTC(2026, 10, 24, 12);
  return normaliseLine(line, event) === undefined ? toEcs(event) : undefined;
}

export function scoreProduct(product: string): FormatScore {
  return scoreFormat(formatCases(product), ecsOf);
}

export interface Shares {
  readonly strict: number;
  readonly loose: number;
}

export function sharesOf(scores: readonly FormatScore[]): Shares {
  const sum = (of: (score: FormatScore) => number): number =>
    scores.reduce((all, score) => all + of(score), 0);
  return {
    strict: sum((score) => score.equal) / sum((score) => score.fields),
    loose: sum((score) => score.looseEqual) / sum((score) => score.looseFields),
  };
}

const TABLE = new URL('../../electron/core/normalise/README.md', import.meta.url);

/** The shares that the README has, in per cent, by product; the last row is of all. */
export function documentedShares(): ReadonlyMap<string, Shares> {
  const rows = new Map<string, Shares>();
  for (const line of readFileSync(TABLE, 'utf8').split('\n')) {
    const row = /^\| (\S+) +\| +\d+ +\| +([\d.]+) +\| +([\d.]+) +\|/.exec(line);
    if (row !== null) rows.set(row[1] ?? '', { strict: Number(row[2]), loose: Number(row[3]) });
  }
  return rows;
}
