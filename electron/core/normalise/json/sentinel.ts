import type { SensorRecord } from '#contract/event.ts';
import type { Severity } from '#contract/severity.ts';
import type { JsonFormat } from '../format.ts';
import { severityWord } from '../severity-word.ts';
import { type Fields, fields, first, label, text, texts } from '../read.ts';
import { tacticIds } from './attack.ts';
import { observe, section, setTime, told } from './values.ts';

const DETECTION = ['intrusion_detection'] as const;
const INFO = ['info'] as const;

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
  map(record, event, context) {
    const own = incidentOf(record);
    const problem = setTime(
      event,
      context,
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
    event['threat.tactic.id'] = tacticIds(more?.['tactics'] ?? own['Tactics']);
    event['threat.technique.id'] = texts(more?.['techniques'] ?? own['Techniques']);
    return undefined;
  },
};
