import type { SocEvent } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';
import { mapUrl } from './eve-protocols.ts';
import * as keys from './generic-keys.ts';
import { decimal, decimalPort, plainIp, status, told, transport } from './json/values.ts';
import { type NameList, pickPlain, type PlainNames } from './plain-names.ts';
import { first, label, text } from './read.ts';
import { severityWord } from './severity-word.ts';

/** Fills what is absent yet from plainly named values; what is there stays. */

interface End {
  readonly ip: string;
  readonly port: number | undefined;
}

const MAX_END = 128;

/** An address, also with a port, and an interface behind that: `[::1]:22`, `10.0.0.5:51000:X0`; of a list the first. */
export function endOf(value: unknown): End | undefined {
  const whole = first(value);
  if (typeof whole !== 'string' || whole.length > MAX_END) return undefined;
  const comma = whole.indexOf(',');
  const one = (comma < 0 ? whole : whole.slice(0, comma)).trim();
  const plain = plainIp(one);
  if (plain !== undefined) return { ip: plain, port: undefined };
  const close = one.startsWith('[') ? one.indexOf(']') : -1;
  const colon = close > 0 ? close + 1 : one.indexOf(':');
  const ip = colon > 0 ? plainIp(close > 0 ? one.slice(1, close) : one.slice(0, colon)) : undefined;
  if (ip === undefined) return undefined;
  const rest = one.slice(colon + 1);
  const next = rest.indexOf(':');
  return { ip, port: decimalPort(next < 0 ? rest : rest.slice(0, next)) };
}

function portOf(value: unknown): number | undefined {
  // Zero is how a sensor says that there was none.
  return decimalPort(first(value)) || undefined;
}

function short(value: unknown): string | undefined {
  const said = told(first(value))?.trim();
  return said === undefined || said === '' || said.length > 255 ? undefined : said;
}

/** `CORP\jdoe` is jdoe; a section or a sentence is nobody. */
function userOf(value: unknown): string | undefined {
  const said = short(value);
  const name = said?.slice(said.lastIndexOf('\\') + 1).replace(/[:,;]$/, '');
  return name === undefined || name === '' || /[\r\n{}]/.test(name) ? undefined : name;
}

function transportName(value: unknown): string | undefined {
  const said = first(value);
  // `tcp/https` names the service too.
  const name = transport(typeof said === 'string' ? said.trim().split('/', 1)[0] : said);
  return name !== undefined && /^[a-z][a-z\d-]{1,11}$/.test(name) && !NO_TRANSPORT.has(name)
    ? name
    : undefined;
}

/** Protocols of other layers under the name `protocol`. */
const NO_TRANSPORT: ReadonlySet<string> = new Set(
  'http https dns tls ssl ssh smtp imap pop3 ftp ntp oauth2 saml web none any other radius ldap kerberos ip'.split(
    ' ',
  ),
);

function fillEnds(names: PlainNames, event: SocEvent): void {
  const local = pickPlain(names, keys.LOCAL, endOf);
  const remote = pickPlain(names, keys.REMOTE, endOf);
  let source: End | undefined =
    event['source.ip'] === undefined ? undefined : { ip: event['source.ip'], port: undefined };
  let target: End | undefined;
  let sourcePort: NameList = keys.SOURCE_PORT;
  let targetPort: NameList = keys.TARGET_PORT;
  if (source === undefined && local !== undefined && remote !== undefined) {
    const inbound = /^in/i.test(pickPlain(names, keys.DIRECTION, short) ?? '');
    [source, target] = inbound ? [remote, local] : [local, remote];
    [sourcePort, targetPort] = inbound
      ? [keys.REMOTE_PORT, keys.LOCAL_PORT]
      : [keys.LOCAL_PORT, keys.REMOTE_PORT];
  }
  source ??= pickPlain(names, keys.SOURCE, endOf);
  target ??= pickPlain(names, keys.TARGET, endOf);
  event['source.ip'] ??= source?.ip;
  event['destination.ip'] ??= target?.ip;
  event['source.port'] ??= source?.port ?? pickPlain(names, sourcePort, portOf);
  event['destination.port'] ??= target?.port ?? pickPlain(names, targetPort, portOf);
  if (event['source.ip'] !== undefined || event['destination.ip'] !== undefined) {
    event['network.transport'] ??= pickPlain(names, keys.TRANSPORT, transportName);
  }
}

function fillRequest(names: PlainNames, event: SocEvent): void {
  event['http.request.method'] ??= pickPlain(names, keys.METHOD, method);
  if (event['url.original'] === undefined) {
    const url = pickPlain(names, keys.URL, urlOf);
    if (url !== undefined) mapUrl(url, event);
    if (url !== undefined || event['http.request.method'] !== undefined) {
      event['url.domain'] ??= pickPlain(names, keys.URL_HOST, domain);
    }
  }
  if (event['http.request.method'] !== undefined || event['url.original'] !== undefined) {
    event['http.response.status_code'] ??= pickPlain(names, keys.STATUS, (value) => status(first(value)));
  }
  event['user_agent.original'] ??= pickPlain(names, keys.AGENT, (value) => text(first(value)));
}

function urlOf(value: unknown): string | undefined {
  const said = text(first(value));
  return said !== undefined && (said.includes('/') || said.includes('.')) ? said : undefined;
}

function method(value: unknown): string | undefined {
  const said = text(first(value));
  return said !== undefined && /^[A-Za-z]{3,16}$/.test(said) ? said : undefined;
}

function domain(value: unknown): string | undefined {
  const said = short(value)?.replace(/:\d{1,5}$/, '');
  return said !== undefined && /^[\w.-]{1,253}$/.test(said) && said.includes('.') ? said : undefined;
}

const SUCCESS =
  /^(success|succeeded|successful|succeed|ok|allow|allowed|accepted|passed|true|yes|permit|permitted)$/i;
const FAILURE =
  /^(fail|failed|failure|error|deny|denied|rejected|unauthorized|forbidden|false|no|unsuccessful)$/i;

function outcome(value: unknown): 'success' | 'failure' | undefined {
  const said = first(value);
  if (typeof said === 'boolean') return said ? 'success' : 'failure';
  const word = text(said);
  if (word === undefined || word.length > 16) return undefined;
  return SUCCESS.test(word) ? 'success' : FAILURE.test(word) ? 'failure' : undefined;
}

function fromErrorCode(value: unknown): 'success' | 'failure' | undefined {
  const word = outcome(value);
  if (word !== undefined) return word;
  const code = label(first(value));
  if (code === undefined || code.length > 64 || told(code) === undefined) return undefined;
  return /^(?:0x)?0+$/.test(code)
    ? 'success'
    : /^\d{2,}$|^[A-Z][A-Za-z.]{3,}$/.test(code)
      ? 'failure'
      : undefined;
}

function action(value: unknown): string | undefined {
  const said = first(value);
  if (typeof said !== 'string') return undefined;
  const word = told(said)?.trim();
  return word === undefined || word === '' || word.length > 128 || /^\d+$/.test(word) ? undefined : word;
}

function identifier(value: unknown): string | undefined {
  const said = label(first(value));
  return said === undefined || said.length > 128 || told(said) === undefined ? undefined : said;
}

function hash(length: number): (value: unknown) => string | undefined {
  return (value) => {
    const said = first(value);
    return typeof said === 'string' && said.length === length && /^[\da-fA-F]+$/.test(said)
      ? said.toLowerCase()
      : undefined;
  };
}
const md5 = hash(32);
const sha256 = hash(64);

const LOGON =
  /log(?:ged)?[-_ .]?(?:in|on|off|out)(?![a-z])|sign[-_ ]?(?:in|on|out)(?![a-z])|authenticat|session\.start/i;

function fillCategory(event: SocEvent): void {
  if (event['event.category'] !== undefined) return;
  const said = event['event.action'];
  if (said !== undefined && LOGON.test(said.slice(0, 128))) event['event.category'] = ['authentication'];
  else if (
    event['destination.ip'] !== undefined ||
    event['destination.port'] !== undefined ||
    event['network.transport'] !== undefined
  ) {
    event['event.category'] = ['network'];
    event['event.type'] ??= ['info'];
  }
}

export function fillPlain(names: PlainNames, event: SocEvent): void {
  fillEnds(names, event);
  event['host.name'] ??= pickPlain(names, keys.HOST, short);
  event['user.name'] ??= pickPlain(names, keys.USER, userOf);
  event['event.action'] ??= pickPlain(names, keys.ACTION, action);
  event['event.outcome'] ??=
    pickPlain(names, keys.OUTCOME, outcome) ?? pickPlain(names, keys.ERROR_CODE, fromErrorCode);
  event['rule.name'] ??= pickPlain(names, keys.RULE_NAME, short);
  event['rule.id'] ??= pickPlain(names, keys.RULE_ID, identifier);
  event['observer.vendor'] ??= pickPlain(names, keys.VENDOR, short);
  event['observer.product'] ??= pickPlain(names, keys.PRODUCT, short);
  event['process.name'] ??= pickPlain(names, keys.PROCESS, short);
  event['process.command_line'] ??= pickPlain(names, keys.COMMAND, (value) => text(first(value)));
  event['file.hash.sha256'] ??= pickPlain(names, keys.HASH_SHA256, sha256);
  event['file.hash.md5'] ??= pickPlain(names, keys.HASH_MD5, md5);
  event['dns.question.name'] ??= pickPlain(names, keys.QUESTION, domain);
  fillRequest(names, event);
  fillCategory(event);
}

export function plainMessage(names: PlainNames): string | undefined {
  return pickPlain(names, keys.MESSAGE, (value) => text(first(value)));
}

export function plainSeverityWord(names: PlainNames): Severity | undefined {
  return pickPlain(names, keys.SEVERITY, (value) => {
    const said = text(first(value));
    return said === undefined ? undefined : severityWord(said);
  });
}

/** A word of any scale, else a number from 0 to 10 or to 100, of which the highest is the gravest. */
export function plainSeverity(names: PlainNames): Severity | undefined {
  const word = plainSeverityWord(names);
  if (word !== undefined) return word;
  const number = pickPlain(names, keys.SEVERITY_NUMBER, (value) => decimal(first(value)));
  if (number === undefined || number < 0 || number > 100) return undefined;
  const tenth = number > 10 ? number / 10 : number;
  return tenth >= 9 ? 4 : tenth >= 7 ? 3 : tenth >= 4 ? 2 : tenth > 0 ? 1 : 0;
}
