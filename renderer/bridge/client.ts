import { api, type Api, type CallName } from '#contract/api.ts';
import { callThrough } from './calls.ts';
import type { Transport } from './transport.ts';

export function clientOf(transport: Transport): Api {
  const names = Object.keys(api) as CallName[];
  const calls = names.map((name) => [name, (input: unknown) => callThrough(transport, name, input)]);
  return Object.fromEntries(calls) as Api;
}
