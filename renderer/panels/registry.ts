import { AlertsSettings } from './alerts/settings.ts';
import { ClockSettings } from './clock/settings.ts';
import { HealthSettings } from './health/settings.ts';
import { IncidentsSettings } from './incidents/settings.ts';
import { MapSettings } from './map/settings.ts';
import type { PanelEntry } from './panel.ts';
import { RateSettings } from './rate/settings.ts';
import { SkeletonSettings } from './skeleton/settings.ts';
import { TalkersSettings } from './talkers/settings.ts';

export type { PanelEntry, PanelProps } from './panel.ts';

/** Ties the settings' type to the component's, then forgets it: the wall treats all panels alike. */
function panel<Settings>(entry: PanelEntry<Settings>): PanelEntry {
  return entry as PanelEntry;
}

/** To add a panel: copy skeleton/ and add its line here. */
export const registry: ReadonlyMap<string, PanelEntry> = new Map([
  [
    'map',
    panel({
      title: 'panel.map',
      settings: MapSettings,
      about: 'events',
      load: () => import('./map/index.tsx'),
    }),
  ],
  [
    'rate',
    panel({
      title: 'panel.rate',
      settings: RateSettings,
      about: 'events',
      load: () => import('./rate/index.tsx'),
    }),
  ],
  [
    'alerts',
    panel({
      title: 'panel.alerts',
      settings: AlertsSettings,
      about: 'events',
      load: () => import('./alerts/index.tsx'),
    }),
  ],
  [
    'incidents',
    panel({
      title: 'panel.incidents',
      settings: IncidentsSettings,
      about: 'events',
      load: () => import('./incidents/index.tsx'),
    }),
  ],
  [
    'talkers',
    panel({
      title: 'panel.talkers',
      settings: TalkersSettings,
      about: 'events',
      load: () => import('./talkers/index.tsx'),
    }),
  ],
  [
    'health',
    panel({
      title: 'panel.health',
      settings: HealthSettings,
      about: 'core',
      load: () => import('./health/index.tsx'),
    }),
  ],
  [
    'clock',
    panel({
      title: 'panel.clock',
      settings: ClockSettings,
      about: 'nothing',
      load: () => import('./clock/index.tsx'),
    }),
  ],
  [
    'skeleton',
    panel({
      title: 'panel.skeleton',
      settings: SkeletonSettings,
      about: 'events',
      load: () => import('./skeleton/index.tsx'),
    }),
  ],
]);
