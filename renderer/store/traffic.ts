import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ArcColumns, FlowColumns, Frame } from '#contract/frame.ts';
import type { Highlight } from '#contract/highlight.ts';
import type { ViewQuery } from '#contract/view.ts';
import type { Changes, Talkers } from '#contract/wall.ts';
import { RateRing, type RateHistory } from './rate-history.ts';

export interface TrafficState {
  /** False until the first snapshot: panels are loading. */
  readonly loaded: boolean;
  readonly highlights: readonly Highlight[];
  readonly alerts: Changes['alerts'];
  readonly talkers: Talkers | undefined;
  readonly kpis: Changes['kpis'];
  readonly attack: Changes['attack'];
  /** Grows when `rate` changed. */
  readonly rateVersion: number;
  /** Grows when `flows()` changed. */
  readonly flowsVersion: number;
  /** Core wall-clock ms since when a view counts; 0 for the wall's own counts. */
  readonly since: number;
  /** Why the core does not count it; empty while it does. */
  readonly problem: string;
}

type ArcListener = (arcs: ArcColumns, frame: Frame) => void;

/** What the core counts of all events or of a view's: the same for the panel that shows it. */
export interface Traffic {
  /** Undefined: all events. */
  readonly query: ViewQuery | undefined;
  readonly store: StoreApi<TrafficState>;
  readonly rate: RateHistory;
  flows(): FlowColumns | undefined;
  /** Called once a frame, outside React. Returns the undo. */
  onArcs(listener: ArcListener): () => void;
}

export class TrafficFeed implements Traffic {
  readonly query: ViewQuery | undefined;
  readonly store: StoreApi<TrafficState>;
  readonly #ring = new RateRing();
  readonly #arcListeners = new Set<ArcListener>();
  #flows: FlowColumns | undefined;

  constructor(query?: ViewQuery) {
    this.query = query;
    this.store = createStore<TrafficState>()(() => ({
      loaded: false,
      highlights: [],
      alerts: undefined,
      talkers: undefined,
      kpis: undefined,
      attack: undefined,
      rateVersion: 0,
      flowsVersion: 0,
      since: 0,
      problem: '',
    }));
  }

  get rate(): RateHistory {
    return this.#ring;
  }

  flows(): FlowColumns | undefined {
    return this.#flows;
  }

  onArcs(listener: ArcListener): () => void {
    this.#arcListeners.add(listener);
    return () => void this.#arcListeners.delete(listener);
  }

  take(frame: Frame): void {
    if (frame.snapshot) this.#ring.clear();
    this.#ring.put(frame.rate, Math.floor(frame.time / 1000));
    if (frame.flows || frame.snapshot) this.#flows = frame.flows;
    const news = newsOf(this.store.getState(), frame);
    if (news) this.store.setState(news);
    for (const listener of this.#arcListeners) {
      try {
        listener(frame.arcs, frame);
      } catch (error) {
        // One broken panel must not cost the others their frame.
        console.error(error);
      }
    }
  }
}

/** Undefined for a frame that only brings arcs: nobody has to look. */
function newsOf(state: TrafficState, frame: Frame): Partial<TrafficState> | undefined {
  const { changes, snapshot, rate, flows } = frame;
  const news: { -readonly [K in keyof TrafficState]?: TrafficState[K] } = {};
  if (snapshot) news.loaded = true;
  if (rate.seconds.length > 0 || snapshot) news.rateVersion = state.rateVersion + 1;
  if (flows || snapshot) news.flowsVersion = state.flowsVersion + 1;
  if (changes.highlights || snapshot) news.highlights = changes.highlights ?? [];
  if (changes.alerts || snapshot) news.alerts = changes.alerts;
  if (changes.talkers || snapshot) news.talkers = changes.talkers;
  if (changes.kpis || snapshot) news.kpis = changes.kpis;
  if (changes.attack || snapshot) news.attack = changes.attack;
  return Object.keys(news).length > 0 ? news : undefined;
}
