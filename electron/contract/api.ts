import { z } from 'zod';
import { Alarm, MAX_ALARMS } from './alarm.ts';
import { DisplayName } from './control.ts';
import { FlowDetail, FlowQuery } from './flow.ts';
import { Incident } from './incident.ts';
import { Scene } from './layout.ts';
import { ViewQuery, ViewWatch } from './view.ts';
import { wallApi } from './wall-api.ts';

/** Who may do what. Each role may do all that those before it may. */
export const ROLES = ['wall', 'viewer', 'analyst', 'supervisor'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export function roleAllows(have: Role, need: Role): boolean {
  return ROLES.indexOf(have) >= ROLES.indexOf(need);
}

const Id = z.string().min(1).max(64);

/** A rule's hits with these values are not to be told: kept as a Sigma filter on disk. */
export const Suppression = z.object({
  /** The rule's id or name. */
  rule: z.string().min(1).max(128),
  /** All of them must be as given. */
  fields: z
    .record(z.string().min(1).max(128), z.union([z.string().max(2_000), z.number(), z.boolean()]))
    .refine((fields) => Object.keys(fields).length > 0, { error: 'at least one field, or every hit goes' }),
  reason: z.string().min(1).max(500),
  /** Until somebody takes it back, unless given. */
  minutes: z.number().int().min(1).max(525_600).optional(),
});

/** One event for a person to read: ECS fields with values, and the record as received. */
export const EventDetail = z.object({
  id: z.string(),
  fields: z.record(z.string(), z.json()),
  raw: z.string(),
});
export type EventDetail = z.infer<typeof EventDetail>;

/** Every call there is: the engine's handlers and the renderer's client both derive from it. */
export const api = {
  'scene.get': { role: 'wall', input: z.object({ display: DisplayName }), output: Scene },
  /** The next frame to this client is a whole snapshot. */
  'frames.resync': { role: 'wall', input: z.object({}), output: z.object({}) },
  ...wallApi,
  'alarm.acknowledge': {
    role: 'analyst',
    input: z.object({ ids: z.array(Id).min(1).max(MAX_ALARMS) }),
    output: z.array(Alarm),
  },
  'alarm.shelve': {
    role: 'analyst',
    input: z.object({
      id: Id,
      minutes: z.number().int().min(1).max(1440),
      reason: z.string().trim().min(1).max(500),
    }),
    output: Alarm,
  },
  'alarm.unshelve': { role: 'analyst', input: z.object({ id: Id }), output: Alarm },
  /** The focus panel shows to the room what the incident's rows show anyway. */
  'incident.get': { role: 'wall', input: z.object({ id: Id }), output: Incident },
  /** What is behind an arc: the map shows the places to the room anyway, and top talkers the addresses. */
  'flow.get': { role: 'wall', input: FlowQuery, output: FlowDetail },
  /** Frames of this view come to the connection until it ends or takes it back; a filtered panel is on any wall. */
  'view.watch': { role: 'wall', input: ViewQuery, output: ViewWatch },
  'view.unwatch': { role: 'wall', input: ViewQuery, output: z.object({}) },
  'incident.close': { role: 'analyst', input: z.object({ id: Id }), output: Incident },
  'incident.reopen': { role: 'analyst', input: z.object({ id: Id }), output: Incident },
  'rule.suppress': { role: 'analyst', input: Suppression, output: z.object({ id: Id }) },
  'rule.unsuppress': { role: 'analyst', input: z.object({ id: z.uuid() }), output: z.object({}) },
  'event.get': { role: 'viewer', input: z.object({ id: Id }), output: EventDetail },
} satisfies Record<string, { role: Role; input: z.ZodType; output: z.ZodType }>;

export type CallName = keyof typeof api;
export type CallInput<K extends CallName> = z.infer<(typeof api)[K]['input']>;
export type CallOutput<K extends CallName> = z.infer<(typeof api)[K]['output']>;

/** What the renderer's client offers. */
export type Api = { [K in CallName]: (input: CallInput<K>) => Promise<CallOutput<K>> };

/** Whom a token stands for. */
export interface Identity {
  readonly role: Role;
  /** For the record: token name or "local". */
  readonly name: string;
  /** The only displays it may be; any, and none, unless given. */
  readonly displays?: readonly string[] | undefined;
}

/** Who calls, as the bridge knows it; handlers on the engine's side get it with the input. */
export interface Caller extends Identity {
  /** Of this connection. */
  readonly client: string;
}

export type Handlers = {
  [K in CallName]: (input: CallInput<K>, caller: Caller) => Promise<CallOutput<K>> | CallOutput<K>;
};

/** Why a call failed, as it crosses the wire. */
export const CallError = z.object({
  code: z.enum(['unknown-call', 'bad-input', 'forbidden', 'not-found', 'internal']),
  message: z.string(),
});
export type CallError = z.infer<typeof CallError>;

export const CallReply = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: CallError }),
]);
export type CallReply = z.infer<typeof CallReply>;
