import type { Caller, Handlers } from '#contract/api.ts';
import type { SoundState } from '#contract/health.ts';
import type { ControlState, Stamp, Target } from '#contract/control.ts';
import type { SceneSummary } from '#contract/layout.ts';
import type { wallApi } from '#contract/wall-api.ts';
import { NotFound, Refused } from './errors.ts';
import { checkScenes, exportScenes, importScenes } from './layouts/scene-files.ts';
import { audited } from './wall-audit.ts';
import type { WallControl } from './wall-control.ts';
import { layoutsOf } from './wall-layouts.ts';
import { nameList } from './wall-names.ts';

export type WallHandlers = Pick<Handlers, keyof typeof wallApi | 'scene.get'>;

export interface WallHandlerParts {
  now(): number;
  readonly wall: WallControl;
  /** The state is on disk before the caller is told that it is done. */
  save(): void;
  /** The display a connection joined as; undefined for one that is none. */
  displayOf(client: string): string | undefined;
  /** The sound of a connection, for Health. */
  sound(client: string, display: string, sound: SoundState): void;
}

/** Calls about displays, scenes and orders. Input is checked and the role allowed before any of these runs. */
export function createWallHandlers(parts: WallHandlerParts): WallHandlers {
  return audited(wallHandlers(parts), parts);
}

function wallHandlers({ now, wall, displayOf, sound }: Omit<WallHandlerParts, 'save'>): WallHandlers {
  const { displays, orders, scenes } = wall;
  const stamp = ({ name }: Caller): Stamp => ({ by: name, at: now() });
  const author = (caller: Caller, comment: string) => ({
    ...stamp(caller),
    comment,
    client: caller.client,
  });
  const named = (target: Target): string[] => {
    const names = wall.namesOf(target);
    if (!names) throw new NotFound('There is no such wall');
    // A wall may have members that were forgotten; who is named must be there, or nobody is told anything.
    const gone = 'wall' in target ? undefined : names.find((name) => !displays.get(name));
    if (gone !== undefined) throw new NotFound(`There is no display ${gone}`);
    return names;
  };
  const done = (): ControlState => {
    wall.push(now());
    return wall.state();
  };
  const doneScene = (summary: SceneSummary | undefined, id: string): SceneSummary => {
    if (!summary) throw new NotFound(`There is no saved scene ${id}`);
    done();
    return summary;
  };
  const needScene = (id: string) => {
    if (!scenes.published(id)) throw new NotFound(`There is no published scene ${id}`);
  };
  const turn = (what: 'frozen' | 'blank' | 'muted') =>
    (({ target, on }, caller) => {
      orders.turn(what, named(target), on, stamp(caller));
      return done();
    }) satisfies Handlers['display.freeze'];
  return {
    'scene.get': ({ display }, { displays: own }) => {
      if (own && !own.includes(display)) throw new Refused(`display: this token is not for ${display}`);
      return wall.sceneFor(display, now());
    },
    'display.report': (report, { client }) => {
      if (displayOf(client) !== report.display)
        throw new Refused(`display: this connection is not ${report.display}`);
      if (report.sound !== undefined) sound(client, report.display, report.sound);
      wall.report(report, now());
      return {};
    },
    'display.list': () => wall.list(now()),
    'display.rename': ({ display, label }) => {
      const renamed = displays.rename(display, label.trim() || display);
      if (!renamed) throw new NotFound(`There is no display ${display}`);
      done();
      return displays.get(display) ?? renamed;
    },
    'display.forget': ({ display }, caller) => {
      if (displays.get(display)?.online) throw new Refused(`${display} is online: close its window first`);
      if (!displays.forget(display)) throw new NotFound(`There is no display ${display}`);
      orders.forget(display, stamp(caller));
      return done();
    },
    'display.identify': ({ seconds }) => {
      wall.identify(now() + seconds * 1000, now());
      return {};
    },
    'display.show': ({ target, scene, pinned, each }, caller) => {
      needScene(scene);
      const spanning = 'wall' in target && !each ? target.wall : null;
      orders.show(named(target), scene, pinned, spanning, stamp(caller));
      return done();
    },
    'display.release': ({ target }, caller) => {
      orders.release(named(target), stamp(caller));
      return done();
    },
    'display.freeze': turn('frozen'),
    'display.blank': turn('blank'),
    'display.mute': turn('muted'),
    'control.state': () => wall.state(),
    'control.undo': ({ revision }, caller) => {
      const taken = wall.undo(revision, stamp(caller));
      if (!taken) throw new NotFound('That can not be taken back any more');
      if (taken.done === 0) {
        const since = `Somebody has changed ${nameList(taken.kept)} since`;
        throw new Refused(taken.kept.length > 0 ? since : 'There is nothing left to take back');
      }
      return { state: done(), kept: taken.kept };
    },
    'control.history': ({ after }) => wall.audit.after(after),
    'wall.save': (group, caller) => {
      const names = new Set(group.displays.map(({ display }) => display));
      if (names.size < group.displays.length) throw new Refused('displays: one of them is there twice');
      if (!orders.saveWall(group, stamp(caller))) throw new Refused('There are too many walls already');
      return done();
    },
    'wall.remove': ({ id }, caller) => {
      if (!orders.wall(id)) throw new NotFound(`There is no wall ${id}`);
      orders.removeWall(id, stamp(caller));
      return done();
    },
    'playlist.save': (playlist, caller) => {
      for (const { scene } of playlist.entries) needScene(scene);
      if (!orders.savePlaylist(playlist, stamp(caller)))
        throw new Refused('There are too many playlists already');
      return done();
    },
    'playlist.remove': ({ id }, caller) => {
      if (!orders.playlist(id)) throw new NotFound(`There is no playlist ${id}`);
      orders.removePlaylist(id, stamp(caller));
      return done();
    },
    'playlist.run': ({ target, playlist }, caller) => {
      if (playlist !== null && !orders.playlist(playlist))
        throw new NotFound(`There is no playlist ${playlist}`);
      orders.run(named(target), playlist, stamp(caller));
      return done();
    },
    'banner.show': ({ target, text, minutes }, caller) => {
      named(target);
      const until = minutes === undefined ? 0 : now() + minutes * 60_000;
      const banner = orders.showBanner(target, text, until, stamp(caller));
      done();
      return banner;
    },
    'banner.clear': ({ id }, caller) => {
      orders.clearBanner(id, stamp(caller));
      return done();
    },
    'night.save': ({ night }, caller) => {
      orders.saveNight(night, stamp(caller));
      return done();
    },
    'takeover.save': (rules, caller) => {
      if (rules.maxSeconds < rules.minSeconds) throw new Refused('maxSeconds: shorter than minSeconds');
      orders.saveTakeover(rules, stamp(caller));
      wall.takeover.apply(now());
      return done();
    },
    'takeover.end': () => {
      wall.takeover.end();
      wall.push(now());
      return {};
    },
    'scene.list': () => scenes.list(),
    'scene.read': ({ id, revision, draft }) => {
      const latest = draft || revision !== undefined;
      const scene = latest ? scenes.read(id, revision) : scenes.published(id)?.scene;
      if (!scene) throw new NotFound(`There is no such scene or revision: ${id}`);
      return scene;
    },
    'scene.layouts': ({ ids }) => layoutsOf(scenes, ids),
    'scene.history': ({ id }) => {
      const history = scenes.history(id);
      if (!history) throw new NotFound(`There is no scene ${id}`);
      return history;
    },
    'scene.save': ({ scene, comment, base }, caller) => {
      const refused = base === undefined ? undefined : scenes.supersededSince(scene.id, base);
      if (refused !== undefined) throw new Refused(refused);
      const saved = scenes.save([scene], author(caller, comment), false);
      if (!saved.ok) throw new Refused(saved.error);
      return doneScene(saved.value[0], scene.id);
    },
    'scene.publish': ({ id, revision }, caller) => {
      const summary = scenes.publish(id, revision, stamp(caller));
      if (!summary) throw new NotFound(`Scene ${id} has no revision ${revision}`);
      return doneScene(summary, id);
    },
    'scene.restore': ({ id, revision, comment }, caller) => {
      const scene = scenes.read(id, revision);
      if (!scene) throw new NotFound(`Scene ${id} has no revision ${revision}`);
      const text = comment || `back to revision ${revision}`;
      const saved = scenes.save([scene], author(caller, text), true, false);
      if (!saved.ok) throw new Refused(saved.error);
      return doneScene(saved.value[0], id);
    },
    'scene.delete': ({ id }) => doneScene(scenes.setDeleted(id, now()), id),
    'scene.undelete': ({ id }) => doneScene(scenes.setDeleted(id, 0), id),
    'scene.export': ({ ids, format, draft }) => {
      const wanted =
        ids ??
        scenes
          .list()
          .flatMap(({ id, published, deletedAt }) => (published > 0 && deletedAt === 0 ? [id] : []));
      const found = wanted.map((id) => {
        const scene = draft ? scenes.read(id, undefined) : scenes.published(id)?.scene;
        if (!scene) throw new NotFound(`There is no ${draft ? '' : 'published '}scene ${id}`);
        return scene;
      });
      return { text: exportScenes(found, format) };
    },
    'scene.check': ({ text }) => checkScenes(text),
    'scene.import': ({ text, publish, comment }, caller) => {
      const read = importScenes(text);
      if (!read.ok) throw new Refused(read.error);
      const saved = scenes.save(read.value, author(caller, comment || 'imported'), publish, false);
      if (!saved.ok) throw new Refused(saved.error);
      done();
      return saved.value;
    },
  };
}
