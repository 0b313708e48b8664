/** The last batch of a hub that was taken. */
export interface HubPosition {
  readonly seq: number;
  /** Names one life of the hub. */
  readonly epoch: string | undefined;
}

const MAX_EPOCH = 64;

/** A batch's number, from its second argument; undefined where the hub numbers nothing. */
export function numberOf(meta: unknown): (HubPosition & { readonly dropped: number }) | undefined {
  if (typeof meta !== 'object' || meta === null) return undefined;
  const { seq, epoch, dropped } = meta as Record<string, unknown>;
  if (!isCount(seq)) return undefined;
  return {
    seq,
    epoch: typeof epoch === 'string' ? epoch.slice(0, MAX_EPOCH) : undefined,
    dropped: isCount(dropped) ? dropped : 0,
  };
}

/** A stored position, or undefined for none and for one that can't be read. */
export function readHubPosition(value: unknown): HubPosition | undefined {
  const number = numberOf(value);
  return number && { seq: number.seq, epoch: number.epoch };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
