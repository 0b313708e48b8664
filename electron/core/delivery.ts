import type { Directive } from '#contract/control.ts';
import type { ViewQuery, ViewWatch } from '#contract/view.ts';
import { NotFound, Refused } from './errors.ts';
import type { FrameBuilder } from './frame/frame-builder.ts';
import type { View } from './frame/view.ts';

/** One display's way in: it says when it can take frames, so that a slow one never holds up the others. */
export interface FrameListener {
  /** Of the connection; calls name it too. */
  readonly client: string;
  /** Empty for a supervisor's page: it gets frames and is no display. */
  readonly display: string;
  /** Asked once a tick: of the tick either all that is for this display is sent, or nothing. */
  ready(): boolean;
  frame(bytes: Uint8Array): void;
  /** A frame of a view that the connection watches. */
  view(key: string, bytes: Uint8Array): void;
  /** What the display has to show: at once, and when it changes. */
  directive(directive: Directive): void;
}

/** Whether it has had a snapshot and every frame since. */
interface Sent {
  synced: boolean;
}

interface Connection extends Sent {
  readonly views: Map<View, Sent>;
}

/** Who gets which frames, and a snapshot where one was missed. A watch ends with its connection. */
export class Delivery {
  readonly #frame: Pick<FrameBuilder, 'tick' | 'snapshot' | 'views'>;
  readonly #connections = new Map<FrameListener, Connection>();

  constructor(frame: Pick<FrameBuilder, 'tick' | 'snapshot' | 'views'>) {
    this.#frame = frame;
  }

  get size(): number {
    return this.#connections.size;
  }

  add(listener: FrameListener): void {
    this.#connections.set(listener, { synced: false, views: new Map() });
  }

  /** @returns whether it was there */
  remove(listener: FrameListener, nowMs: number): boolean {
    const connection = this.#connections.get(listener);
    if (!connection) return false;
    for (const view of connection.views.keys()) this.#frame.views.leave(view, nowMs);
    return this.#connections.delete(listener);
  }

  /** Its next frames are whole snapshots. */
  resync(client: string): void {
    const connection = this.#of(client);
    if (!connection) return;
    connection.synced = false;
    for (const sent of connection.views.values()) sent.synced = false;
  }

  /** Asked again for what it watches, a connection gets a snapshot again. @throws Refused when there are too many views */
  watch(client: string, query: ViewQuery, nowMs: number): ViewWatch {
    const connection = this.#of(client);
    if (!connection) throw new NotFound('This connection gets no frames');
    const { views } = this.#frame;
    const known = views.get(query);
    if (known && connection.views.has(known)) {
      connection.views.set(known, { synced: false });
      return { key: known.key, since: views.sinceOf(known, nowMs) };
    }
    const view = views.watch(query, nowMs);
    if (!view.ok) throw new Refused(view.error);
    connection.views.set(view.value, { synced: false });
    return { key: view.value.key, since: views.sinceOf(view.value, nowMs) };
  }

  unwatch(client: string, query: ViewQuery, nowMs: number): void {
    const view = this.#frame.views.get(query);
    if (view && this.#of(client)?.views.delete(view) === true) this.#frame.views.leave(view, nowMs);
  }

  /** Builds the tick's frames and sends them. */
  tick(nowMs: number): void {
    const { views } = this.#frame;
    const delta = this.#frame.tick(nowMs);
    views.tick(nowMs);
    const deltas = new Map(views.watched().map((view) => [view, view.tick(nowMs)]));
    const whole = once(() => this.#frame.snapshot(nowMs));
    const wholes = new Map([...deltas.keys()].map((view) => [view, once(() => view.snapshot(nowMs))]));
    for (const [listener, connection] of this.#connections) {
      const ready = listener.ready();
      send(ready, connection, delta, whole, (bytes) => listener.frame(bytes));
      for (const [view, sent] of connection.views) {
        const snapshot = wholes.get(view);
        if (snapshot)
          send(ready, sent, deltas.get(view), snapshot, (bytes) => listener.view(view.key, bytes));
      }
    }
  }

  #of(client: string): Connection | undefined {
    for (const [listener, connection] of this.#connections) {
      if (listener.client === client) return connection;
    }
    return undefined;
  }
}

function send(
  ready: boolean,
  sent: Sent,
  delta: Uint8Array | undefined,
  snapshot: () => Uint8Array,
  put: (bytes: Uint8Array) => void,
): void {
  if (!ready) {
    if (delta) sent.synced = false;
  } else if (!sent.synced) {
    put(snapshot());
    sent.synced = true;
  } else if (delta) put(delta);
}

/** One snapshot serves everyone who needs it in this tick. */
function once(build: () => Uint8Array): () => Uint8Array {
  let built: Uint8Array | undefined;
  return () => (built ??= build());
}
