import type { DisplayReport, KnownDisplay } from '#contract/control.ts';

/** Beyond it the one longest unseen is forgotten. */
export const MAX_DISPLAYS = 500;

/** Every display that was ever here, by its name, until it is forgotten. */
export class DisplayRegistry {
  /** Grows with all that display.list would tell differently. */
  version = 0;
  evicted = 0;
  readonly #known = new Map<string, KnownDisplay>();
  /** Windows that are open under a name: it is online while there is one. */
  readonly #clients = new Map<string, Set<string>>();
  readonly #unsaved = new Set<string>();
  readonly #tell: (text: string) => void;

  /** @param tell what a person should know: who was forgotten, as there were too many */
  constructor(tell: (text: string) => void = () => undefined) {
    this.#tell = tell;
  }

  restore(displays: readonly KnownDisplay[]): void {
    for (const display of displays.slice(-MAX_DISPLAYS)) {
      this.#known.set(display.name, { ...display, online: false, windows: 0 });
    }
  }

  join(name: string, client: string, nowMs: number): void {
    const clients = this.#clients.get(name) ?? new Set();
    clients.add(client);
    this.#clients.set(name, clients);
    const known = this.#orNew(name, nowMs);
    // A page that has just come has not said yet what may be heard of it.
    const sound = known.online ? known.sound : 'unknown';
    this.#put(known, { online: true, windows: clients.size, lastSeen: nowMs, sound });
    this.#bound();
  }

  leave(name: string, client: string, nowMs: number): void {
    const clients = this.#clients.get(name);
    if (!clients?.delete(client)) return;
    const known = this.#known.get(name);
    const online = clients.size > 0;
    if (!online) this.#clients.delete(name);
    if (known) this.#put(known, { online, windows: clients.size, lastSeen: nowMs });
  }

  /** Only of displays that have joined: a report alone makes none. */
  report({ display, ...told }: DisplayReport, nowMs: number): void {
    const known = this.#known.get(display);
    if (!known) return;
    const { width, height, scale, host, scene, directive, draw, sound } = told;
    this.#put(known, {
      width: width ?? known.width,
      height: height ?? known.height,
      scale: scale ?? known.scale,
      host: host ?? known.host,
      scene: scene ?? known.scene,
      directive: directive ?? known.directive,
      draw: draw ?? known.draw,
      sound: sound ?? known.sound,
      lastSeen: nowMs,
    });
  }

  sent(name: string, directive: number): void {
    const known = this.#known.get(name);
    if (known) this.#put(known, { sent: directive });
  }

  rename(name: string, label: string): KnownDisplay | undefined {
    const known = this.#known.get(name);
    return known && this.#put(known, { label });
  }

  /** @returns false when there is none of this name, or it is online */
  forget(name: string): boolean {
    if (this.#known.get(name)?.online !== false) return false;
    this.#drop(name);
    return true;
  }

  /** As it was before it was forgotten. One that has come back since keeps the name it was given. @returns whether it did */
  bringBack(forgotten: KnownDisplay): boolean {
    const known = this.#known.get(forgotten.name);
    if (!known) this.#put({ ...forgotten, online: false, windows: 0 }, {});
    else if (known.label === known.name) this.#put(known, { label: forgotten.label });
    else return false;
    this.#bound();
    return true;
  }

  get(name: string): KnownDisplay | undefined {
    return this.#known.get(name);
  }

  /** By name. */
  list(): KnownDisplay[] {
    return [...this.#known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Names whose record has changed or gone since `saved`. */
  unsaved(): ReadonlySet<string> {
    return this.#unsaved;
  }

  saved(): void {
    this.#unsaved.clear();
  }

  #orNew(name: string, nowMs: number): KnownDisplay {
    return (
      this.#known.get(name) ?? {
        name,
        label: name,
        width: 0,
        height: 0,
        scale: 1,
        host: '',
        online: false,
        windows: 0,
        lastSeen: nowMs,
        scene: '',
        directive: 0,
        draw: 'loading',
        sound: 'unknown',
        sent: 0,
      }
    );
  }

  #put(before: KnownDisplay, change: Partial<KnownDisplay>): KnownDisplay {
    const after = { ...before, ...change };
    this.#known.set(after.name, after);
    this.#unsaved.add(after.name);
    this.version++;
    return after;
  }

  #drop(name: string): void {
    this.#known.delete(name);
    this.#unsaved.add(name);
    this.version++;
  }

  #bound(): void {
    if (this.#known.size <= MAX_DISPLAYS) return;
    let oldest: KnownDisplay | undefined;
    for (const one of this.#known.values()) {
      if (!one.online && one.lastSeen < (oldest?.lastSeen ?? Number.POSITIVE_INFINITY)) oldest = one;
    }
    // All online: the newcomer is shown its scene all the same, it only has no record.
    const gone = oldest ?? [...this.#known.values()].at(-1);
    if (!gone) return;
    this.#drop(gone.name);
    this.evicted++;
    const seen = gone.online ? 'online' : `last seen ${new Date(gone.lastSeen).toISOString()}`;
    this.#tell(
      `Display ${gone.label} (${gone.name}, ${seen}) was forgotten, with its label: ${MAX_DISPLAYS} are known at most; ` +
        `${this.evicted} forgotten since the start`,
    );
  }
}
