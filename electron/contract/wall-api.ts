import { z } from 'zod';
import { AuditPage } from './audit.ts';
import {
  Banner,
  ControlState,
  DisplayName,
  DisplayReport,
  KnownDisplay,
  ListedDisplay,
  Night,
  Playlist,
  TakeoverRules,
  Target,
  WallGroup,
} from './control.ts';
import { NewScene, Scene, SceneCheck, SceneRevision, SceneSummary } from './layout.ts';

/** In one answer: some 100 KB as scenes usually are. */
export const MAX_LAYOUTS = 100;
const Id = z.string().min(1).max(64);
const Comment = z.string().max(500).default('');
const Switch = z.object({ target: Target, on: z.boolean() });
const Nothing = z.object({});
const SceneText = z.string().min(1).max(900_000);

function call<R extends string, I extends z.ZodType, O extends z.ZodType>(role: R, input: I, output: O) {
  return { role, input, output };
}

/** Calls about displays, scenes and who shows what: a part of `api`. Every change answers with what it made. */
export const wallApi = {
  'display.report': call('wall', DisplayReport, Nothing),
  'display.list': call('viewer', Nothing, z.array(ListedDisplay)),
  'display.rename': call(
    'supervisor',
    z.object({ display: DisplayName, label: z.string().max(64) }),
    KnownDisplay,
  ),
  /** Only one that is not online: it would be back at once. */
  'display.forget': call('supervisor', z.object({ display: DisplayName }), ControlState),
  /** All displays show their names. */
  'display.identify': call(
    'supervisor',
    z.object({ seconds: z.number().int().min(1).max(60).default(8) }),
    Nothing,
  ),
  /** With a wall as target the scene spans its displays as one picture, unless `each`. */
  'display.show': call(
    'supervisor',
    z.object({
      target: Target,
      scene: Id,
      pinned: z.boolean().default(false),
      each: z.boolean().default(false),
    }),
    ControlState,
  ),
  /** Takes back display.show: its playlist or the default scene again. */
  'display.release': call('supervisor', z.object({ target: Target }), ControlState),
  'display.freeze': call('supervisor', Switch, ControlState),
  'display.blank': call('supervisor', Switch, ControlState),
  'display.mute': call('supervisor', Switch, ControlState),
  'control.state': call('viewer', Nothing, ControlState),
  /**
   * Takes back the call that made this revision: scenes, playlists, switches, walls, messages and rules as they were, a
   * forgotten display with its label. What somebody has changed again since stays, and is named (a rule by the call that
   * sets it); refused when that is all.
   */
  'control.undo': call(
    'supervisor',
    z.object({ revision: z.number().int().min(1) }),
    z.object({ state: ControlState, kept: z.array(z.string()) }),
  ),
  /** Who did what and when, newest first: what came after an id, or all that is kept. */
  'control.history': call('viewer', z.object({ after: z.number().int().min(0).default(0) }), AuditPage),

  'wall.save': call('supervisor', WallGroup, ControlState),
  'wall.remove': call('supervisor', z.object({ id: Id }), ControlState),
  'playlist.save': call('supervisor', Playlist, ControlState),
  'playlist.remove': call('supervisor', z.object({ id: Id }), ControlState),
  /** Null stops it. */
  'playlist.run': call('supervisor', z.object({ target: Target, playlist: Id.nullable() }), ControlState),
  'banner.show': call(
    'supervisor',
    z.object({
      target: Target,
      text: z.string().trim().min(1).max(300),
      minutes: z.number().int().min(1).max(10_080).optional(),
    }),
    Banner,
  ),
  'banner.clear': call('supervisor', z.object({ id: Id }), ControlState),
  /** Null switches it off. */
  'night.save': call('supervisor', z.object({ night: Night.nullable() }), ControlState),
  'takeover.save': call('supervisor', TakeoverRules, ControlState),
  /** Ends the takeover that is on. */
  'takeover.end': call('supervisor', Nothing, Nothing),

  'scene.list': call('viewer', Nothing, z.array(SceneSummary)),
  /** The published scene, or the given revision; the newest with `draft`. */
  'scene.read': call(
    'viewer',
    z.object({ id: Id, revision: z.number().int().min(1).optional(), draft: z.boolean().default(false) }),
    Scene,
  ),
  /** Published scenes as thumbnails need them, without what is long in their settings; and what a takeover shows. */
  'scene.layouts': call(
    'viewer',
    z.object({ ids: z.array(Id).max(MAX_LAYOUTS) }),
    z.object({ scenes: z.array(Scene), takeover: Scene }),
  ),
  /** Newest first. */
  'scene.history': call('viewer', z.object({ id: Id }), z.array(SceneRevision)),
  /** A draft: displays go on with what is published. Refused when another came since revision `base` (0: the first). */
  'scene.save': call(
    'supervisor',
    z.object({ scene: NewScene, comment: Comment, base: z.number().int().min(0).optional() }),
    SceneSummary,
  ),
  /** That revision and no later one; 0 takes the scene off the glass. */
  'scene.publish': call('supervisor', z.object({ id: Id, revision: z.number().int().min(0) }), SceneSummary),
  /** The earlier revision becomes the newest, and is published. */
  'scene.restore': call(
    'supervisor',
    z.object({ id: Id, revision: z.number().int().min(1), comment: Comment }),
    SceneSummary,
  ),
  'scene.delete': call('supervisor', z.object({ id: Id }), SceneSummary),
  'scene.undelete': call('supervisor', z.object({ id: Id }), SceneSummary),
  /** All published scenes unless `ids`; `draft` for the newest of them, published or not. Two exports can be compared. */
  'scene.export': call(
    'viewer',
    z.object({
      ids: z.array(Id).max(200).optional(),
      format: z.enum(['yaml', 'json']).default('yaml'),
      draft: z.boolean().default(false),
    }),
    z.object({ text: z.string() }),
  ),
  /** What scene.import would refuse, with every place; what it would take, for the page to check the settings of. */
  'scene.check': call('supervisor', z.object({ text: SceneText }), SceneCheck),
  /** All of it or nothing; saved as drafts unless `publish`. */
  'scene.import': call(
    'supervisor',
    z.object({ text: SceneText, publish: z.boolean().default(false), comment: Comment }),
    z.array(SceneSummary),
  ),
};
