import { z } from 'zod';
import { SoundState } from './health.ts';
import { SeverityLevel } from './incident.ts';
import { Scene } from './layout.ts';

export const DisplayName = z.string().min(1).max(64);
const Id = z.string().min(1).max(64);
const TimeZone = z.string().min(1).max(64).refine(isTimeZone, { error: 'not a time zone: write Asia/Seoul' });
const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'a time of day as 07:30' });

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Who did it and when (core wall-clock ms). */
export const Stamp = z.object({ by: z.string(), at: z.number() });
export type Stamp = z.infer<typeof Stamp>;

/**
 * Part of a scene that one display of a wall shows, as shares of the scene's width and height. It may reach beyond the
 * scene where the wall's displays do.
 */
export const Viewport = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });
export type Viewport = z.infer<typeof Viewport>;

/** Displays that hang side by side; positions and bezel in the same unit, any (millimetres, pixels). */
export const WallGroup = z.object({
  id: Id,
  name: z.string().min(1).max(64),
  /** Between the pictures of two neighbours; the picture goes on behind it. */
  bezel: z.number().min(0).max(10_000).default(0),
  displays: z
    .array(
      z.object({
        display: DisplayName,
        x: z.number().min(0).max(1_000_000),
        y: z.number().min(0).max(1_000_000),
        w: z.number().positive().max(1_000_000),
        h: z.number().positive().max(1_000_000),
      }),
    )
    .min(1)
    .max(64),
});
export type WallGroup = z.infer<typeof WallGroup>;

export const Target = z.union([
  z.strictObject({ display: DisplayName }),
  /** As many as are known at most. */
  z.strictObject({ displays: z.array(DisplayName).min(1).max(500) }),
  z.strictObject({ wall: Id }),
  z.strictObject({ all: z.literal(true) }),
]);
export type Target = z.infer<typeof Target>;

/** A span of the day; over midnight when `to` is not after `from`. */
export const DaySpan = z.object({
  from: ClockTime,
  to: ClockTime,
  /** 0 Sunday … 6 Saturday, of the day it begins; every day unless given. */
  weekdays: z.array(z.number().int().min(0).max(6)).min(1).max(7).optional(),
});
export type DaySpan = z.infer<typeof DaySpan>;

export const Playlist = z.object({
  id: Id,
  name: z.string().min(1).max(64),
  timeZone: TimeZone,
  entries: z
    .array(
      z.object({
        scene: Id,
        dwellSeconds: z.number().int().min(5).max(86_400),
        /** Only then: an hour, a shift. Always, unless given. */
        when: DaySpan.optional(),
      }),
    )
    .min(1)
    .max(50),
});
export type Playlist = z.infer<typeof Playlist>;

export const Night = z.object({
  timeZone: TimeZone,
  when: DaySpan,
  /** Share of full brightness. */
  brightness: z.number().min(0.1).max(1),
});
export type Night = z.infer<typeof Night>;

/** When a new incident takes displays over. */
export const TakeoverRules = z.object({
  enabled: z.boolean(),
  minSeverity: SeverityLevel,
  /** Organizations it is for; empty: all. */
  tenants: z.array(z.string().min(1).max(128)).max(500),
  /** Displays that allow it; empty: all. Never one with a pinned, frozen or blank scene. */
  displays: z.array(DisplayName).max(500),
  quiet: z.object({ timeZone: TimeZone, when: DaySpan }).optional(),
  minSeconds: z.number().int().min(5).max(3_600),
  maxSeconds: z.number().int().min(10).max(86_400),
});
export type TakeoverRules = z.infer<typeof TakeoverRules>;

/** Beyond it the oldest goes, told in Health. */
export const MAX_BANNERS = 20;

export const Banner = z.object({
  id: Id,
  target: Target,
  text: z.string(),
  /** Core wall-clock ms; 0 until somebody clears it. */
  until: z.number(),
  ...Stamp.shape,
});
export type Banner = z.infer<typeof Banner>;

/** What was ordered for one display. Null: nobody ordered it. */
export const DisplayControl = z.object({
  scene: z.object({ id: Id, pinned: z.boolean(), wall: Id.nullable(), ...Stamp.shape }).nullable(),
  playlist: z.object({ id: Id, ...Stamp.shape }).nullable(),
  frozen: Stamp.nullable(),
  blank: Stamp.nullable(),
  muted: Stamp.nullable(),
  /** Grows with each order to mute or to sound: what key M chose at the display before it no longer holds. */
  muteOrder: z.number().default(0),
});
export type DisplayControl = z.infer<typeof DisplayControl>;

/** Of a display that nobody has told anything. */
export const UNORDERED: DisplayControl = {
  scene: null,
  playlist: null,
  frozen: null,
  blank: null,
  muted: null,
  muteOrder: 0,
};

/** Everything supervisors have ordered. Last change wins; `revision` grows with each. */
export const ControlState = z.object({
  revision: z.number().int(),
  changed: Stamp,
  displays: z.array(z.object({ display: DisplayName, ...DisplayControl.shape })),
  walls: z.array(WallGroup.extend(Stamp.shape)),
  playlists: z.array(Playlist.extend(Stamp.shape)),
  banners: z.array(Banner),
  night: Night.extend(Stamp.shape).nullable(),
  takeover: TakeoverRules.extend(Stamp.shape).nullable(),
});
export type ControlState = z.infer<typeof ControlState>;

export const DrawState = z.enum(['drawing', 'frozen', 'blank', 'loading', 'failed']);

/** What a display says of itself; what it leaves out stays as last told. */
export const DisplayReport = z.object({
  display: DisplayName,
  sound: SoundState.optional(),
  /** CSS pixels, and device pixels in one of them. */
  width: z.number().int().min(0).max(100_000).optional(),
  height: z.number().int().min(0).max(100_000).optional(),
  scale: z.number().min(0.1).max(16).optional(),
  host: z.string().max(64).optional(),
  /** The scene that is on the glass, and the directive it came with. */
  scene: z.string().max(64).optional(),
  directive: z.number().int().min(0).optional(),
  draw: DrawState.optional(),
});
export type DisplayReport = z.infer<typeof DisplayReport>;

export const KnownDisplay = z.object({
  name: DisplayName,
  label: z.string(),
  width: z.number(),
  height: z.number(),
  scale: z.number(),
  host: z.string(),
  online: z.boolean(),
  /** Open under this name: more than one is two machines by the same name, or a page that is taking over. */
  windows: z.number().int().default(0),
  lastSeen: z.number(),
  /** As the display itself confirmed; empty before its first word. */
  scene: z.string(),
  directive: z.number().int(),
  draw: DrawState,
  /** What may be heard of it, as it says itself: key M at the display mutes too. */
  sound: SoundState.default('unknown'),
  /** The directive it was sent last: confirmed once `directive` has reached it. */
  sent: z.number().int(),
});
export type KnownDisplay = z.infer<typeof KnownDisplay>;

/** The scene of a takeover, by whose id displays report it. */
export const TAKEOVER_SCENE = 'focus';

/** Who put a scene on a display: a supervisor, a playlist, an incident, or nobody. */
export const Cause = z.enum(['shown', 'playlist', 'takeover', 'default']);
export type Cause = z.infer<typeof Cause>;

/** What a display has to show now and why, as the core decides it. */
export const ToShow = z.object({
  scene: z.string(),
  title: z.string(),
  cause: Cause,
  pinned: z.boolean(),
  /** What a takeover is about; null else. */
  incident: z.object({ id: z.string(), title: z.string() }).nullable(),
  /** The scene that was ordered and can't be shown, as it was deleted or is not published; null while it can. */
  missing: z.object({ scene: z.string(), title: z.string(), deleted: z.boolean() }).nullable(),
});
export type ToShow = z.infer<typeof ToShow>;

/** Of one that is offline a playlist's turn is that of the answer. */
export const ListedDisplay = KnownDisplay.extend({ toShow: ToShow });
export type ListedDisplay = z.infer<typeof ListedDisplay>;

/** What one display has to show now: pushed to it when it changes, and when it joins. */
export const Directive = z.object({
  display: DisplayName,
  /** Grows with each directive to this display. */
  revision: z.number().int(),
  label: z.string(),
  scene: Scene,
  cause: Cause,
  /** Of the scene that is shown: one that can't be shown pins nothing. */
  pinned: z.boolean(),
  /** Null: the whole scene. */
  viewport: Viewport.nullable(),
  frozen: z.boolean(),
  blank: z.boolean(),
  muted: z.boolean(),
  /** As in DisplayControl. */
  muteOrder: z.number(),
  banners: z.array(z.object({ id: Id, text: z.string(), until: z.number() })),
  /** Core wall-clock ms until which the display shows its name large; 0 for not. */
  identifyUntil: z.number(),
  /** Share of full brightness. */
  brightness: z.number(),
  /** The incident a takeover is about; null else. */
  incident: z.string().nullable(),
  /** Time of day at which the page loads itself anew, and its zone; null for never. */
  refresh: z.object({ at: ClockTime, timeZone: TimeZone }).nullable(),
  /** The picture wanders by so many pixels against burn-in; 0 for not. */
  pixelShift: z.object({ pixels: z.number(), everySeconds: z.number() }),
});
export type Directive = z.infer<typeof Directive>;
