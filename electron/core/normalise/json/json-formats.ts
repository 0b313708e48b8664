import type { JsonFormat } from '../format.ts';
import { awsGuardDuty } from './aws-guardduty.ts';
import { awsWaf } from './aws-waf.ts';

/** In the order they are asked: those that come in floods first, those told by their makers' own keys before others. */
export const JSON_FORMATS: readonly JsonFormat[] = [awsWaf, awsGuardDuty];
