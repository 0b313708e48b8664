/** How a host ended, as its 'exit' event tells. */
export interface End {
  readonly code: number | null;
  readonly signal: string | null;
  readonly livedMs: number;
}

export function neverCameUp(end: End): boolean;
