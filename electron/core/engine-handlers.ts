import { randomUUID } from 'node:crypto';
import type { EventDetail, Handlers } from '#contract/api.ts';
import { SocEvent } from '#contract/event.ts';
import type { Alarms } from './alarms/alarms.ts';
import { removeSuppression, suppressionsFolder, writeSuppression } from './config/suppression-files.ts';
import { suppressionText } from './correlate/suppression.ts';
import { NotFound } from './errors.ts';
import type { Enricher } from './enrich/enricher.ts';
import type { EvidenceRing } from './incidents/evidence.ts';
import type { Incidents } from './incidents/incidents.ts';
import { mendTime } from './normalise/mend-time.ts';
import type { Reading } from './base/source.ts';
import { normaliseLine } from './normalise/normalise.ts';
import { toEcs } from './normalise/to-ecs.ts';
import type { Delivery } from './delivery.ts';
import type { FrameBuilder } from './frame/frame-builder.ts';
import type { WallHandlers } from './wall-handlers.ts';

export interface HandlerParts {
  now(): number;
  /** How a feed's records are read; undefined when it is no longer configured. */
  reading(feed: string): Reading | undefined;
  readonly incidents: Incidents;
  readonly evidence: EvidenceRing;
  readonly alarms: Alarms;
  readonly frames: Pick<FrameBuilder, 'counts' | 'views'>;
  readonly enricher: Enricher;
  readonly dataDir: string | undefined;
  readonly delivery: Pick<Delivery, 'resync' | 'watch' | 'unwatch'>;
}

/** What each call of the contract does. Input is checked and the role allowed before any of these runs. */
export function createHandlers(parts: HandlerParts): Omit<Handlers, keyof WallHandlers> {
  const { now, incidents, evidence, alarms, frames, enricher, reading, dataDir, delivery } = parts;
  const folder = () => {
    if (dataDir === undefined) throw new NotFound('Suppressions need a data folder (--data-dir)');
    return suppressionsFolder(dataDir);
  };
  const incident = (id: string) => {
    const found = incidents.get(id);
    if (!found) throw new NotFound(`There is no incident ${id}`);
    return found;
  };
  return {
    'frames.resync': (_, { client }) => {
      delivery.resync(client);
      return {};
    },
    'alarm.acknowledge': ({ ids }, { name }) => alarms.acknowledge(ids, name, now()),
    'alarm.shelve': ({ id, minutes, reason }, { name }) => {
      const shelved = alarms.shelve(id, name, minutes, reason, now());
      if (!shelved.ok) throw new NotFound(shelved.error);
      return shelved.value;
    },
    'alarm.unshelve': ({ id }, { name }) => {
      const alarm = alarms.unshelve(id, name, now());
      if (!alarm.ok) throw new NotFound(alarm.error);
      return alarm.value;
    },
    'incident.get': ({ id }) => incident(id),
    'flow.get': ({ source, target, internal, from, view }) => {
      const counts = view ? frames.views.get(view)?.counts : frames.counts;
      if (!counts) throw new NotFound('Nobody watches this view');
      const { flows, recent, spanMs } = counts;
      return {
        spanMs,
        counts: flows.countsOf(source, target, { internal, from }, now()),
        ...recent.rows(source, target, { internal, from }, now() - spanMs),
      };
    },
    'view.watch': (query, { client }) => delivery.watch(client, query, now()),
    'view.unwatch': (query, { client }) => {
      delivery.unwatch(client, query, now());
      return {};
    },
    'incident.close': ({ id }, { name }) => {
      incident(id);
      incidents.setClosed(id, true, now());
      // Whoever closes it has answered its alarm.
      alarms.acknowledge([id], name, now());
      alarms.returnToNormal(id, now());
      return incident(id);
    },
    'incident.reopen': ({ id }, { name }) => {
      incident(id);
      incidents.setClosed(id, false, now());
      alarms.reopen(id, name, now());
      return incident(id);
    },
    'rule.suppress': async ({ rule, fields, reason, minutes }, { name }) => {
      const id = randomUUID();
      const expires = minutes === undefined ? undefined : now() + minutes * 60_000;
      await writeSuppression(
        folder(),
        id,
        suppressionText({ id, rule, fields, reason, author: name, expires }),
      );
      return { id };
    },
    'rule.unsuppress': async ({ id }) => {
      if (!(await removeSuppression(folder(), id))) throw new NotFound(`There is no suppression ${id}`);
      return {};
    },
    'event.get': ({ id }): EventDetail => {
      const kept = evidence.get(id);
      if (!kept) throw new NotFound(`Event ${id} is no longer kept`);
      const { raw } = kept;
      const event = new SocEvent();
      event.received = kept.received;
      event.feed = kept.feed;
      if (normaliseLine(raw, event, reading(kept.feed)) !== undefined) return { id, fields: {}, raw };
      mendTime(event);
      enricher.enrich(event);
      return { id, fields: toEcs(event), raw };
    },
  };
}
