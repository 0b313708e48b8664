import { decimal } from './values.ts';

const AUTHENTICATION = ['authentication'] as const;
const PROCESS = ['process'] as const;
const NETWORK = ['network'] as const;
const IAM = ['iam'] as const;
const FILE = ['file'] as const;
const REGISTRY = ['registry'] as const;
const CONFIGURATION = ['configuration'] as const;

const START = ['start'] as const;
const END = ['end'] as const;

type Words = readonly string[];

/** What the Security log's events are about. */
const SECURITY: ReadonlyMap<number, Words> = new Map<number, Words>([
  ...[
    4624, 4625, 4634, 4647, 4648, 4768, 4769, 4770, 4771, 4772, 4773, 4776, 4777, 4778, 4779, 4800, 4801,
  ].map((id) => [id, AUTHENTICATION] as const),
  ...[4688, 4689].map((id) => [id, PROCESS] as const),
  ...[5140, 5145, 4663, 4656, 4658, 4660].map((id) => [id, FILE] as const),
  ...[5152, 5154, 5155, 5156, 5157, 5158, 5159].map((id) => [id, NETWORK] as const),
  ...[4697, 4698, 4699, 4700, 4701, 4702, 4719, 1102].map((id) => [id, CONFIGURATION] as const),
  [4657, REGISTRY],
]);

const SYSMON: ReadonlyMap<number, Words> = new Map<number, Words>([
  ...[1, 5, 8, 10, 25].map((id) => [id, PROCESS] as const),
  ...[3, 22].map((id) => [id, NETWORK] as const),
  ...[2, 11, 15, 23, 26, 27, 28, 29].map((id) => [id, FILE] as const),
  ...[12, 13, 14].map((id) => [id, REGISTRY] as const),
  ...[4, 16, 19, 20, 21].map((id) => [id, CONFIGURATION] as const),
  [6, ['driver']],
  [7, ['library']],
]);

const SECURITY_LOG = 'Microsoft-Windows-Security-Auditing';
const SYSMON_LOG = 'Microsoft-Windows-Sysmon';
const DEFENDER_LOG = 'Microsoft-Windows-Windows Defender';

export function categoryOf(provider: string, id: number): Words | undefined {
  if (provider === SYSMON_LOG) return SYSMON.get(id);
  if (provider === DEFENDER_LOG) return id >= 1006 && id <= 1119 ? ['malware'] : CONFIGURATION;
  if (provider !== SECURITY_LOG) return undefined;
  // Accounts and groups: created, changed, enabled, locked out, deleted.
  if (id >= 4720 && id <= 4767) return IAM;
  return SECURITY.get(id);
}

export function isLogon(provider: string, id: number): boolean {
  return provider === SECURITY_LOG && SECURITY.get(id) === AUTHENTICATION;
}

export function typeOf(provider: string, id: number): Words | undefined {
  if (provider === SYSMON_LOG) return id === 1 ? START : id === 5 ? END : undefined;
  if (provider !== SECURITY_LOG) return undefined;
  if (id === 4688 || id === 4624 || id === 4625 || id === 4648) return START;
  return id === 4689 || id === 4634 || id === 4647 ? END : undefined;
}

const LOGON_TYPES: ReadonlyMap<number, string> = new Map([
  [2, 'interactive'],
  [3, 'network'],
  [4, 'batch'],
  [5, 'service'],
  [7, 'unlock'],
  [8, 'network_cleartext'],
  [9, 'new_credentials'],
  [10, 'remote_interactive'],
  [11, 'cached_interactive'],
]);

/** How somebody logged on, or tried to. */
export function logonAction(id: number, logonType: unknown): string | undefined {
  if (id !== 4624 && id !== 4625) return undefined;
  const type = LOGON_TYPES.get(decimal(logonType) ?? 0);
  return type === undefined ? undefined : `authentication_${type}`;
}
