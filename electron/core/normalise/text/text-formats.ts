import type { TextFormat } from '../format.ts';

/** In the order in which they are asked: the first that knows a text's shape maps it. */
export const TEXT_FORMATS: readonly TextFormat[] = [];

/** Of these a line's own head looks like a syslog header, so they are asked before one is taken off. */
export const WHOLE_LINE_FORMATS: readonly TextFormat[] = [];
