import type { Incident } from '#contract/incident.ts';
import type { Alarms } from './alarms/alarms.ts';
import type { Enricher } from './enrich/enricher.ts';
import type { Feed } from './feed.ts';
import type { Views } from './frame/views.ts';
import type { Incidents } from './incidents/incidents.ts';
import type { Pipeline } from './pipeline.ts';
import type { StateStore, StoredIncident } from './state/state-store.ts';
import { restoreViews, unsavedViews } from './view-documents.ts';
import type { WallControl } from './wall-control.ts';

export interface CheckpointParts {
  readonly feeds: readonly Feed[];
  readonly pipeline: Pick<Pipeline, 'detections'>;
  readonly places: Pick<Enricher, 'lastingPlace' | 'placeAgain'>;
  readonly incidents: Incidents;
  readonly alarms: Alarms;
  readonly wall: WallControl;
  readonly views: Views;
}

/** Brings the engine's parts back from the store, and writes together what must be together after a kill. */
export class Checkpoint {
  readonly #store: StateStore;
  readonly #parts: CheckpointParts;

  constructor(store: StateStore, parts: CheckpointParts) {
    this.#store = store;
    this.#parts = parts;
  }

  /** @returns what a person should know of what came back */
  restore(nowMs: number): readonly string[] {
    const { feeds, pipeline, incidents, alarms, wall, views } = this.#parts;
    const stored = this.#store.restore();
    const notices = wall.restore(stored.documents);
    restoreViews(views, stored.documents, nowMs);
    for (const { organization } of stored.incidents) wall.tenant(organization);
    for (const feed of feeds) {
      const own = stored.sources.find(({ name }) => name === feed.source.name);
      if (!own) continue;
      feed.position = own.position ?? undefined;
      feed.events = own.events;
      feed.malformed = own.malformed;
      feed.restoreDrops(own.drops);
    }
    stored.detections.forEach((count, level) => {
      if (level < pipeline.detections.length) pipeline.detections[level] = count;
    });
    incidents.restore(stored.incidents.map((incident) => this.#placed(incident)));
    alarms.restore(stored.alarms, nowMs);
    return notices;
  }

  /** @throws Error when it can't be written; the next one tries again */
  commit(): void {
    const { feeds, pipeline, incidents, alarms, wall, views } = this.#parts;
    this.#store.commit({
      sources: feeds.map((feed) => ({
        name: feed.source.name,
        position: feed.position,
        events: feed.events,
        malformed: feed.malformed,
        drops: feed.drops(),
      })),
      incidents: incidents.unsaved().map((incident) => this.#lasting(incident)),
      alarms: alarms.unsaved(),
      knownIncidents: incidents.known(),
      knownAlarms: alarms.known(),
      detections: pipeline.detections,
      documents: [...wall.unsaved(), ...unsavedViews(views)],
    });
    // Only now: what a full disk refused is tried again with the next.
    incidents.saved();
    alarms.saved();
    wall.saved();
    views.saved();
  }

  #lasting(incident: Incident): StoredIncident {
    const { places } = this.#parts;
    return {
      ...incident,
      sourceAt: places.lastingPlace(incident.sourcePlace),
      destinationAt: places.lastingPlace(incident.destinationPlace),
    };
  }

  #placed({ sourceAt, destinationAt, ...incident }: StoredIncident): Incident {
    const { places } = this.#parts;
    return {
      ...incident,
      sourcePlace: places.placeAgain(incident.sourcePlace, sourceAt),
      destinationPlace: places.placeAgain(incident.destinationPlace, destinationAt),
    };
  }
}
