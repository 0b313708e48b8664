/** The one severity scale, as a level so that it can be compared and stored in a byte. */
export const SEVERITIES = ['informational', 'low', 'medium', 'high', 'critical'] as const;

export type SeverityName = (typeof SEVERITIES)[number];
/** Index into SEVERITIES: 0 informational … 4 critical. */
export type Severity = 0 | 1 | 2 | 3 | 4;

export const SEVERITY_COUNT = SEVERITIES.length;

export function severityName(severity: Severity): SeverityName {
  return SEVERITIES[severity];
}

/** The level of a Sigma `level`, an ECS or OCSF word; undefined for words that are none of the five. */
export function severityFromName(name: string): Severity | undefined {
  const index = SEVERITIES.indexOf(name.toLowerCase() as SeverityName);
  return index < 0 ? undefined : (index as Severity);
}
