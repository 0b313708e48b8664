import type { SocEvent } from '#contract/event.ts';
import { count, type Fields, fields, first, label, number, text, texts } from './read.ts';

/** Fills what one protocol's section of an EVE record says. */
export type SectionMapper = (section: Fields, event: SocEvent) => void;

/** host:port and [v6]:port without the port. */
function withoutPort(host: string): string {
  const colon = host.lastIndexOf(':');
  if (colon < 0) return host;
  if (host.charCodeAt(0) === 91) {
    const close = host.indexOf(']');
    return close > 0 ? host.slice(1, close) : host;
  }
  return host.indexOf(':') === colon ? host.slice(0, colon) : host;
}

/** Splits a request target. It is read as text: no decoding, no resolution, nothing thrown. */
export function mapUrl(url: string, event: SocEvent): void {
  event['url.original'] = url;
  let pathStart = 0;
  if (url.charCodeAt(0) !== 47) {
    const scheme = url.indexOf('://');
    if (scheme < 0 || scheme > 12) {
      if (url.indexOf('/') < 0) return;
    } else {
      pathStart = url.indexOf('/', scheme + 3);
      const hostEnd = pathStart < 0 ? url.length : pathStart;
      event['url.domain'] ??= withoutPort(url.slice(scheme + 3, hostEnd)) || undefined;
      if (pathStart < 0) return;
    }
  }
  const query = url.indexOf('?', pathStart);
  event['url.path'] =
    query < 0 ? (pathStart === 0 ? url : url.slice(pathStart)) : url.slice(pathStart, query);
  if (query >= 0) event['url.query'] = url.slice(query + 1);
}

const http: SectionMapper = (section, event) => {
  const host = text(section['hostname']);
  if (host !== undefined) event['url.domain'] = withoutPort(host);
  const url = text(section['url']);
  if (url !== undefined) mapUrl(url, event);
  event['http.request.method'] = text(section['http_method']);
  event['http.request.referrer'] = text(section['http_refer']);
  event['user_agent.original'] = text(section['http_user_agent']);
  const status = Number(label(section['status']));
  if (status >= 100 && status <= 599) {
    event['http.response.status_code'] = status;
    if (event['event.kind'] !== 'alert') event['event.outcome'] = status < 400 ? 'success' : 'failure';
  }
};

/** EVE's dns has had three forms: flat (1, 2), `query`/`answer` inside alerts (2), `queries` (3). */
const dns: SectionMapper = (section, event) => {
  const answer = fields(section['answer']);
  const question = fields(first(section['queries'])) ?? fields(first(section['query'])) ?? answer ?? section;
  event['dns.question.name'] = text(question['rrname']) ?? text(section['rrname']);
  event['dns.question.type'] = text(question['rrtype']) ?? text(section['rrtype']);
  const code = text(section['rcode']) ?? (answer === undefined ? undefined : text(answer['rcode']));
  event['dns.response_code'] = code;
  if (event['event.kind'] === 'alert') return;
  event['event.action'] = text(section['type']);
  if (code !== undefined) event['event.outcome'] = code === 'NOERROR' ? 'success' : 'failure';
};

function ja3(section: Fields): string | undefined {
  const value = fields(section['ja3']);
  return value === undefined ? undefined : text(value['hash']);
}

const tls: SectionMapper = (section, event) => {
  event['tls.client.server_name'] = text(section['sni']);
  event['tls.version'] = text(section['version']);
  event['tls.server.subject'] = text(section['subject']);
  event['tls.server.issuer'] = text(section['issuerdn']);
  event['tls.client.ja3'] = ja3(section);
};

const quic: SectionMapper = (section, event) => {
  event['tls.client.server_name'] = text(section['sni']);
  event['tls.client.ja3'] = ja3(section);
  event['user_agent.original'] = text(section['ua']);
};

/** The last part of a path in either slash, and the path itself. */
function mapFile(path: string, event: SocEvent): void {
  const slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  event['file.path'] = path;
  const name = slash < 0 ? path : path.slice(slash + 1);
  if (name !== '') event['file.name'] = name;
}

/** NT status of a refused logon; a session set-up that merely goes on has STATUS_MORE_PROCESSING_REQUIRED. */
const LOGON_REFUSALS = /^STATUS_(LOGON_FAILURE|WRONG_PASSWORD|NO_SUCH_USER|ACCOUNT_|PASSWORD_|ACCESS_DENIED)/;

const AUTHENTICATION = ['network', 'authentication'] as const;
const START = ['start'] as const;

const smb: SectionMapper = (section, event) => {
  const file = text(section['filename']);
  if (file !== undefined) mapFile(file, event);
  event['file.size'] ??= count(section['size']);
  const ntlm = fields(section['ntlmssp']);
  if (ntlm !== undefined) event['user.name'] = text(ntlm['user']);
  if (event['event.kind'] === 'alert') return;
  const command = text(section['command']);
  event['event.action'] = command;
  const status = text(section['status']);
  if (status === undefined) return;
  const setUp = command === 'SMB2_COMMAND_SESSION_SETUP' || command === 'SMB1_COMMAND_SESSION_SETUP_ANDX';
  if (setUp && event['event.dataset'] === 'suricata.smb') {
    if (status === 'STATUS_MORE_PROCESSING_REQUIRED') return;
    event['event.category'] = AUTHENTICATION;
    event['event.type'] = START;
    event['event.outcome'] =
      status === 'STATUS_SUCCESS' ? 'success' : LOGON_REFUSALS.test(status) ? 'failure' : 'unknown';
    return;
  }
  event['event.outcome'] = status === 'STATUS_SUCCESS' ? 'success' : 'failure';
};

const ftp: SectionMapper = (section, event) => {
  const command = text(section['command']);
  const data = text(section['command_data']);
  if (command === 'USER') event['user.name'] = data;
  else if ((command === 'RETR' || command === 'STOR') && data !== undefined) mapFile(data, event);
  if (event['event.kind'] === 'alert') return;
  event['event.action'] = command;
  const code = label(first(section['completion_code']));
  if (command === 'PASS') {
    event['event.category'] = AUTHENTICATION;
    event['event.type'] = START;
  }
  if (code === undefined) return;
  const digit = code.charCodeAt(0) - 48;
  if (digit >= 1 && digit <= 5) event['event.outcome'] = digit >= 4 ? 'failure' : 'success';
};

const ftpData: SectionMapper = (section, event) => {
  const file = text(section['filename']);
  if (file !== undefined) mapFile(file, event);
  if (event['event.kind'] !== 'alert') event['event.action'] = text(section['command']);
};

const krb5: SectionMapper = (section, event) => {
  event['user.name'] = text(section['cname']);
  if (event['event.kind'] === 'alert') return;
  event['event.action'] = text(section['msg_type']);
  event['event.category'] = AUTHENTICATION;
  event['event.type'] = START;
  // KDC_ERR_PREAUTH_REQUIRED is the ordinary first answer of a KDC and no refusal.
  const error = text(section['error_code']);
  if (error !== undefined) {
    event['event.outcome'] = error === 'KDC_ERR_PREAUTH_REQUIRED' ? 'unknown' : 'failure';
  } else event['event.outcome'] = 'success';
};

const mqtt: SectionMapper = (section, event) => {
  const connect = fields(section['connect']);
  if (connect !== undefined) event['user.name'] = text(connect['username']);
  if (event['event.kind'] === 'alert') return;
  if (connect !== undefined) event['event.action'] = 'connect';
  else if (section['publish'] !== undefined) event['event.action'] = 'publish';
  else if (section['subscribe'] !== undefined) event['event.action'] = 'subscribe';
  const acknowledged = fields(section['connack']);
  const code = acknowledged === undefined ? undefined : number(acknowledged['return_code']);
  if (connect !== undefined && code !== undefined) {
    event['event.category'] = AUTHENTICATION;
    event['event.type'] = START;
    event['event.outcome'] = code === 0 ? 'success' : 'failure';
  }
};

const rdp: SectionMapper = (section, event) => {
  event['user.name'] = text(section['cookie']);
  if (event['event.kind'] !== 'alert') event['event.action'] = text(section['event_type']);
};

const nfs: SectionMapper = (section, event) => {
  const file = text(section['filename']);
  if (file !== undefined) mapFile(file, event);
  if (event['event.kind'] === 'alert') return;
  event['event.action'] = text(section['procedure']);
  const status = text(section['status']);
  if (status !== undefined) event['event.outcome'] = status === 'OK' ? 'success' : 'failure';
};

const sip: SectionMapper = (section, event) => {
  const uri = text(section['uri']);
  if (uri !== undefined) event['url.original'] = uri;
  if (event['event.kind'] === 'alert') return;
  event['event.action'] = text(section['method']);
  const code = Number(label(section['code']));
  if (code >= 200 && code < 700) event['event.outcome'] = code < 400 ? 'success' : 'failure';
};

const smtp: SectionMapper = (section, event) => {
  if (event['event.kind'] !== 'alert' && text(section['mail_from']) !== undefined) {
    event['event.action'] = 'mail';
  }
};

const pgsql: SectionMapper = (section, event) => {
  const request = fields(section['request']);
  const startup = request === undefined ? undefined : fields(request['startup_parameters']);
  if (startup !== undefined) event['user.name'] = text(startup['user']);
  if (event['event.kind'] === 'alert' || request === undefined) return;
  event['event.action'] = text(request['message']);
};

const tftp: SectionMapper = (section, event) => {
  const file = text(section['file']);
  if (file !== undefined) mapFile(file, event);
  if (event['event.kind'] !== 'alert') event['event.action'] = text(section['packet']);
};

const dhcp: SectionMapper = (section, event) => {
  // A reply goes to the client it names, a request comes from it.
  const mac = text(section['client_mac']);
  if (section['type'] === 'reply') event['destination.mac'] = mac;
  else event['source.mac'] = mac;
  event['host.name'] = text(section['hostname']);
  if (event['event.kind'] !== 'alert') event['event.action'] = text(section['dhcp_type']);
};

const snmp: SectionMapper = (section, event) => {
  if (event['event.kind'] !== 'alert') event['event.action'] = text(section['pdu_type']);
};

const ldap: SectionMapper = (section, event) => {
  const request = fields(section['request']);
  if (request === undefined) return;
  const bind = fields(request['bind_request']);
  if (bind !== undefined) event['user.name'] = text(bind['name']);
  if (event['event.kind'] !== 'alert') event['event.action'] = text(request['operation']);
};

export const fileinfo: SectionMapper = (section, event) => {
  const file = text(section['filename']);
  if (file !== undefined) mapFile(file, event);
  event['file.size'] = count(section['size']);
  event['file.hash.md5'] = text(section['md5']);
  event['file.hash.sha256'] = text(section['sha256']);
};

export const anomaly: SectionMapper = (section, event) => {
  const name = text(section['event']);
  event['event.action'] = name;
  event.message = name;
  // A protocol spoken wrongly may be an attack; broken packets are mostly the capture's own noise.
  if (section['type'] === 'applayer') event.severity = 1;
  event['network.protocol'] ??= text(section['app_proto']);
};

export const flow: SectionMapper = (section, event) => {
  event['source.bytes'] = count(section['bytes_toserver']);
  event['destination.bytes'] = count(section['bytes_toclient']);
  event['source.packets'] = count(section['pkts_toserver']);
  event['destination.packets'] = count(section['pkts_toclient']);
  event['event.action'] = text(section['state']);
};

/** The counters of an alert's flow. The flow knows client and server; the packet may have gone either way. */
export function alertFlow(section: Fields, event: SocEvent, toClient: boolean): void {
  if (!toClient) {
    event['source.bytes'] = count(section['bytes_toserver']);
    event['source.packets'] = count(section['pkts_toserver']);
    event['destination.bytes'] = count(section['bytes_toclient']);
    event['destination.packets'] = count(section['pkts_toclient']);
    return;
  }
  event['source.bytes'] = count(section['bytes_toclient']);
  event['source.packets'] = count(section['pkts_toclient']);
  event['destination.bytes'] = count(section['bytes_toserver']);
  event['destination.packets'] = count(section['pkts_toserver']);
}

/** netflow records count one direction each. */
export const netflow: SectionMapper = (section, event) => {
  event['source.bytes'] = count(section['bytes']);
  event['source.packets'] = count(section['pkts']);
};

export const alert: SectionMapper = (section, event) => {
  event['rule.id'] = label(section['signature_id']);
  const name = text(section['signature']);
  event['rule.name'] = name;
  event.message = name;
  event['rule.category'] = text(section['category']);
  event['event.severity'] = number(section['severity']);
  const action = text(section['action']);
  event['event.action'] = action;
  const metadata = fields(section['metadata']);
  if (metadata !== undefined) {
    event['threat.technique.id'] = texts(metadata['mitre_technique_id']);
    event['threat.tactic.id'] = texts(metadata['mitre_tactic_id']);
  }
};

/** Sections by application protocol: by the record's own name of its section, and by app_proto. */
export const PROTOCOLS: ReadonlyMap<string, { readonly section: string; readonly map: SectionMapper }> =
  new Map([
    ['http', { section: 'http', map: http }],
    ['http2', { section: 'http', map: http }],
    ['dns', { section: 'dns', map: dns }],
    ['doh2', { section: 'dns', map: dns }],
    ['mdns', { section: 'mdns', map: dns }],
    ['tls', { section: 'tls', map: tls }],
    ['quic', { section: 'quic', map: quic }],
    ['smb', { section: 'smb', map: smb }],
    ['dcerpc', { section: 'smb', map: smb }],
    ['ftp', { section: 'ftp', map: ftp }],
    ['ftp_data', { section: 'ftp_data', map: ftpData }],
    ['ftp-data', { section: 'ftp_data', map: ftpData }],
    ['krb5', { section: 'krb5', map: krb5 }],
    ['mqtt', { section: 'mqtt', map: mqtt }],
    ['rdp', { section: 'rdp', map: rdp }],
    ['nfs', { section: 'nfs', map: nfs }],
    ['sip', { section: 'sip', map: sip }],
    ['smtp', { section: 'smtp', map: smtp }],
    ['pgsql', { section: 'pgsql', map: pgsql }],
    ['tftp', { section: 'tftp', map: tftp }],
    ['dhcp', { section: 'dhcp', map: dhcp }],
    ['snmp', { section: 'snmp', map: snmp }],
    ['ldap', { section: 'ldap', map: ldap }],
  ]);
