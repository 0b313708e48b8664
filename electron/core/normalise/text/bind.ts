import type { SocEvent } from '#contract/event.ts';
import type { TextFormat } from '../format.ts';
import { severityWord } from '../severity-word.ts';
import { setSource } from './set.ts';

const CLIENT =
  /(?:^|: )client (?:@0x[\da-f]{1,16} )?([\da-fA-F.:%]{2,64})#(\d{1,5})(?: \(([^)\s]{1,255})\))?: ?(?:view \S{1,64}: )?/;
const CATEGORY =
  /^(?:(queries|query-errors|client|security|general|resolver|lame-servers|rpz|xfer-in|xfer-out|notify|update|update-security|dnssec|network|config|default|rate-limit|edns-disabled|unmatched|dispatch|database|cname|delegation-only): )?(?:(info|notice|warning|error|critical|debug \d{1,2}): )?/;
const TYPES = '(?:[A-Z][A-Z0-9-]{0,15}|TYPE\\d{1,5})';
const QUESTION = new RegExp(
  `^(?:query|answer): (\\S{1,255}) (IN|CH|HS|CLASS\\d{1,5}) (${TYPES})(?: ([+-]\\S{0,24}))?`,
);
const FAILED = new RegExp(
  `(?:for|rewrite|cache\\)?|query|update|AXFR|IXFR)[ ']{1,2}'?([^\\s'/]{1,255})/(IN|CH|HS|${TYPES})(?:/(IN|CH|HS|${TYPES}))?`,
);
const RESOLVING = new RegExp(
  `(?:resolving|validating) '?@?(?:0x[\\da-f]+: )?([^\\s'/:]{1,255})(?:/(IN|${TYPES}))?(?:/(IN|${TYPES}))?`,
);
const SERVER = /(?:: |from )([\da-fA-F.:]{2,45})#(\d{1,5})(?=$|[\s:,])/;
const CODE =
  /-> (NOERROR|NXDOMAIN|SERVFAIL|REFUSED|FORMERR|NOTIMP)|\b(NXDOMAIN|SERVFAIL|REFUSED|FORMERR|NOTIMP)\b|\((SERVFAIL|NXDOMAIN|REFUSED)\)/;

const LOOKS =
  /^(?:(?:queries|query-errors|client|security|general|resolver|lame-servers|rpz|xfer-in|xfer-out|notify|update|dnssec): )?(?:(?:info|notice|warning|error): )?(?:client (?:@0x[\da-f]{1,16} )?[\da-fA-F.:%]{2,64}#\d{1,5}\b|(?:timed out|success|lame server|error \([^)]{1,64}\)|no valid \w{1,16}|broken trust chain|unexpected RCODE|connection refused|network unreachable|host unreachable|FORMERR|DNS format error|skipping \w{1,16}|REFUSED unexpected RCODE|SERVFAIL unexpected RCODE)[^/]{0,64} resolving |(?:view \S{1,64}: {1,4})?validating |zone \S{1,255}\/IN|transfer of '|rpz: \S{1,255}: |managed-keys-zone|client \d)/;

function setQuestion(event: SocEvent, name: string | undefined, ...types: (string | undefined)[]): void {
  event['dns.question.name'] ??= name;
  event['dns.question.type'] ??= types.find((type) => type !== undefined && type !== 'IN' && type !== 'CH');
}

/** BIND's named: query, resolver, response policy, transfer and zone logs. */
export const bind: TextFormat = {
  name: 'bind',
  recognise: (text) => LOOKS.test(text.slice(0, 512).trimStart()),
  map(text, event) {
    const body = text.trim();
    const head = body.slice(0, 1024);
    const [category, name, level] = CATEGORY.exec(head) ?? [''];
    const said = head.slice(category.length);
    event['observer.vendor'] = 'ISC';
    event['observer.product'] = 'bind';
    event['event.category'] = ['network'];
    event['event.type'] = ['info'];
    event['event.dataset'] = `bind.${name ?? 'log'}`;
    event['network.protocol'] = 'dns';
    event.message = body;
    if (level !== undefined) event.severity = severityWord(level.split(' ')[0] ?? '') ?? 0;
    const client = CLIENT.exec(said);
    if (client !== null) {
      setSource(event, client[1], client[2]);
      const rest = said.slice(client.index + client[0].length);
      const question = QUESTION.exec(rest);
      if (question !== null) {
        event['event.type'] = ['protocol'];
        event['event.action'] = rest.startsWith('query') ? 'query' : 'answer';
        setQuestion(event, question[1], question[3]);
        // Flags: + recursion, E EDNS, T TCP, D DO, C CD.
        if (question[4]?.includes('T') === true) event['network.transport'] = 'tcp';
      }
      const failed = FAILED.exec(rest);
      if (failed !== null) setQuestion(event, failed[1], failed[2], failed[3]);
      event['dns.question.name'] ??= client[3];
    } else {
      const resolving = RESOLVING.exec(said);
      if (resolving !== null) setQuestion(event, resolving[1], resolving[2], resolving[3]);
      const server = said.startsWith('zone ') ? null : SERVER.exec(said);
      if (server !== null) setSource(event, server[1], server[2]);
    }
    const code = CODE.exec(said);
    const rcode = code === null ? undefined : (code[1] ?? code[2] ?? code[3]);
    if (rcode !== undefined) {
      event['dns.response_code'] = rcode;
      event['event.outcome'] = rcode === 'NOERROR' ? 'success' : 'failure';
    } else if (/\bdenied\b|failed|timed out|unreachable|refused/.test(said))
      event['event.outcome'] = 'failure';
    return undefined;
  },
};
