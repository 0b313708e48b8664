import type { PanelPlacement } from '#contract/layout.ts';
import { t } from '#renderer/text/text.ts';
import { AlertsSettings } from './alerts/settings.ts';
import { ClockSettings } from './clock/settings.ts';
import { HealthSettings } from './health/settings.ts';
import { IncidentsSettings } from './incidents/settings.ts';
import { MapSettings } from './map/settings.ts';
import { CommonSettings, panel, type PanelEntry } from './panel.ts';
import { RateSettings } from './rate/settings.ts';
import { SkeletonSettings } from './skeleton/settings.ts';
import { TalkersSettings } from './talkers/settings.ts';
import { KpiSettings } from './kpi/settings.ts';
import { SensorsSettings } from './sensors/settings.ts';
import { AttackMatrixSettings } from './attack-matrix/settings.ts';
import { viewOf } from './filter.ts';
import { minutesOf } from './span.ts';
import { FocusSettings } from './focus/settings.ts';
import { ClocksSettings } from './clocks/settings.ts';
import { NoticesSettings } from './notices/settings.ts';
import { TickerSettings } from './ticker/settings.ts';
import { TextSettings } from './text/settings.ts';
import { PictureSettings } from './picture/settings.ts';
import { RosterSettings } from './roster/settings.ts';

export type { PanelEntry } from './panel.ts';

/** To add a panel: copy skeleton/ and add its line here. */
export const registry: ReadonlyMap<string, PanelEntry> = new Map([
  [
    'map',
    panel({
      title: 'panel.map',
      titleOf: ({ projection }) => (projection === 'zones' ? 'panel.map.zones' : 'panel.map'),
      settings: MapSettings,
      about: 'events',
      view: (settings) => viewOf(settings, { span: minutesOf(settings.span) }),
      load: () => import('./map/index.tsx'),
    }),
  ],
  [
    'rate',
    panel({
      title: 'panel.rate',
      settings: RateSettings,
      about: 'events',
      view: (settings) => viewOf(settings),
      load: () => import('./rate/index.tsx'),
    }),
  ],
  [
    'alerts',
    panel({
      title: 'panel.alerts',
      settings: AlertsSettings,
      about: 'events',
      view: (settings) => viewOf(settings),
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
      view: (settings) => viewOf(settings, { span: minutesOf(settings.span), bySeverity: false }),
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
    'kpi',
    panel({
      title: 'panel.kpi',
      settings: KpiSettings,
      about: 'events',
      // Its severity is that of the open incidents.
      view: (settings) => viewOf({ ...settings, from: 0 }),
      load: () => import('./kpi/index.tsx'),
    }),
  ],
  [
    'sensors',
    panel({
      title: 'panel.sensors',
      settings: SensorsSettings,
      about: 'core',
      load: () => import('./sensors/index.tsx'),
    }),
  ],
  [
    'attack-matrix',
    panel({
      title: 'panel.attack-matrix',
      settings: AttackMatrixSettings,
      about: 'events',
      view: (settings) => viewOf(settings, { bySeverity: false }),
      load: () => import('./attack-matrix/index.tsx'),
    }),
  ],
  [
    'focus',
    panel({
      title: 'panel.focus',
      settings: FocusSettings,
      about: 'events',
      load: () => import('./focus/index.tsx'),
    }),
  ],
  [
    'clocks',
    panel({
      title: 'panel.clocks',
      settings: ClocksSettings,
      about: 'nothing',
      load: () => import('./clocks/index.tsx'),
    }),
  ],
  [
    'notices',
    panel({
      title: 'panel.notices',
      settings: NoticesSettings,
      about: 'core',
      load: () => import('./notices/index.tsx'),
    }),
  ],
  [
    'ticker',
    panel({
      title: 'panel.ticker',
      settings: TickerSettings,
      about: 'events',
      // A small tenant's alerts are not among those of all.
      view: (settings) => (settings.kinds.includes('alerts') ? viewOf(settings) : undefined),
      load: () => import('./ticker/index.tsx'),
    }),
  ],
  [
    'text',
    panel({
      title: 'panel.text',
      settings: TextSettings,
      about: 'nothing',
      load: () => import('./text/index.tsx'),
    }),
  ],
  [
    'picture',
    panel({
      title: 'panel.picture',
      settings: PictureSettings,
      about: 'nothing',
      load: () => import('./picture/index.tsx'),
    }),
  ],
  [
    'roster',
    panel({
      title: 'panel.roster',
      settings: RosterSettings,
      about: 'nothing',
      load: () => import('./roster/index.tsx'),
    }),
  ],
  [
    'skeleton',
    panel({
      title: 'panel.skeleton',
      settings: SkeletonSettings,
      unlisted: true,
      about: 'events',
      load: () => import('./skeleton/index.tsx'),
    }),
  ],
]);

/** The title that the placement was given, else the panel's own name. */
export function panelTitle({ panel: name, settings }: Pick<PanelPlacement, 'panel' | 'settings'>): string {
  const given = CommonSettings.safeParse(settings).data?.title ?? '';
  if (given !== '') return given;
  const entry = registry.get(name);
  if (!entry) return name;
  const own = entry.titleOf ? entry.settings.safeParse(settings) : undefined;
  return t(own?.success ? (entry.titleOf?.(own.data) ?? entry.title) : entry.title);
}
