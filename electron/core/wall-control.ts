import type {
  ControlState,
  Directive,
  DisplayReport,
  ListedDisplay,
  Stamp,
  Target,
  ToShow,
} from '#contract/control.ts';
import type { Scene } from '#contract/layout.ts';
import { AuditLog } from './displays/audit-log.ts';
import { Orders } from './displays/orders.ts';
import { DisplayRegistry } from './displays/registry.ts';
import { isWithin, sceneOfPlaylist } from './displays/schedule.ts';
import { UndoSteps } from './displays/undo-steps.ts';
import { viewportOf } from './displays/viewport.ts';
import { BUILT_IN, focusScene } from './layouts/built-in.ts';
import { OVERVIEW } from './layouts/overview.ts';
import { SceneStore } from './layouts/scene-store.ts';
import type { DocumentChange, StoredDocument } from './state/state-store.ts';
import { restoreWall, unsavedWall } from './wall-documents.ts';
import { type WallIncident, WallTakeover } from './wall-takeover.ts';
import { WallTenants } from './wall-tenants.ts';

/** What playlists, nights and banners need; orders go out at once. */
const SCHEDULE_EVERY_MS = 1_000;
/** Of an incident, whose title is a sender's. */
const MAX_TITLE = 256;

export interface WallSettings {
  readonly refresh: Directive['refresh'];
  readonly pixelShift: Directive['pixelShift'];
}

export interface WallInputs {
  readonly settings: WallSettings;
  incident(id: string): WallIncident | undefined;
  /** Something a person should know of; the next of the same topic takes its place. */
  notice(text: string, topic: string): void;
}

export interface DirectiveListener {
  readonly client: string;
  readonly display: string;
  directive(directive: Directive): void;
}

type Picture = Pick<Directive, 'scene' | 'cause' | 'pinned' | 'viewport' | 'incident'>;

/** The last directive of a display, and as text without its revision, to tell whether the next one is news. */
interface Sent {
  readonly directive: Directive;
  readonly text: string;
}

/** Scenes, displays and orders brought together: what each display has to show, pushed when it changes. */
export class WallControl {
  readonly audit = new AuditLog();
  readonly displays: DisplayRegistry;
  readonly orders: Orders;
  readonly scenes: SceneStore;
  readonly steps = new UndoSteps();
  readonly takeover: WallTakeover;
  readonly tenants: WallTenants;
  readonly #inputs: WallInputs;
  readonly #listeners = new Set<DirectiveListener>();
  readonly #sent = new Map<string, Sent>();
  #identifyUntil = 0;
  #scheduledAt = 0;
  #savedOrders = 0;
  #told = { reported: -1, revision: -1, version: 0 };

  constructor(inputs: WallInputs) {
    this.#inputs = inputs;
    this.displays = new DisplayRegistry((text) => inputs.notice(text, 'displays'));
    this.orders = new Orders((text) => inputs.notice(text, 'messages'));
    this.tenants = new WallTenants((text) => inputs.notice(text, 'tenants'));
    this.scenes = new SceneStore(
      () => [...BUILT_IN, ...this.tenants.scenes()],
      (text) => inputs.notice(text, 'scenes'),
    );
    this.takeover = new WallTakeover({
      audit: this.audit,
      rules: () => this.orders.state.takeover,
      incident: (id) => inputs.incident(id),
      notice: (text, topic) => inputs.notice(text, topic),
      met: ({ organization }) => this.tenant(organization),
    });
  }

  /** @returns what a person should know of what could not be read */
  restore(documents: readonly StoredDocument[]): string[] {
    const notices = restoreWall(this, documents);
    this.#savedOrders = this.orders.state.revision;
    return notices;
  }

  unsaved(): DocumentChange[] {
    return unsavedWall(this, this.orders.state.revision !== this.#savedOrders);
  }

  saved(): void {
    this.#savedOrders = this.orders.state.revision;
    this.audit.saved();
    this.takeover.saved();
    this.tenants.saved();
    this.displays.saved();
    this.scenes.saved();
  }

  /** An incident was opened or has become graver: displays may be taken over for it. */
  risen(id: string): void {
    this.takeover.risen(id);
  }

  /** An organization that was configured or seen has a scene of its own. */
  tenant(organization: string): void {
    this.tenants.add(organization);
  }

  join(listener: DirectiveListener, nowMs: number): void {
    this.#listeners.add(listener);
    this.displays.join(listener.display, listener.client, nowMs);
    const sent = this.#sent.get(listener.display);
    // What is new is so for the display's other windows too.
    const directive = this.#update(listener.display, nowMs);
    if (directive) this.#tell(directive);
    else if (sent) listener.directive(sent.directive);
  }

  leave(listener: DirectiveListener, nowMs: number): void {
    this.#listeners.delete(listener);
    this.displays.leave(listener.display, listener.client, nowMs);
    const others = [...this.#listeners].some(({ display }) => display === listener.display);
    if (!others) this.#sent.delete(listener.display);
  }

  report(report: DisplayReport, nowMs: number): void {
    this.displays.report(report, nowMs);
  }

  identify(untilMs: number, nowMs: number): void {
    this.#identifyUntil = untilMs;
    this.push(nowMs);
  }

  /** The displays a target means, known or not; undefined when there is no such wall. */
  namesOf(target: Target): string[] | undefined {
    if ('display' in target) return [target.display];
    if ('displays' in target) return [...new Set(target.displays)];
    if ('wall' in target) return this.orders.wall(target.wall)?.displays.map(({ display }) => display);
    return this.displays.list().map(({ name }) => name);
  }

  state(): ControlState {
    return this.orders.state;
  }

  /** @returns how much of it was taken back, and by name what was not: undefined when it is too long ago */
  undo(revision: number, by: Stamp): { done: number; kept: string[] } | undefined {
    const step = this.steps.get(revision);
    if (!step) return undefined;
    const { done, kept } = this.orders.undo(step, by);
    this.takeover.apply(by.at);
    const known = step.forgotten !== undefined && this.displays.bringBack(step.forgotten);
    if (done > 0 || known) this.steps.delete(revision);
    return { done: done + Number(known), kept };
  }

  /** Grows when control.state, control.history or display.list would answer differently. */
  notification(): { version: number; list: { revision: number; reported: number } } {
    const { revision } = this.orders.state;
    const reported = this.audit.version + this.displays.version + this.scenes.version;
    if (revision !== this.#told.revision || reported !== this.#told.reported) {
      this.#told = { revision, reported, version: this.#told.version + 1 };
    }
    return { version: this.#told.version, list: { revision, reported } };
  }

  tick(nowMs: number): void {
    const taken = this.takeover.tick(nowMs);
    const due = Math.abs(nowMs - this.#scheduledAt) >= SCHEDULE_EVERY_MS;
    if (!due && !taken) return;
    this.#scheduledAt = nowMs;
    this.orders.expire(nowMs);
    this.push(nowMs);
  }

  /** Tells each display what is new for it. */
  push(nowMs: number): void {
    for (const display of new Set([...this.#listeners].map((listener) => listener.display))) {
      const directive = this.#update(display, nowMs);
      if (directive) this.#tell(directive);
    }
  }

  #tell(directive: Directive): void {
    for (const listener of this.#listeners) {
      if (listener.display === directive.display) listener.directive(directive);
    }
  }

  sceneFor(display: string, nowMs: number): Scene {
    return (this.#sent.get(display)?.directive ?? this.#compose(display, nowMs)).scene;
  }

  #isFor(target: Target, display: string): boolean {
    return 'all' in target || (this.namesOf(target)?.includes(display) ?? false);
  }

  /** Every display with what it has to show. */
  list(nowMs: number): ListedDisplay[] {
    return this.displays.list().map((known) => ({ ...known, toShow: this.#toShow(known.name, nowMs) }));
  }

  #toShow(display: string, nowMs: number): ToShow {
    const { scene, cause, pinned, incident } =
      this.#sent.get(display)?.directive ?? this.#picture(display, nowMs);
    const title = incident === null ? '' : (this.#inputs.incident(incident)?.title ?? '');
    return {
      scene: scene.id,
      title: scene.title,
      cause,
      pinned,
      incident: incident === null ? null : { id: incident, title: title.slice(0, MAX_TITLE) },
      missing: this.#missing(display),
    };
  }

  #missing(display: string): ToShow['missing'] {
    const { scene } = this.orders.of(display);
    if (!scene || this.scenes.published(scene.id)) return null;
    const known = this.scenes.summary(scene.id);
    return { scene: scene.id, title: known?.title ?? scene.id, deleted: (known?.deletedAt ?? 0) > 0 };
  }

  /** @returns the directive if it differs from the last one */
  #update(display: string, nowMs: number): Directive | undefined {
    const composed = this.#compose(display, nowMs);
    const text = JSON.stringify(composed);
    const last = this.#sent.get(display);
    if (last?.text === text) return undefined;
    const revision = (last?.directive.revision ?? this.displays.get(display)?.sent ?? 0) + 1;
    const directive = { ...composed, revision };
    this.#sent.set(display, { directive, text });
    this.displays.sent(display, directive.revision);
    return directive;
  }

  #compose(display: string, nowMs: number): Directive {
    const { frozen, blank, muted, muteOrder } = this.orders.of(display);
    const { banners, night } = this.orders.state;
    const dark = night !== null && isWithin(night.when, nowMs, night.timeZone);
    return {
      display,
      revision: 0,
      label: this.displays.get(display)?.label ?? display,
      ...this.#picture(display, nowMs),
      frozen: frozen !== null,
      blank: blank !== null,
      muted: muted !== null,
      muteOrder,
      banners: banners
        .filter(({ target }) => this.#isFor(target, display))
        .map(({ id, text, until }) => ({ id, text, until })),
      identifyUntil: this.#identifyUntil > nowMs ? this.#identifyUntil : 0,
      brightness: dark ? night.brightness : 1,
      ...this.#inputs.settings,
    };
  }

  #picture(display: string, nowMs: number): Picture {
    const { frozen, blank } = this.orders.of(display);
    const last = this.#sent.get(display)?.directive;
    if (frozen && last) {
      const { scene, cause, pinned, viewport, incident } = last;
      return { scene, cause, pinned, viewport, incident };
    }
    const own = this.#ordered(display, nowMs);
    // Its page or the core came anew: the figures could not be held, the scene can.
    const held = frozen && this.scenes.published(this.displays.get(display)?.scene ?? '');
    if (held) return { ...own, scene: held.scene };
    const { takeover: rules } = this.orders.state;
    const current = this.takeover.machine.current();
    const allowed = rules && (rules.displays.length === 0 || rules.displays.includes(display));
    if (!current || !allowed || frozen || blank || own.pinned || own.scene.takeover === false) return own;
    const { incident } = current;
    return { scene: focusScene(incident), cause: 'takeover', pinned: false, viewport: null, incident };
  }

  #ordered(display: string, nowMs: number): Picture {
    const { scene: shown, playlist: running } = this.orders.of(display);
    const wall = shown?.wall ? this.orders.wall(shown.wall) : undefined;
    const scene = shown && this.scenes.published(shown.id)?.scene;
    if (scene) {
      const viewport = (wall && viewportOf(wall, display)) ?? null;
      return { scene, cause: 'shown', pinned: shown.pinned, viewport, incident: null };
    }
    const playlist = running && this.orders.playlist(running.id);
    // A scene that was deleted since has no turn: the wall must not fall back to Overview for its time.
    const entries = playlist?.entries.filter(({ scene: id }) => this.scenes.published(id)) ?? [];
    const turn = playlist && sceneOfPlaylist({ ...playlist, entries }, running.at, nowMs);
    const listed = turn === undefined || turn === null ? undefined : this.scenes.published(turn)?.scene;
    const nobodys = { pinned: false, viewport: null, incident: null };
    if (listed) return { scene: listed, cause: 'playlist', ...nobodys };
    return { scene: this.scenes.published(OVERVIEW.id)?.scene ?? OVERVIEW, cause: 'default', ...nobodys };
  }
}
