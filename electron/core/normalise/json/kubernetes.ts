import type { SocEvent } from '#contract/event.ts';
import { mapUrl } from '../eve-protocols.ts';
import type { JsonFormat } from '../format.ts';
import { type Fields, first, text } from '../read.ts';
import { decimal, firstIp, observe, section, setTime, status } from './values.ts';

const API = ['api'] as const;
const READS: ReadonlySet<string> = new Set(['get', 'list', 'watch']);

function typeOf(verb: string | undefined): readonly string[] {
  switch (verb) {
    case 'create':
      return ['creation'];
    case 'delete':
    case 'deletecollection':
      return ['deletion'];
    default:
      return verb === undefined ? ['info'] : READS.has(verb) ? ['access'] : ['change'];
  }
}

/** `pods/exec web-0 in shop`: what was touched, in words. */
function mapObject(object: Fields | undefined, verb: string | undefined, event: SocEvent): void {
  if (object === undefined) return;
  const parts = [text(object['resource']), text(object['subresource'])].filter((part) => part !== undefined);
  const name = text(object['name']);
  const space = text(object['namespace']);
  const what = `${parts.join('/')}${name === undefined ? '' : ` ${name}`}`;
  event.message = `${verb ?? 'touched'} ${what}${space === undefined ? '' : ` in ${space}`}`.slice(0, 512);
}

/** The audit log of a Kubernetes API server. */
export const kubernetes: JsonFormat = {
  name: 'kubernetes-audit',
  recognise: (record) =>
    record['auditID'] !== undefined && (record['verb'] !== undefined || record['requestURI'] !== undefined),
  map(record, event, context) {
    const problem = setTime(
      event,
      context,
      record['stageTimestamp'],
      record['requestReceivedTimestamp'],
      record['timestamp'],
    );
    if (problem !== undefined) return problem;
    observe(event, 'kubernetes', 'audit', 'Kubernetes', 'Kubernetes');
    const verb = text(record['verb']);
    event['event.category'] = API;
    event['event.type'] = typeOf(verb);
    event['event.action'] = verb;
    const answer = section(record, 'responseStatus');
    const decision = text(section(record, 'annotations')?.['authorization.k8s.io/decision']);
    const code = decimal(answer?.['code']);
    event['http.response.status_code'] = status(code);
    if (decision === 'forbid' || (code !== undefined && code >= 400)) event['event.outcome'] = 'failure';
    else if (decision === 'allow' || code !== undefined) event['event.outcome'] = 'success';
    event['source.ip'] = firstIp(first(record['sourceIPs']));
    event['user.name'] =
      text(section(record, 'impersonatedUser')?.['username']) ?? text(section(record, 'user')?.['username']);
    event['user_agent.original'] = text(record['userAgent']);
    const uri = text(record['requestURI']);
    if (uri !== undefined) mapUrl(uri, event);
    mapObject(section(record, 'objectRef'), verb, event);
    return undefined;
  },
};
