import type { Alarm } from '#contract/alarm.ts';
import type { Api, CallInput, CallOutput } from '#contract/api.ts';
import type { DisplayReport } from '#contract/control.ts';
import type { SoundState } from '#contract/health.ts';
import type { Incident } from '#contract/incident.ts';
import type { Scene } from '#contract/layout.ts';
import type { ViewQuery } from '#contract/view.ts';
import { wallActions } from './wall-actions.ts';
import { wallStore } from './wall-store.ts';

let client: Api | undefined;

/** main.tsx hands the client over once; nothing else talks to the core. */
export function setClient(api: Api): void {
  client = api;
}

function core(): Api {
  if (!client) throw new Error('No client: main.tsx has not connected yet');
  return client;
}

/** The one door for commands. Each rejects with a contract CallError's code and message. */
export const actions = {
  getScene(display: string): Promise<Scene> {
    return core()['scene.get']({ display });
  },
  acknowledge(ids: readonly string[]): Promise<Alarm[]> {
    return core()['alarm.acknowledge']({ ids: [...ids] });
  },
  shelve(id: string, minutes: number, reason: string): Promise<Alarm> {
    return core()['alarm.shelve']({ id, minutes, reason });
  },
  unshelve(id: string): Promise<Alarm> {
    return core()['alarm.unshelve']({ id });
  },
  getIncident(id: string): Promise<Incident> {
    return core()['incident.get']({ id });
  },
  getFlow(query: CallInput<'flow.get'>): Promise<CallOutput<'flow.get'>> {
    return core()['flow.get'](query);
  },
  watchView(query: ViewQuery): Promise<CallOutput<'view.watch'>> {
    return core()['view.watch'](query);
  },
  unwatchView(query: ViewQuery): Promise<CallOutput<'view.unwatch'>> {
    return core()['view.unwatch'](query);
  },
  closeIncident(id: string): Promise<Incident> {
    return core()['incident.close']({ id });
  },
  reopenIncident(id: string): Promise<Incident> {
    return core()['incident.reopen']({ id });
  },
  getEvent(id: string): Promise<CallOutput<'event.get'>> {
    return core()['event.get']({ id });
  },
  ...wallActions(core),
  /** What is on this window's glass. */
  async reportDisplay(report: Omit<DisplayReport, 'display'>): Promise<void> {
    await core()['display.report']({ display: wallStore.getState().display, ...report });
  },
  /** This window's sound path: shown in the status bar at once, and told to the core. */
  async reportSound(sound: SoundState): Promise<void> {
    wallStore.setState({ sound });
    // A supervisor's page is no display.
    if (wallStore.getState().display === '') return;
    await core()['display.report']({ display: wallStore.getState().display, sound });
  },
};
