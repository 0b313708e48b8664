import type { SensorRecord, SocEvent } from '#contract/event.ts';
import { mapUrl } from '../eve-protocols.ts';
import { label, text, texts } from '../read.ts';
import { decimalCount, setFile, status, told } from './values.ts';

/** Fills what one of Zeek's logs says beyond the connection's ends. */
type StreamMapper = (record: SensorRecord, event: SocEvent) => void;

interface Stream {
  readonly category: readonly string[] | undefined;
  readonly type: readonly string[];
  readonly protocol: string | undefined;
  readonly map: StreamMapper | undefined;
}

export const NETWORK = ['network'] as const;
export const PROTOCOL = ['connection', 'protocol'] as const;
const ENDED = ['connection', 'end'] as const;
const AUTHENTICATION = ['network', 'authentication'] as const;
const ALERT = ['network', 'intrusion_detection'] as const;
const FILE = ['network', 'file'] as const;
const WEB = ['network', 'web'] as const;
const INFO = ['info'] as const;
const START = ['start'] as const;
const ACCESS = ['access', 'protocol'] as const;

/** States of a connection that was asked for and not had. */
const REFUSED: ReadonlySet<string> = new Set(['S0', 'REJ', 'RSTOS0', 'RSTRH', 'SH', 'SHR']);

const conn: StreamMapper = (record, event) => {
  const state = text(record['conn_state']);
  event['event.action'] = state;
  if (state !== undefined && state !== 'OTH')
    event['event.outcome'] = REFUSED.has(state) ? 'failure' : 'success';
  event['source.bytes'] = decimalCount(record['orig_bytes']) ?? decimalCount(record['orig_ip_bytes']);
  event['source.packets'] = decimalCount(record['orig_pkts']);
  event['destination.bytes'] = decimalCount(record['resp_bytes']) ?? decimalCount(record['resp_ip_bytes']);
  event['destination.packets'] = decimalCount(record['resp_pkts']);
  event['source.mac'] = text(record['orig_l2_addr']);
  event['destination.mac'] = text(record['resp_l2_addr']);
};

/** Notices that tell of a network's upkeep. */
const UPKEEP = /^(SSL|PacketFilter|CaptureLoss|Software|Weird|Protocol|Stats)/;

const notice: StreamMapper = (record, event) => {
  event['event.kind'] = 'alert';
  const note = text(record['note']);
  event['rule.name'] = note;
  event['rule.category'] = note?.split('::', 1)[0];
  event.message = text(record['msg']) ?? note;
  const actions = texts(record['actions']) ?? [];
  event['event.action'] = actions.find((action) => action !== 'Notice::ACTION_LOG');
  if (actions.some((action) => /ALARM|EMAIL|PAGE|DROP/.test(action))) event.severity = 3;
  else event.severity = note !== undefined && UPKEEP.test(note) ? 1 : 2;
  setFile(event, told(record['file_desc']));
};

const weird: StreamMapper = (record, event) => {
  const name = text(record['name']);
  event['rule.name'] = name;
  event['event.action'] = name;
  event.message = name;
  if (record['notice'] === true) {
    event['event.kind'] = 'alert';
    event.severity = 1;
  }
};

const intel: StreamMapper = (record, event) => {
  event['event.kind'] = 'alert';
  event.severity = 3;
  event['rule.name'] = text(record['seen.indicator']);
  event['rule.category'] = text(record['seen.indicator_type']);
  event.message = `Seen: ${event['rule.name'] ?? 'an indicator'}`;
};

const signatures: StreamMapper = (record, event) => {
  event['event.kind'] = 'alert';
  event.severity = 2;
  event['rule.id'] = text(record['sig_id']);
  event['rule.name'] = text(record['event_msg']) ?? event['rule.id'];
  event.message = event['rule.name'];
};

const dns: StreamMapper = (record, event) => {
  event['dns.question.name'] = text(record['query']);
  event['dns.question.type'] = text(record['qtype_name']);
  const code = text(record['rcode_name']);
  event['dns.response_code'] = code;
  if (code !== undefined) event['event.outcome'] = code === 'NOERROR' ? 'success' : 'failure';
};

const http: StreamMapper = (record, event) => {
  event['url.domain'] = text(record['host']);
  const uri = text(record['uri']);
  if (uri !== undefined) mapUrl(uri, event);
  event['http.request.method'] = text(record['method']);
  event['http.request.referrer'] = text(record['referrer']);
  event['user_agent.original'] = text(record['user_agent']);
  event['user.name'] = told(record['username']);
  const code = status(record['status_code']);
  event['http.response.status_code'] = code;
  if (code !== undefined) event['event.outcome'] = code < 400 ? 'success' : 'failure';
};

const ssl: StreamMapper = (record, event) => {
  event['tls.client.server_name'] = text(record['server_name']);
  event['tls.version'] = text(record['version']);
  event['tls.server.subject'] = text(record['subject']);
  event['tls.server.issuer'] = text(record['issuer']);
  event['tls.client.ja3'] = text(record['ja3']);
  if (typeof record['established'] === 'boolean')
    event['event.outcome'] = record['established'] ? 'success' : 'failure';
};

const x509: StreamMapper = (record, event) => {
  event['tls.server.subject'] = text(record['certificate.subject']);
  event['tls.server.issuer'] = text(record['certificate.issuer']);
  const print = text(record['fingerprint']);
  if (print?.length === 64) event['file.hash.sha256'] = print;
};

function authenticated(key: string): StreamMapper {
  return (record, event) => {
    const success = record[key];
    if (typeof success !== 'boolean') return;
    event['event.category'] = AUTHENTICATION;
    event['event.type'] = START;
    event['event.outcome'] = success ? 'success' : 'failure';
  };
}

const sshOutcome = authenticated('auth_success');
const ssh: StreamMapper = (record, event) => {
  sshOutcome(record, event);
  event['user_agent.original'] = text(record['client']);
};

const loginOutcome = authenticated('success');
const kerberos: StreamMapper = (record, event) => {
  loginOutcome(record, event);
  event['user.name'] = text(record['client'])?.split('/', 1)[0];
  event['event.action'] = text(record['request_type']);
};
const ntlm: StreamMapper = (record, event) => {
  loginOutcome(record, event);
  event['user.name'] = told(record['username']);
  event['host.name'] = told(record['hostname']);
};
const radius: StreamMapper = (record, event) => {
  event['user.name'] = told(record['username']);
  event['event.category'] = AUTHENTICATION;
  event['event.type'] = START;
  const result = text(record['result']);
  if (result !== undefined) event['event.outcome'] = result === 'success' ? 'success' : 'failure';
};

const files: StreamMapper = (record, event) => {
  setFile(event, told(record['filename']));
  event['file.size'] = decimalCount(record['total_bytes']) ?? decimalCount(record['seen_bytes']);
  event['file.hash.md5'] = text(record['md5']);
  event['file.hash.sha256'] = text(record['sha256']);
  event['network.protocol'] = text(record['source'])?.toLowerCase();
};

const smbFiles: StreamMapper = (record, event) => {
  setFile(event, told(record['name']));
  event['event.action'] = text(record['action']);
  event['file.size'] = decimalCount(record['size']);
};

const ftp: StreamMapper = (record, event) => {
  event['user.name'] = told(record['user']);
  event['event.action'] = text(record['command']);
  setFile(event, told(record['arg']));
  const code = label(record['reply_code']);
  if (code !== undefined)
    event['event.outcome'] = code.startsWith('4') || code.startsWith('5') ? 'failure' : 'success';
};

const software: StreamMapper = (record, event) => {
  event['event.action'] = text(record['software_type']);
  event.message = text(record['unparsed_version']) ?? text(record['name']);
};

const rdp: StreamMapper = (record, event) => {
  event['user.name'] = told(record['cookie']);
  event['event.action'] = text(record['result']);
};

function stream(protocol: string | undefined, map?: StreamMapper, own: Partial<Stream> = {}): Stream {
  return { category: NETWORK, type: PROTOCOL, protocol, map, ...own };
}

/** By the name of the log. One that is not here is a network protocol's. */
export const STREAMS: ReadonlyMap<string, Stream> = new Map([
  ['conn', stream(undefined, conn, { type: ENDED })],
  ['notice', stream(undefined, notice, { category: ALERT, type: INFO })],
  ['weird', stream(undefined, weird, { type: INFO })],
  ['intel', stream(undefined, intel, { category: ALERT, type: INFO })],
  ['signatures', stream(undefined, signatures, { category: ALERT, type: INFO })],
  ['dns', stream('dns', dns)],
  ['http', stream('http', http, { category: WEB, type: ACCESS })],
  ['ssl', stream('tls', ssl)],
  ['x509', stream('tls', x509, { type: INFO })],
  ['ssh', stream('ssh', ssh)],
  ['kerberos', stream('kerberos', kerberos)],
  ['ntlm', stream('ntlm', ntlm)],
  ['radius', stream('radius', radius)],
  ['files', stream(undefined, files, { category: FILE, type: INFO })],
  ['smb_files', stream('smb', smbFiles, { category: FILE })],
  ['smb_mapping', stream('smb')],
  ['ftp', stream('ftp', ftp)],
  ['rdp', stream('rdp', rdp)],
  ['software', stream(undefined, software, { category: ['package'], type: INFO })],
  ['smtp', stream('smtp')],
  ['dhcp', stream('dhcp')],
  ['sip', stream('sip')],
  ['dce_rpc', stream('dce_rpc')],
  ['snmp', stream('snmp')],
  ['mysql', stream('mysql')],
]);

/** Keys that only one log has, for lines that don't name theirs. */
const SIGNS: readonly (readonly [key: string, name: string])[] = [
  ['conn_state', 'conn'],
  ['note', 'notice'],
  ['qtype_name', 'dns'],
  ['rcode_name', 'dns'],
  ['software_type', 'software'],
  ['certificate.serial', 'x509'],
  ['seen.indicator', 'intel'],
  ['sig_id', 'signatures'],
  ['auth_attempts', 'ssh'],
  ['host_key_alg', 'ssh'],
  ['request_type', 'kerberos'],
  ['share_type', 'smb_mapping'],
  ['tx_hosts', 'files'],
  ['status_code', 'http'],
  ['user_agent', 'http'],
  ['established', 'ssl'],
  ['server_name', 'ssl'],
  ['cipher', 'ssl'],
  ['reply_code', 'ftp'],
  ['mailfrom', 'smtp'],
  ['msg_types', 'dhcp'],
  ['ntlm', 'ntlm'],
  ['server_nb_computer_name', 'ntlm'],
  ['domainname', 'ntlm'],
  ['trans_id', 'dns'],
];

export function streamOf(record: SensorRecord): string | undefined {
  for (const [key, name] of SIGNS) if (record[key] !== undefined) return name;
  if (record['name'] !== undefined && (record['peer'] !== undefined || record['addl'] !== undefined))
    return 'weird';
  return undefined;
}

/** Logs that tell of no connection and whose keys nobody else has. */
const OWN_SIGNS = ['software_type', 'certificate.serial', 'seen.indicator', 'tx_hosts'] as const;

export function isOwnStream(record: SensorRecord): boolean {
  for (const key of OWN_SIGNS) if (record[key] !== undefined) return true;
  return record['note'] !== undefined && record['actions'] !== undefined;
}
