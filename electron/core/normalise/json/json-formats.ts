import type { JsonFormat } from '../format.ts';
import { accessLog } from './access-log.ts';
import { awsGuardDuty } from './aws-guardduty.ts';
import { awsWaf } from './aws-waf.ts';
import { canary } from './canary.ts';
import { cloudflare } from './cloudflare.ts';
import { cortexXdr } from './cortex-xdr.ts';
import { eveUntyped } from './eve-untyped.ts';
import { kubernetes } from './kubernetes.ts';
import { modsecurity } from './modsecurity.ts';
import { netflow } from './netflow.ts';
import { ocsf } from './ocsf.ts';
import { paloalto } from './paloalto.ts';
import { sentinel } from './sentinel.ts';
import { sentinelOne } from './sentinelone.ts';
import { snort3 } from './snort3.ts';
import { wazuh } from './wazuh.ts';
import { windows } from './windows.ts';
import { zeek } from './zeek.ts';
import { zscaler } from './zscaler.ts';

/** In the order they are asked: those that come in floods first, those told by common names last. */
export const JSON_FORMATS: readonly JsonFormat[] = [
  zeek,
  netflow,
  snort3,
  wazuh,
  windows,
  modsecurity,
  paloalto,
  cortexXdr,
  awsWaf,
  awsGuardDuty,
  ocsf,
  cloudflare,
  zscaler,
  kubernetes,
  sentinelOne,
  sentinel,
  canary,
  accessLog,
  eveUntyped,
];
