import type { Detection } from '#contract/detection.ts';
import type { SocEvent } from '#contract/event.ts';
import type { Place } from '#contract/place.ts';
import { viewKey, type ViewQuery } from '#contract/view.ts';
import { fail, ok, type Result } from '#core/base/result.ts';
import type { AlertRowOf } from './alert-rows.ts';
import { View, type ViewInputs } from './view.ts';

/** Each costs the stream a question an event, and with all its bounds reached a few MB. */
export const MAX_VIEWS = 12;
/** A page that reloads and a playlist that comes round find their counts where they left them. */
const LINGER_MS = 1_800_000;

export interface ViewsInputs extends ViewInputs {
  places(): { readonly version: number; readonly list: Iterable<Place> | undefined };
}

/** The filters that walls watch just now or did a while ago. */
export class Views {
  /** Watches that found no room. */
  refused = 0;
  readonly #inputs: ViewsInputs;
  readonly #byKey = new Map<string, View>();
  /** The same, for the walk that is made once an event. */
  #all: readonly View[] = [];
  #placesVersion = -1;
  /** Of an earlier run: they count from the first record that was read again. */
  readonly #restored = new Set<View>();
  #firstAt = Number.POSITIVE_INFINITY;
  #unsaved = new Set<string>();

  constructor(inputs: ViewsInputs) {
    this.#inputs = inputs;
  }

  get size(): number {
    return this.#all.length;
  }

  /** Those that somebody watches. */
  watched(): readonly View[] {
    return this.#all.filter(({ watchers }) => watchers > 0);
  }

  get(query: ViewQuery): View | undefined {
    return this.#byKey.get(viewKey(query));
  }

  find(key: string): View | undefined {
    return this.#byKey.get(key);
  }

  /** Core wall-clock ms since when it counts. */
  sinceOf(view: View, nowMs: number): number {
    return this.#restored.has(view) ? Math.min(this.#firstAt, nowMs) : view.since;
  }

  /** Brings back a view of an earlier run, whose watchers are about to come back. */
  restore(query: ViewQuery, nowMs: number): void {
    if (this.#byKey.size >= MAX_VIEWS || this.get(query)) return;
    const view = this.#open(query, nowMs);
    view.leave(nowMs);
    this.#restored.add(view);
  }

  /** Keys of those that came or went since `saved`. */
  unsaved(): ReadonlySet<string> {
    return this.#unsaved;
  }

  /** What `unsaved` told is on disk. */
  saved(): void {
    if (this.#unsaved.size > 0) this.#unsaved = new Set();
  }

  /** The caller is one watcher more, until it says `leave`. */
  watch(query: ViewQuery, nowMs: number): Result<View> {
    const known = this.get(query);
    if (known) {
      known.watchers++;
      return ok(known);
    }
    if (this.#byKey.size >= MAX_VIEWS && !this.#forgetOne()) {
      this.refused++;
      return fail(
        `The core counts ${MAX_VIEWS} filters at a time, and all of them are on a display: take one off first`,
      );
    }
    return ok(this.#open(query, nowMs));
  }

  leave(view: View, nowMs: number): void {
    view.leave(nowMs);
  }

  /** @param arrivalMs core wall clock, or for a warm record its event time @param fly whether it flies as an arc */
  addEvent(event: SocEvent, arrivalMs: number, nowMs: number, fly: boolean): void {
    if (arrivalMs < this.#firstAt) this.#firstAt = arrivalMs;
    for (const view of this.#all) view.addEvent(event, arrivalMs, nowMs, fly);
  }

  /** @param pointed the incident that it makes the wall point at; empty when it does not */
  addDetection(detection: Detection, row: AlertRowOf, arrivalMs: number, pointed: string): void {
    for (const view of this.#all) view.addDetection(detection, row, arrivalMs, pointed);
  }

  /** Forgets what nobody came back to, and learns where sites are now. */
  tick(nowMs: number): void {
    if (this.#all.length === 0) return;
    for (const view of this.#all) {
      if (view.watchers === 0 && nowMs - view.leftAt > LINGER_MS) this.#forget(view);
    }
    const { version, list } = this.#inputs.places();
    if (version === this.#placesVersion) return;
    this.#placesVersion = version;
    for (const view of this.#all) view.setPlaces(list ?? []);
  }

  #open(query: ViewQuery, since: number): View {
    const view = new View(query, this.#inputs.places().list ?? [], since, this.#inputs);
    this.#byKey.set(view.key, view);
    this.#listAnew(view.key);
    return view;
  }

  /** The one that has gone unwatched for longest. */
  #forgetOne(): boolean {
    const [oldest] = this.#all
      .filter(({ watchers }) => watchers === 0)
      .toSorted((a, b) => a.leftAt - b.leftAt);
    if (oldest) this.#forget(oldest);
    return oldest !== undefined;
  }

  #forget(view: View): void {
    this.#byKey.delete(view.key);
    this.#restored.delete(view);
    this.#listAnew(view.key);
  }

  #listAnew(changed: string): void {
    this.#unsaved.add(changed);
    this.#all = [...this.#byKey.values()];
  }
}
