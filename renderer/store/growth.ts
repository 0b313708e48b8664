/** A counter that only grows: did it grow lately? What was lost a week ago is a number, not news. */
export interface Growth {
  readonly value: number;
  readonly grewAt: number;
}

const NEWS_MS = 60_000;

export function observe(before: Growth | undefined, value: number, now: number): Growth {
  if (!before) return { value, grewAt: Number.NEGATIVE_INFINITY };
  if (value === before.value) return before;
  return { value, grewAt: value > before.value ? now : before.grewAt };
}

export function isNews({ grewAt }: Growth, now: number): boolean {
  return now - grewAt < NEWS_MS;
}
