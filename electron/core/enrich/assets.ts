import type { Criticality } from '#contract/event.ts';
import { NetworkTable } from './network-table.ts';

/** A host or network that somebody answers for. */
export interface Asset {
  readonly name: string;
  readonly cidrs: readonly string[];
  readonly criticality: Criticality;
  readonly owner?: string | undefined;
  readonly tags: readonly string[];
}

export function assetTable(assets: readonly Asset[]): NetworkTable<Asset> {
  const table = new NetworkTable<Asset>();
  for (const asset of assets) for (const cidr of asset.cidrs) table.addText(cidr, asset);
  return table;
}
