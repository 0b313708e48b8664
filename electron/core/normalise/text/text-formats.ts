import type { TextFormat } from '../format.ts';
import { accessLog } from './access-log.ts';
import { auditd } from './auditd.ts';
import { bind } from './bind.ts';
import { cef, leef } from './cef.ts';
import { checkpoint } from './checkpoint.ts';
import { ciscoAsa } from './cisco-asa.ts';
import { cron } from './cron.ts';
import { apacheError, nginxError } from './error-log.ts';
import { f5 } from './f5.ts';
import { filterlog } from './filterlog.ts';
import { fortigate } from './fortigate.ts';
import { fortiweb } from './fortiweb.ts';
import { haproxy } from './haproxy.ts';
import { keyValue } from './key-value.ts';
import { netfilter } from './netfilter.ts';
import { openvpn } from './openvpn.ts';
import { paloAlto } from './palo-alto.ts';
import { squid } from './squid.ts';
import { sshd } from './sshd.ts';
import { stormshield } from './stormshield.ts';
import { unknownText } from './unknown.ts';
import { vpcFlow } from './vpc-flow.ts';
import { apache, nginx } from './web-servers.ts';
import { xml } from './xml.ts';

/** In the order in which they are asked: the first that knows a text's shape maps it. */
export const TEXT_FORMATS: readonly TextFormat[] = [
  cef,
  leef,
  auditd,
  filterlog,
  vpcFlow,
  squid,
  paloAlto,
  ciscoAsa,
  stormshield,
  fortigate,
  fortiweb,
  checkpoint,
  netfilter,
  f5,
  accessLog,
  apacheError,
  nginxError,
  haproxy,
  bind,
  openvpn,
  sshd,
  cron,
  xml,
  keyValue,
];

/** Asked when all others, and JSON behind words, have said no. */
export const LAST_FORMAT = keyValue;

/** Takes any text. */
export const ANY_TEXT = unknownText;

/** Told by no line's shape, but by the config. */
export const NAMED_FORMATS: readonly TextFormat[] = [nginx, apache, unknownText];

/** Of these a line's own head looks like a syslog header, so they are asked before one is taken off. */
export const WHOLE_LINE_FORMATS: readonly TextFormat[] = [openvpn];

/** A syslog header names the program: all that it says is of its format. */
export const FORMATS_BY_PROGRAM: ReadonlyMap<string, TextFormat> = new Map([
  ['sshd', sshd],
  ['sshd-session', sshd],
  ['named', bind],
  ['openvpn', openvpn],
  ['apmd', f5],
  ['tmm', f5],
  ['tmsh', f5],
  ['mcpd', f5],
]);
