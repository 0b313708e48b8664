import type { SocEvent } from '#contract/event.ts';
import type { TextFormat } from '../format.ts';
import { addressOf, portOf } from './set.ts';

type Outcome = SocEvent['event.outcome'];
type Meaning = readonly [pattern: RegExp, action: string, category: string, type: string, outcome: Outcome];

/** The messages of OpenSSH's server and its PAM modules. The first that fits says what happened. */
const MEANINGS: readonly Meaning[] = [
  [/^Accepted /, 'ssh_login', 'authentication', 'start', 'success'],
  [/^Postponed /, 'ssh_login', 'authentication', 'info', 'unknown'],
  [
    /^Failed (?:password|publickey|none|keyboard|key|hostbased|gssapi)/,
    'ssh_login',
    'authentication',
    'start',
    'failure',
  ],
  [/maximum authentication attempts exceeded/, 'ssh_login', 'session', 'end', 'failure'],
  [/Too many authentication failures|^Disconnecting/, 'ssh_login', 'authentication', 'end', 'failure'],
  [
    /^(?:Connection (?:closed|reset) |Disconnected |Received disconnect )/,
    'ssh_disconnect',
    'network',
    'end',
    'success',
  ],
  [/^Connection from /, 'ssh_connect', 'network', 'start', 'success'],
  [
    /^Close session|^pam_\w+\(sshd:session\): session closed|^session closed/,
    'ssh_logout',
    'session',
    'end',
    'success',
  ],
  [
    /Connection corrupted|^Bad packet|Corrupted MAC|^Bad protocol version|^Protocol major versions/,
    'ssh_protocol_error',
    'network',
    'protocol',
    'failure',
  ],
  [/^Starting session|^subsystem request/, 'ssh_session', 'session', 'start', 'success'],
  [/session opened for user|granted access/, 'ssh_login', 'session', 'start', 'success'],
  [/Failed to create session/, 'ssh_login', 'session', 'end', 'failure'],
  [/ignoring max retries/, 'ssh_login', 'session', 'start', 'failure'],
  [/adding faulty module|unable to (?:dlopen|load)/, 'pam_module', 'library', 'start', 'failure'],
  [
    /authentication failure|authentication error|Consecutive login failures|more authentication failure|check pass|failed to authenticate/i,
    'ssh_login',
    'authentication',
    'end',
    'failure',
  ],
  [
    /[Ii]nvalid user|[Ii]llegal user|not allowed because|denied|refused connect/,
    'ssh_login',
    'authentication',
    'end',
    'failure',
  ],
  [
    /Unable to negotiate|no matching|kex_exchange_identification|Did not receive identification|Timeout before|userauth_finish|Could not |fatal|error/,
    'ssh_negotiate',
    'session',
    'end',
    'failure',
  ],
  [/^Server listening|^Received signal/, 'ssh_server', 'process', 'info', 'success'],
];

const USER = [
  /\b(?:invalid|illegal|authenticating) user (\S{1,256})/,
  /^(?:Accepted|Failed|Postponed) \S{1,64} for (?:invalid user |illegal user )?(\S{1,256})/,
  /\bfor user '?([^\s'(]{1,256})/,
  /\bfor (?:invalid user |illegal user )(\S{1,256})/,
  /\b(?:command|shell|subsystem '\w{1,32}'|\w{1,16}) for (\S{1,256}) from /,
  /\bby user (\S{1,256}) failed/,
  /\b(?:[Dd]isconnected from|closed by|reset by) (?:user|authenticating user) (\S{1,256})/,
  /^User (\S{1,256}) from /,
  /^pam_\w{1,32}\([^)]{1,64}\): user '([^']{1,256})'/,
  /\buser=(\S{1,256})/,
  /\bDisconnecting user (\S{1,256})/,
];

const ENDPOINT = [
  /\b(?:from|by|with|for|user \S{1,256}|Connection from) ([\da-fA-F:.%]{3,64}) port (\d{1,5})/,
  /\bfrom ([\da-fA-F:.]{3,64}?)(?::?(?= |$)| port (\d{1,5})|[,;])/,
  /\brhost=([\da-fA-F:.]{3,64})()/,
  /\bfrom \S{1,256}() port (\d{1,5})/,
  /^Address ([\da-fA-F:.]{3,64})()/,
];

const LOOKS =
  /^(?:(?:error|fatal|debug\d|Failed|Accepted|Postponed|Invalid|Illegal|Did not|Bad protocol|Could not|Received disconnect|Disconnect(?:ed|ing)|Connection (?:closed|reset|from) |Starting session|Unable to negotiate|Server listening on|User \S{1,256} from|input_userauth_request|ssh_dispatch_run_fatal|kex_exchange_identification|maximum authentication|PAM (?:service\(sshd\)|adding faulty|\d{1,4} more)|pam_\w{1,32}\(sshd)|reverse mapping|Address \S{1,64} maps)/;
const SSH_WORDS =
  /\[preauth\]|\bport \d{1,5}\b|sshd|userauth|kex_|ssh2|authentication failures|google_authenticator|Accepted key|^PAM |invalid user|Bad protocol|Did not receive identification|disconnected by user|POSSIBLE BREAK-IN/;

/** OpenSSH's server, behind a syslog tag or without one. */
export const sshd: TextFormat = {
  name: 'sshd',
  recognise(text) {
    const head = text.slice(0, 512).trimStart();
    return LOOKS.test(head) && SSH_WORDS.test(head);
  },
  map(text, event) {
    const body = text.trimStart();
    const head = body.slice(0, 1024).replace(/^(?:error|fatal|debug\d): /, '');
    event['process.name'] ??= 'sshd';
    event['observer.vendor'] = 'openbsd project';
    event['observer.product'] = 'openssh';
    event['network.protocol'] = 'ssh';
    event.message = body;
    const meaning =
      MEANINGS.find(([pattern]) => pattern.test(head)) ??
      MEANINGS.find(([pattern]) => pattern.test(body.slice(0, 1024)));
    if (meaning !== undefined) {
      const [, action, category, type, outcome] = meaning;
      event['event.action'] = action;
      event['event.category'] = [category];
      event['event.type'] = [type];
      event['event.outcome'] = outcome;
      if (outcome === 'failure' && category === 'authentication') event.severity = 1;
    }
    for (const pattern of USER) {
      const user = pattern.exec(head)?.[1];
      if (user === undefined || addressOf(user) !== undefined) continue;
      const at = user.indexOf('@');
      event['user.name'] = at > 0 ? user.slice(0, at) : user;
      break;
    }
    for (const pattern of ENDPOINT) {
      const match = pattern.exec(head);
      if (match === null) continue;
      event['source.ip'] ??= addressOf(match[1]);
      event['source.port'] ??= portOf(match[2]);
      if (event['source.ip'] !== undefined) break;
    }
    return undefined;
  },
};
