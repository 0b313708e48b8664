import type { JsonFormat } from '../format.ts';
import { accessLog } from './access-log.ts';
import { awsGuardDuty } from './aws-guardduty.ts';
import { awsWaf } from './aws-waf.ts';
import { canary } from './canary.ts';
import { cloudflare } from './cloudflare.ts';
import { netflow } from './netflow.ts';
import { ocsf } from './ocsf.ts';
import { paloalto } from './paloalto.ts';
import { sentinel } from './sentinel.ts';

/** In the order they are asked: those that come in floods first, those told by common names last. */
export const JSON_FORMATS: readonly JsonFormat[] = [
  netflow,
  paloalto,
  awsWaf,
  awsGuardDuty,
  ocsf,
  cloudflare,
  sentinel,
  canary,
  accessLog,
];
