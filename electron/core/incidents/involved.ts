import type { Detection } from '#contract/detection.ts';
import type { Criticality, SocEvent } from '#contract/event.ts';
import type { Incident, IncidentAsset } from '#contract/incident.ts';
import { ownText } from '#core/base/own-text.ts';

/** More than a panel in full view has room for. */
export const MAX_LATEST = 16;
export const MAX_ASSETS = 16;
const MAX_MESSAGE = 160;

const RANK: Record<Criticality, number> = { low: 0, medium: 1, high: 2, critical: 3 };

/** Keeps what a wall tells of a detection's event, also of one that an episode goes on with: its ends, and what they are. */
export function noteInvolved(incident: Incident, detection: Detection, id: string): void {
  noteEvent((incident.latest ??= []), detection, id);
  const { event } = detection;
  noteAsset(incident, event['source.asset.name'], {
    address: event['source.ip'],
    criticality: event['source.asset.criticality'],
    owner: event['source.asset.owner'],
  });
  noteAsset(incident, event['destination.asset.name'], {
    address: event['destination.ip'],
    criticality: event['destination.asset.criticality'],
    owner: event['destination.asset.owner'],
  });
}

function noteEvent(latest: NonNullable<Incident['latest']>, { event, rule }: Detection, id: string): void {
  // The sensor's alert and our rules speak of one event.
  const known = latest.find((one) => one.id === id);
  if (known) {
    if (rule.level > known.severity) known.severity = rule.level;
    return;
  }
  latest.push({
    id,
    time: event['@timestamp'],
    severity: rule.level,
    source: event['source.ip'] ?? '',
    destination: event['destination.ip'] ?? '',
    port: event['destination.port'] ?? 0,
    transport: ownText(event['network.transport'] ?? ''),
    message: ownText(messageOf(event, rule.title).slice(0, MAX_MESSAGE)),
  });
  if (latest.length > MAX_LATEST) latest.shift();
}

/** What the event itself says, since the rule is named beside it. */
function messageOf(event: SocEvent, title: string): string {
  const own = event['event.kind'] === 'alert' ? event['rule.name'] : undefined;
  return own ?? event.message ?? event['url.original'] ?? event['dns.question.name'] ?? title;
}

interface Side {
  readonly address: string | undefined;
  readonly criticality: Criticality | undefined;
  readonly owner: string | undefined;
}

function noteAsset(
  incident: Incident,
  name: string | undefined,
  { address = '', criticality, owner = '' }: Side,
): void {
  if (name === undefined || criticality === undefined) return;
  const assets: IncidentAsset[] = (incident.assets ??= []);
  const known = assets.find((one) => one.name === name);
  if (known) {
    known.address = address;
    return;
  }
  assets.push({ name, address, criticality, owner });
  if (assets.length <= MAX_ASSETS) return;
  // Of many the least critical goes, of equals the one that came last.
  assets.sort((a, b) => RANK[b.criticality] - RANK[a.criticality]);
  assets.length = MAX_ASSETS;
}
