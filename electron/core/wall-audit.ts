import type { CallInput, Caller } from '#contract/api.ts';
import type { AuditEntry } from '#contract/audit.ts';
import type { KnownDisplay, Target } from '#contract/control.ts';
import type { WallControl } from './wall-control.ts';
import type { WallHandlers } from './wall-handlers.ts';
import { nameList } from './wall-names.ts';

interface Note extends Pick<AuditEntry, 'on' | 'detail' | 'values'> {
  /** A display of which nothing is known afterwards. */
  readonly forgotten?: KnownDisplay | undefined;
}
type Describe<K extends keyof WallHandlers> = (input: CallInput<K>, wall: WallControl) => Note | undefined;
/** Complete, so that a new call doesn't compile before somebody has said what it changes. */
type Changes = { readonly [K in keyof WallHandlers]: Describe<K> | typeof NOTHING };

/** It changes nothing, or what a display tells again after a restart. */
const NOTHING = 'nothing';

/** What each call changes in the history's words; undefined where that has a history of its own. */
const CHANGES: Changes = {
  'scene.get': NOTHING,
  'display.report': NOTHING,
  'display.list': NOTHING,
  'control.state': NOTHING,
  'control.history': NOTHING,
  'scene.list': NOTHING,
  'scene.read': NOTHING,
  'scene.layouts': NOTHING,
  'scene.history': NOTHING,
  'scene.check': NOTHING,
  'scene.export': NOTHING,
  'display.rename': ({ display, label }) => ({ on: display, detail: label.trim() || display }),
  'display.forget': ({ display }, wall) => ({
    on: display,
    detail: '',
    forgotten: wall.displays.get(display),
  }),
  'display.identify': () => ({ on: '*', detail: '' }),
  'display.show': ({ target, scene, pinned }, wall) => ({
    on: nameOf(target, wall),
    detail: pinned ? `${scene}, pinned` : scene,
  }),
  'display.release': ({ target }, wall) => ({ on: nameOf(target, wall), detail: '' }),
  'display.freeze': turned,
  'display.blank': turned,
  'display.mute': turned,
  'control.undo': ({ revision }, wall) => {
    const step = wall.steps.get(revision);
    return { on: step?.on ?? '', detail: step?.call ?? '' };
  },
  'wall.save': ({ name, displays }) => ({
    on: name,
    detail: displays.map(({ display }) => display).join(', '),
  }),
  'wall.remove': ({ id }, wall) => ({ on: wall.orders.wall(id)?.name ?? id, detail: '' }),
  'playlist.save': ({ name, entries }) => ({
    on: name,
    detail: entries.map(({ scene }) => scene).join(', '),
  }),
  'playlist.remove': ({ id }, wall) => ({ on: wall.orders.playlist(id)?.name ?? id, detail: '' }),
  'playlist.run': ({ target, playlist }, wall) => ({
    on: nameOf(target, wall),
    detail: playlist === null ? '–' : (wall.orders.playlist(playlist)?.name ?? playlist),
  }),
  'banner.show': ({ target, text }, wall) => ({ on: nameOf(target, wall), detail: text }),
  'banner.clear': ({ id }, wall) => ({
    on: '',
    detail: wall.orders.state.banners.find((banner) => banner.id === id)?.text ?? '',
  }),
  'night.save': ({ night }) => ({
    on: '*',
    detail: night
      ? `${night.when.from}–${night.when.to} ${night.timeZone}, ${Math.round(night.brightness * 100)} %`
      : 'off',
    ...(night && {
      values: {
        from: night.when.from,
        to: night.when.to,
        timeZone: night.timeZone,
        percent: Math.round(night.brightness * 100),
      },
    }),
  }),
  'takeover.save': ({ enabled, minSeverity, minSeconds, maxSeconds }) => ({
    on: '*',
    detail: enabled ? `severity ${minSeverity}+, ${minSeconds}–${maxSeconds} s` : 'off',
    ...(enabled && { values: { severity: minSeverity, min: minSeconds, max: maxSeconds } }),
  }),
  'takeover.end': (_, wall) => ({ on: '*', detail: wall.takeover.machine.current()?.title ?? '–' }),
  'scene.save': () => undefined,
  'scene.publish': ({ id, revision }) => ({ on: id, detail: String(revision) }),
  'scene.restore': ({ id, revision }) => ({ on: id, detail: String(revision) }),
  'scene.delete': ({ id }) => ({ on: id, detail: '' }),
  'scene.undelete': ({ id }) => ({ on: id, detail: '' }),
  'scene.import': ({ publish, comment }) => ({
    on: '',
    detail: comment,
    ...(publish && { values: { published: 1 } }),
  }),
};

function turned({ target, on }: { readonly target: Target; readonly on: boolean }, wall: WallControl): Note {
  return { on: nameOf(target, wall), detail: on ? 'on' : 'off' };
}

function nameOf(target: Target, wall: WallControl): string {
  if ('display' in target) return target.display;
  if ('displays' in target) return nameList([...new Set(target.displays)]);
  return 'wall' in target ? (wall.orders.wall(target.wall)?.name ?? target.wall) : '*';
}

export interface AuditParts {
  now(): number;
  readonly wall: WallControl;
  /** The state is on disk before the caller is told that it is done. */
  save(): void;
}

/** The same handlers; what each changed is noted and written together with the change. What was refused is not. */
export function audited(handlers: WallHandlers, { now, wall, save }: AuditParts): WallHandlers {
  const noted = <K extends keyof WallHandlers>(call: K, handler: WallHandlers[K]): WallHandlers[K] => {
    const describe = CHANGES[call];
    if (describe === NOTHING) return handler;
    const run = handler as (input: CallInput<K>, caller: Caller) => unknown;
    const noting = (input: CallInput<K>, caller: Caller): unknown => {
      // Before it is done: what is removed still has its name.
      const described = describe(input, wall);
      const before = wall.state();
      const value = run(input, caller);
      if (described) {
        const { forgotten, ...note } = described;
        wall.audit.add({ by: caller.name, at: now(), call, ...note });
        const after = wall.state();
        const switched = note.detail === 'off' ? `${call}.off` : call;
        if (after !== before) wall.steps.add({ call: switched, on: note.on, before, after, forgotten });
      }
      save();
      return value;
    };
    return noting as WallHandlers[K];
  };
  const calls = Object.keys(handlers) as (keyof WallHandlers)[];
  return Object.fromEntries(calls.map((call) => [call, noted(call, handlers[call])])) as WallHandlers;
}
