import type { SocEvent } from '#contract/event.ts';

type Kind = readonly [category: readonly string[], type: readonly string[]];

const NETWORK: Kind = [['network'], ['info']];

const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['THREAT/file', [['file'], ['info']]],
  ['THREAT/data', [['file'], ['info']]],
  ['THREAT/virus', [['malware'], ['info']]],
  ['THREAT/ml-virus', [['malware'], ['info']]],
  ['THREAT/wildfire', [['malware'], ['info']]],
  ['THREAT/wildfire-virus', [['malware'], ['info']]],
  ['THREAT/spyware', [['malware'], ['info']]],
  ['THREAT/vulnerability', [['vulnerability'], ['info']]],
  ['TRAFFIC/start', [['network'], ['start']]],
  ['TRAFFIC/end', [['network'], ['end']]],
  ['TRAFFIC/deny', [['network'], ['denied']]],
  ['TRAFFIC/drop', [['network'], ['denied']]],
  ['SYSTEM/auth', [['authentication'], ['info']]],
  ['SYSTEM/globalprotect', [['session'], ['info']]],
  ['AUTH', [['authentication'], ['info']]],
  ['AUTHENTICATION', [['authentication'], ['info']]],
  ['GLOBALPROTECT', [['session'], ['start']]],
  ['USERID/login', [['authentication'], ['start']]],
  ['USERID/logout', [['authentication'], ['end']]],
  ['CONFIG', [['configuration'], ['change']]],
]);

/** Threat logs that are detections; URL, file and data logs are records of use. */
const DETECTIONS = /^(?:virus|ml-virus|spyware|vulnerability|wildfire|wildfire-virus|flood|scan|packet)$/;

const FAILED = /fail|invalid|denied|reject|error/i;

/** Category, type, kind and outcome by a PAN-OS log's type and subtype. */
export function paloAltoKind(type: string, subtype: string, event: SocEvent, reason: string): void {
  const [category, kinds] = KINDS.get(`${type}/${subtype}`) ?? KINDS.get(type) ?? NETWORK;
  event['event.category'] = category;
  event['event.type'] = kinds;
  if (type === 'THREAT' && DETECTIONS.test(subtype)) event['event.kind'] = 'alert';
  if (category.includes('authentication')) {
    event['event.outcome'] = FAILED.test(`${event['event.action'] ?? ''} ${reason}`) ? 'failure' : 'success';
  } else if (type === 'TRAFFIC' || type === 'THREAT') {
    event['event.outcome'] = 'success';
  }
}
