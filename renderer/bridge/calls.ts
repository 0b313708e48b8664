import type { CallError, CallName } from '#contract/api.ts';
import type { Transport } from './transport.ts';

/** What a failed call rejects with: the contract's error, or `internal` when the link failed. */
export class CallFailure extends Error implements CallError {
  readonly code: CallError['code'];

  constructor(error: CallError) {
    super(error.message);
    this.name = 'CallFailure';
    this.code = error.code;
  }
}

/** A call that is not answered by then has failed: a person waits for it. */
export const CALL_TIMEOUT_MS = 5000;

export async function callThrough(transport: Transport, name: CallName, input: unknown): Promise<unknown> {
  const reply = await transport.call(name, input);
  if (!reply.ok) throw new CallFailure(reply.error);
  return reply.value;
}
