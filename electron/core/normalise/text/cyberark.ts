import type { VendorMapper } from './extended-vendors.ts';
import { addressOf, digits, given } from './set.ts';

type Meaning = readonly [category: readonly string[], type: readonly string[], failure?: true];

const AUTH: readonly string[] = ['authentication'];
const IAM: readonly string[] = ['iam'];
const CONFIGURATION: readonly string[] = ['configuration'];
const SESSION: readonly string[] = ['session'];

/** The vault's action codes, as the Privileged Access Manager reference names them. */
const CODES: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [2, [CONFIGURATION, ['creation']]],
  [4, [AUTH, ['start'], true]],
  [7, [AUTH, ['start']]],
  [8, [AUTH, ['end']]],
  [19, [['network'], ['connection', 'start']]],
  [20, [['network'], ['connection', 'start']]],
  [22, [CONFIGURATION, ['change']]],
  [24, [CONFIGURATION, ['change']]],
  [31, [CONFIGURATION, ['change']]],
  [38, [CONFIGURATION, ['change'], true]],
  [57, [CONFIGURATION, ['change'], true]],
  [60, [CONFIGURATION, ['change'], true]],
  [105, [['configuration', 'file'], ['creation']]],
  [106, [['configuration', 'file'], ['change']]],
  [107, [['configuration', 'file'], ['deletion']]],
  [130, [CONFIGURATION, ['change'], true]],
  [180, [CONFIGURATION, ['creation']]],
  [181, [CONFIGURATION, ['deletion']]],
  [182, [CONFIGURATION, ['change']]],
  [286, [CONFIGURATION, ['creation']]],
  [287, [CONFIGURATION, ['deletion']]],
  [295, [IAM, ['info']]],
  [300, [SESSION, ['start']]],
  [301, [SESSION, ['start'], true]],
  [302, [SESSION, ['end']]],
  [303, [SESSION, ['end'], true]],
  [308, [IAM, ['info']]],
  [309, [AUTH, ['start'], true]],
  [361, [IAM, ['info']]],
]);

export const cyberark: VendorMapper = ({ id, pairs }, event) => {
  const action = given(pairs['Action']) ?? given(pairs['EventMessage']) ?? event['event.action'];
  event['event.action'] = action;
  event.message = given(pairs['EventMessage']) ?? action;
  event['rule.name'] = undefined;
  const [category, type, failure] = CODES.get(digits(id) ?? -1) ?? [IAM, ['info']];
  event['event.category'] = category;
  event['event.type'] = type;
  const failed = failure === true || /fail|error|denied/i.test(action ?? '');
  event['event.outcome'] = failed ? 'failure' : 'success';
  // The user who acts, not the account that is used.
  event['user.name'] = given(pairs['usrName']) ?? given(pairs['suser']) ?? event['user.name'];
  event['source.ip'] ??= addressOf(given(pairs['shost']));
  event['destination.ip'] ??= addressOf(given(pairs['dhost']));
  event['file.name'] ??= given(pairs['File']) ?? given(pairs['fname']);
  // A severity of syslog: 7 is the least.
  const level = digits(given(pairs['sev']));
  if (level !== undefined) event.severity = level <= 2 ? 3 : level === 3 ? 2 : level === 4 ? 1 : 0;
};
