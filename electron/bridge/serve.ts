import {
  api,
  type CallError,
  type CallName,
  type CallReply,
  type Caller,
  roleAllows,
} from '#contract/api.ts';
import { type Engine, NotFound, Refused } from '#core/engine.ts';

/** Longest path of a zod issue worth telling. */
const MAX_MESSAGE = 300;

/**
 * Runs one call of the contract, whatever transport it came by: known name, allowed role, valid input. The answer
 * is always a reply, never an exception; what went wrong inside is told to `report` and not to the caller.
 */
export async function dispatch(
  engine: Engine,
  caller: Caller,
  name: unknown,
  input: unknown,
  report: (error: unknown) => void,
): Promise<CallReply> {
  if (typeof name !== 'string' || !Object.hasOwn(api, name))
    return refuse('unknown-call', 'There is no such call');
  const call = api[name as CallName];
  if (!roleAllows(caller.role, call.role)) return refuse('forbidden', `${name} needs the role ${call.role}`);
  const parsed = call.input.safeParse(input);
  if (!parsed.success) {
    const text = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    return refuse('bad-input', text.slice(0, MAX_MESSAGE));
  }
  // The map types each handler with its own input; which one this is, only the check above knows.
  const handler = engine.handlers[name as CallName] as (input: unknown, caller: Caller) => unknown;
  try {
    return { ok: true, value: await handler(parsed.data, caller) };
  } catch (error) {
    if (error instanceof NotFound) return refuse('not-found', error.message);
    if (error instanceof Refused) return refuse('bad-input', error.message.slice(0, MAX_MESSAGE));
    report(error);
    return refuse('internal', 'The call failed inside Vigil; the log says why');
  }
}

function refuse(code: CallError['code'], message: string): CallReply {
  return { ok: false, error: { code, message } };
}
