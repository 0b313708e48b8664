import type { SensorRecord, SocEvent } from '#contract/event.ts';
import type { Logsource } from './rule-ast.ts';
import { CHANNEL_SERVICES, windowsCategories } from './windows-channels.ts';

/** The logsources an event belongs to: it is of every product, category and service listed. */
export interface EventClass {
  readonly products: ReadonlySet<string>;
  readonly categories: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
}

/** True when the event is of everything the rule's logsource names. */
export function isOfLogsource(event: EventClass, wanted: Logsource): boolean {
  return (
    (wanted.product === undefined || event.products.has(wanted.product)) &&
    (wanted.category === undefined || event.categories.has(wanted.category)) &&
    (wanted.service === undefined || event.services.has(wanted.service))
  );
}

/** Sigma categories of a sensor's streams, beside the stream's own name. */
const STREAM_CATEGORIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['suricata.http', ['proxy', 'webserver']],
  ['suricata.http2', ['proxy', 'webserver']],
  ['suricata.dns', ['dns']],
  ['suricata.flow', ['firewall', 'network_connection']],
  ['suricata.netflow', ['firewall', 'network_connection']],
  ['suricata.drop', ['firewall']],
  ['suricata.alert', ['ids']],
  ['zeek.http', ['proxy', 'webserver']],
  ['zeek.dns', ['dns']],
  ['zeek.conn', ['firewall', 'network_connection']],
  ['snort.alert', ['ids']],
  ['netflow.flow', ['firewall', 'network_connection']],
]);

/** The products that Sigma files an application's log under, where it differs from the module. */
const MODULE_PRODUCTS: ReadonlyMap<string, string> = new Map([
  ['system', 'linux'],
  ['syslog', 'linux'],
  ['auditd', 'linux'],
]);

/** ECS categories as Sigma's. */
const ECS_CATEGORIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['web', ['webserver']],
  ['malware', ['antivirus']],
  ['database', ['database']],
]);

/** ECS observer types as Sigma's categories. */
const OBSERVER_CATEGORIES: ReadonlyMap<string, string> = new Map([
  ['firewall', 'firewall'],
  ['proxy', 'proxy'],
  ['ids', 'ids'],
  ['ips', 'ids'],
  ['waf', 'webserver'],
]);

const WINDOWS_MODULES: ReadonlySet<string> = new Set([
  'windows',
  'winlog',
  'winlogbeat',
  'sysmon',
  'security',
  'powershell',
]);

/** What decides an event's class, as text: events with the same key are of the same class. */
export function classKey(event: SocEvent): string {
  const module = event['event.module'] ?? '';
  const dataset = event['event.dataset'] ?? '';
  // Sensors that name their stream are decided by it alone, and make up nearly all traffic.
  if (module === 'suricata' || module === 'zeek') return dataset;
  const windows = isWindows(event) ? `${channelOf(event)}\n${eventIdOf(event)}` : '';
  const categories = event['event.category']?.join(',') ?? '';
  return [
    dataset,
    module,
    categories,
    event['observer.type'] ?? '',
    event['observer.product'] ?? '',
    event['process.name'] ?? '',
    windows,
  ].join('\0');
}

/** Decides, strictly from what the event says, which logsources it belongs to. */
export function classify(event: SocEvent): EventClass {
  const module = event['event.module']?.toLowerCase() ?? '';
  const dataset = event['event.dataset']?.toLowerCase() ?? '';
  const products = new Set<string>();
  const categories = new Set<string>(STREAM_CATEGORIES.get(dataset));
  const services = new Set<string>();
  if (isWindows(event)) {
    const service = CHANNEL_SERVICES.get(channelOf(event)) ?? '';
    products.add('windows');
    if (service !== '') services.add(service);
    for (const category of windowsCategories(service, eventIdOf(event))) categories.add(category);
    return { products, categories, services };
  }
  products.add(MODULE_PRODUCTS.get(module) ?? module);
  const stream = dataset.slice(dataset.indexOf('.') + 1);
  services.add(stream);
  if (module === 'suricata' || module === 'zeek') {
    categories.add(stream);
    return { products, categories, services };
  }
  services.add(module);
  const program = event['process.name']?.toLowerCase();
  if (program !== undefined) services.add(program);
  const product = event['observer.product']?.toLowerCase();
  if (product !== undefined) products.add(product);
  for (const category of event['event.category'] ?? []) {
    for (const name of ECS_CATEGORIES.get(category) ?? []) categories.add(name);
  }
  const observer = OBSERVER_CATEGORIES.get(event['observer.type']?.toLowerCase() ?? '');
  if (observer !== undefined) categories.add(observer);
  products.delete('');
  services.delete('');
  return { products, categories, services };
}

function isWindows(event: SocEvent): boolean {
  return WINDOWS_MODULES.has(event['event.module'] ?? '') || channelOf(event) !== '';
}

function channelOf(event: SocEvent): string {
  const { record } = event;
  if (!record) return '';
  const channel =
    text(record, 'Channel') ?? text(inner(record, 'winlog'), 'channel') ?? text(record, 'winlog.channel');
  return channel?.toLowerCase() ?? '';
}

function eventIdOf(event: SocEvent): number {
  const { record } = event;
  if (!record) return 0;
  const id =
    text(record, 'EventID') ??
    text(inner(record, 'winlog'), 'event_id') ??
    text(inner(record, 'event'), 'code') ??
    '';
  return Number(id) || 0;
}

function inner(record: SensorRecord, key: string): SensorRecord | undefined {
  const value = Object.hasOwn(record, key) ? record[key] : undefined;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as SensorRecord)
    : undefined;
}

function text(record: SensorRecord | undefined, key: string): string | undefined {
  if (!record || !Object.hasOwn(record, key)) return undefined;
  const value = record[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
