import { z } from 'zod';
import { AuditEntry } from '#contract/audit.ts';
import { ControlState, KnownDisplay } from '#contract/control.ts';
import { migrateScene, Scene, SceneRevision } from '#contract/layout.ts';
import type { DocumentChange, StoredDocument } from './state/state-store.ts';
import type { WallControl } from './wall-control.ts';

const Incident = z.object({
  id: z.string(),
  title: z.string(),
  severity: z.number(),
  organization: z.string(),
});
const Stored = {
  audit: AuditEntry,
  control: ControlState,
  display: KnownDisplay,
  scene: z.object({ id: z.string(), published: z.number(), next: z.number(), deletedAt: z.number() }),
  takeover: z.object({
    current: Incident.extend({ incident: z.string(), since: z.number() }).omit({ id: true }).nullable(),
    waiting: z.array(Incident.extend({ at: z.number() })),
    had: z.array(z.tuple([z.string(), z.number()])),
  }),
  tenants: z.array(z.string()),
  'scene-revision': SceneRevision.extend({ scene: z.preprocess(upToDate, Scene) }),
};
type Kind = keyof typeof Stored;

/** A newer Vigil's scene stays as it is, and is refused. */
function upToDate(scene: unknown): unknown {
  const migrated = migrateScene(scene);
  return migrated.ok ? migrated.scene : scene;
}

/** Each record by itself: one that can't be read gives way to its last good text, and only it is lost. */
export function restoreWall(wall: WallControl, documents: readonly StoredDocument[]): string[] {
  const notices: string[] = [];
  const read = <K extends Kind>(kind: K): z.infer<(typeof Stored)[K]>[] =>
    documents
      .filter((document) => document.kind === kind)
      .flatMap(({ id, texts }) => {
        for (const [age, text] of texts.entries()) {
          const value = parse(text, Stored[kind]);
          if (value === undefined) continue;
          if (age > 0) notices.push(`Stored ${kind} ${id} could not be read: the one before it is used`);
          return [value as z.infer<(typeof Stored)[K]>];
        }
        notices.push(`Stored ${kind} ${id} could not be read, and there is none before it`);
        return [];
      });
  const [control] = read('control');
  if (control) wall.orders.restore(control);
  const [takeover] = read('takeover');
  if (takeover) wall.takeover.machine.restore(takeover);
  wall.tenants.restore(read('tenants').flat());
  wall.audit.restore(read('audit'));
  wall.displays.restore(read('display').sort((a, b) => a.lastSeen - b.lastSeen));
  notices.push(...wall.scenes.restore(read('scene'), read('scene-revision')));
  return notices;
}

/** A missing value deletes. */
export function unsavedWall(
  { audit, orders, displays, scenes, takeover, tenants }: WallControl,
  ordered: boolean,
): DocumentChange[] {
  const unsaved = scenes.unsaved();
  return [
    ...(ordered ? [{ kind: 'control', id: '', value: orders.state }] : []),
    ...(takeover.unsaved ? [{ kind: 'takeover', id: '', value: takeover.machine.memory() }] : []),
    ...(tenants.unsaved ? [{ kind: 'tenants', id: '', value: tenants.seen() }] : []),
    ...[...audit.unsaved()].map((id) => ({ kind: 'audit', id: String(id), value: audit.get(id) })),
    ...[...displays.unsaved()].map((id) => ({ kind: 'display', id, value: displays.get(id) })),
    ...[...unsaved.scenes].map((id) => ({ kind: 'scene', id, value: scenes.stored(id) })),
    ...[...unsaved.revisions].flatMap(([id, revisions]) =>
      [...revisions].map((revision) => ({
        kind: 'scene-revision',
        id: `${id}/${revision}`,
        value: scenes.storedRevision(id, revision),
      })),
    ),
  ];
}

function parse(text: string, schema: z.ZodType): unknown {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
