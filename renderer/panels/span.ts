import { z } from 'zod';
import type { ViewQuery } from '#contract/view.ts';

const MINUTES = { '1m': 1, '5m': 5, '15m': 15, '1h': 60 } as const satisfies Record<
  string,
  ViewQuery['span']
>;
type Span = keyof typeof MINUTES;
const SPANS = Object.keys(MINUTES) as [Span, ...Span[]];

/** For a panel whose counts cover the last minutes. */
export const spanField = { span: z.enum(SPANS).default('5m').describe('How far back events count') };

export function minutesOf(span: Span): ViewQuery['span'] {
  return MINUTES[span];
}
