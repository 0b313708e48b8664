import type { SensorRecord } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';
import type { JsonFormat } from '../format.ts';
import { severityWord } from '../generic.ts';
import { type Fields, fields, first, label, text, texts } from '../read.ts';
import { observe, section, setTime, told } from './values.ts';

const DETECTION = ['intrusion_detection'] as const;
const INFO = ['info'] as const;

/** ATT&CK's tactics by the names that Microsoft writes without blanks. */
const TACTICS: ReadonlyMap<string, string> = new Map([
  ['reconnaissance', 'TA0043'],
  ['resourcedevelopment', 'TA0042'],
  ['initialaccess', 'TA0001'],
  ['execution', 'TA0002'],
  ['persistence', 'TA0003'],
  ['privilegeescalation', 'TA0004'],
  ['defenseevasion', 'TA0005'],
  ['credentialaccess', 'TA0006'],
  ['discovery', 'TA0007'],
  ['lateralmovement', 'TA0008'],
  ['collection', 'TA0009'],
  ['exfiltration', 'TA0010'],
  ['commandandcontrol', 'TA0011'],
  ['impact', 'TA0040'],
]);

function tactics(value: unknown): readonly string[] | undefined {
  const names = typeof value === 'string' ? value.split(',', 16) : texts(value);
  const ids = names?.map((name) => TACTICS.get(name.trim().toLowerCase())).filter((id) => id !== undefined);
  return ids === undefined || ids.length === 0 ? undefined : ids;
}

/** A sensor's word; Sentinel's alerts are at least worth a look. */
function level(word: string | undefined): Severity {
  return word === undefined ? 2 : (severityWord(word) ?? 0);
}

/** The SDK writes `created_time_utc`, the REST interface `properties.createdTimeUtc`. */
function incidentOf(record: SensorRecord): Fields {
  return fields(record['properties']) ?? record;
}

/** Microsoft Sentinel: incidents of the SDK and of the REST interface, and rows of its SecurityAlert table. */
export const sentinel: JsonFormat = {
  name: 'microsoft-sentinel',
  recognise: (record) =>
    (typeof record['type'] === 'string' && record['type'].startsWith('Microsoft.SecurityInsights/')) ||
    (record['AlertName'] !== undefined && record['AlertSeverity'] !== undefined),
  map(record, event) {
    const own = incidentOf(record);
    const problem = setTime(
      event,
      own['created_time_utc'],
      own['createdTimeUtc'],
      own['TimeGenerated'],
      own['StartTime'],
      own['last_modified_time_utc'],
      own['lastModifiedTimeUtc'],
    );
    if (problem !== undefined) return problem;
    const table = own['AlertName'] !== undefined;
    observe(event, 'sentinel', table ? 'alert' : 'incident', 'Microsoft', 'Sentinel');
    event['event.kind'] = 'alert';
    event['event.category'] = DETECTION;
    event['event.type'] = INFO;
    event.severity = level(text(own['severity']) ?? text(own['AlertSeverity']));
    const title = text(own['title']) ?? text(own['AlertName']);
    event['rule.name'] = title;
    event.message = title ?? text(own['description']);
    const ids = own['related_analytic_rule_ids'] ?? own['relatedAnalyticRuleIds'];
    event['rule.id'] = label(first(ids)) ?? text(own['AlertType']);
    event['rule.category'] = told(own['ProviderName']);
    event['host.name'] = told(own['CompromisedEntity']);
    const more = section(own, 'additional_data') ?? section(own, 'additionalData');
    event['threat.tactic.id'] = tactics(more?.['tactics'] ?? own['Tactics']);
    event['threat.technique.id'] = texts(more?.['techniques'] ?? own['Techniques']);
    return undefined;
  },
};
