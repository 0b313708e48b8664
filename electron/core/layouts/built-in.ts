import { SCENE_VERSION, type PanelPlacement, type Scene } from '#contract/layout.ts';
import { OVERVIEW } from './overview.ts';

type Settings = PanelPlacement['settings'];

/** A panel that is its own id: built-in scenes have one of a kind, unless named. */
function at(panel: string, x: number, y: number, w: number, h: number, settings: Settings = {}, id = panel) {
  return { id, panel, x, y, w, h, settings };
}

function scene(id: string, title: string, description: string, panels: PanelPlacement[]): Scene {
  return { version: SCENE_VERSION, id, title, description, panels };
}

/** What every wall has before anyone composes a scene, and goes back to when a changed one is deleted. */
export const BUILT_IN: readonly Scene[] = [
  OVERVIEW,
  scene('attack-map', 'Attack map', 'The map alone.', [at('map', 0, 0, 12, 12)]),
  scene('triage', 'Triage', 'For the analysts: what is open, what comes in, what is going on around it.', [
    at('incidents', 0, 0, 7, 7),
    at('alerts', 7, 0, 5, 7, { from: 2 }),
    at('rate', 0, 7, 7, 5),
    at('talkers', 7, 7, 5, 5),
  ]),
  scene('network', 'Network', 'What goes on inside, between sites and zones, and who talks most.', [
    at('map', 0, 0, 8, 8, { projection: 'zones' }),
    at('talkers', 8, 0, 4, 8, { traffic: 'internal', lists: ['sources', 'targets', 'ports'] }),
    at('rate', 0, 8, 8, 4),
    at('health', 8, 8, 4, 4),
  ]),
  scene('executive', 'Executive', 'Few large figures for visitors and management.', [
    at('kpi', 0, 0, 12, 4),
    at('map', 0, 4, 8, 8),
    at('incidents', 8, 4, 4, 8, { from: 3 }),
  ]),
  scene('night-shift', 'Night shift', 'Only what must be answered, and whether all sensors speak.', [
    at('incidents', 0, 0, 8, 8, { from: 3 }),
    at('health', 8, 0, 4, 8),
    at('rate', 0, 8, 9, 4),
    at('clock', 9, 8, 3, 4),
  ]),
];

/** What a takeover shows: the incident with its course, events and assets, where it goes, and what else is grave. */
export function focusScene(incident: string): Scene {
  return {
    ...scene('focus', 'Incident', '', [
      at('focus', 0, 0, 7, 12, { incident }),
      at('map', 7, 0, 5, 8, { incident }),
      at('incidents', 7, 8, 5, 4, { from: 3 }),
    ]),
    takeover: true,
  };
}

/** One scene for a tenant: under its name nothing of the others' may count. */
export function tenantScene(organization: string): Scene {
  const settings = { tenants: [organization.slice(0, MAX_TENANT_NAME)] };
  const id = `tenant-${slugOf(organization)}`;
  return scene(id, `Tenant ${organization}`.slice(0, 128), 'Traffic, incidents and alerts of one tenant.', [
    at('map', 0, 0, 8, 8, settings),
    at('incidents', 8, 0, 4, 4, settings),
    at('alerts', 8, 4, 4, 4, settings),
    at('rate', 0, 8, 4, 4, settings),
    at('talkers', 4, 8, 4, 4, settings),
    at('attack-matrix', 8, 8, 4, 4, settings),
  ]);
}

/** As long as the panels' filters take. */
const MAX_TENANT_NAME = 128;

/** Names are an attacker's to choose where a feed brings them: letters and digits stay, a hash tells equals apart. */
function slugOf(name: string): string {
  let hash = 5381;
  let slug = '';
  for (const char of name.toLowerCase()) {
    hash = (Math.imul(hash, 33) ^ (char.codePointAt(0) ?? 0)) >>> 0;
    if (slug.length >= 40) continue;
    if (/[a-z0-9]/.test(char)) slug += char;
    else if (slug !== '' && !slug.endsWith('-')) slug += '-';
  }
  return `${slug}${slug === '' || slug.endsWith('-') ? '' : '-'}${hash.toString(36)}`;
}
