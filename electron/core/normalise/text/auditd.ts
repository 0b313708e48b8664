import type { TextFormat } from '../format.ts';
import { baseName } from '../json/values.ts';
import { endOf } from '../plain-fields.ts';
import { readPlainPairs } from './plain-pairs.ts';
import { digits, given, pick, userOf } from './set.ts';
import { epochText } from './text-time.ts';

const HEAD =
  /^(?:node=(\S{1,255}) )?(?:audit: )?type=(\w{1,40}) (?:msg=)?audit\((\d{9,10}\.\d{3}):\d{1,20}\): ?/;

/** What the kernel's and PAM's record types are about. The first that fits. */
const CATEGORIES: readonly (readonly [RegExp, string])[] = [
  [/^(?:USER_(?:LOGIN|AUTH|LOGOUT|ACCT)|LOGIN|CRED_)/, 'authentication'],
  [/^USER_(?:START|END)/, 'session'],
  [/^(?:ADD|DEL|GRP|USER|ROLE)_(?:USER|GROUP|MGMT|CHAUTHTOK)/, 'iam'],
  [/^(?:AVC|SECCOMP|ANOM_|USER_AVC|1400$)/, 'intrusion_detection'],
  [/^(?:SYSCALL|EXECVE|PROCTITLE|USER_CMD|USER_TTY|BPRM)/, 'process'],
  [/^(?:PATH|CWD)$/, 'file'],
  [/^(?:CONFIG_CHANGE|DAEMON_|SERVICE_|MAC_|NETFILTER_CFG)/, 'configuration'],
];

/** The Linux audit daemon. */
export const auditd: TextFormat = {
  name: 'auditd',
  recognise: (text) => HEAD.test(text),
  map(text, event) {
    const head = HEAD.exec(text);
    if (head === null) return 'Not an audit record';
    const type = head[2] ?? '';
    event['@timestamp'] = epochText(head[3] ?? '');
    event['host.name'] = head[1] ?? event['host.name'];
    const pairs = readPlainPairs(text.slice(head[0].length));
    // PAM's part is a quoted list of its own.
    const told = pairs['msg'];
    const all = told === undefined ? pairs : Object.assign(pairs, readPlainPairs(told));
    event.record = all;
    const category = CATEGORIES.find(([pattern]) => pattern.test(type))?.[1];
    if (category !== undefined) event['event.category'] = [category];
    event['event.action'] = type.toLowerCase();
    const result = pick(all, 'res', 'success', 'result');
    if (result !== undefined)
      event['event.outcome'] = /^(?:success|yes|1)$/i.test(result) ? 'success' : 'failure';
    event['source.ip'] = endOf(given(pairs['addr']))?.ip;
    event['source.port'] = digits(pairs['rport']);
    event['user.name'] = userOf(pick(all, 'acct', 'AUID', 'UID'));
    const executable = pick(all, 'exe');
    if (executable !== undefined) {
      event['process.executable'] = executable;
      event['process.name'] = baseName(executable);
    }
    event['process.pid'] = digits(all['pid']);
    event['rule.name'] = pick(all, 'key');
    if (category === 'intrusion_detection' && /denied/i.test(text.slice(0, 512))) event.severity = 1;
    event['observer.vendor'] = 'Linux';
    event['observer.product'] = 'auditd';
    return undefined;
  },
};
