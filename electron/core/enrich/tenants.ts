import type { Site } from '#core/base/site.ts';
import { NetworkTable } from './network-table.ts';

/** A customer or unit whose events are told apart. */
export interface Tenant {
  readonly name: string;
  /** Names of sources whose every event is theirs. */
  readonly sources: readonly string[];
  /** Names of sensors: `observer.name`. */
  readonly observers: readonly string[];
  readonly cidrs: readonly string[];
  readonly sites: readonly string[];
}

/** Whose an event is: by its source, else its sensor, else an address. Of two tenants that claim the same, the first. */
export class TenantTable {
  readonly networks = new NetworkTable<string>();
  readonly #bySource = new Map<string, string>();
  readonly #byObserver = new Map<string, string>();

  constructor(tenants: readonly Tenant[], sites: readonly Site[]) {
    for (const { name, sources, observers, cidrs, sites: own } of tenants) {
      for (const source of sources) if (!this.#bySource.has(source)) this.#bySource.set(source, name);
      for (const sensor of observers) if (!this.#byObserver.has(sensor)) this.#byObserver.set(sensor, name);
      for (const cidr of cidrs) this.networks.addText(cidr, name);
      for (const site of sites) {
        if (own.includes(site.name)) for (const cidr of site.cidrs) this.networks.addText(cidr, name);
      }
    }
  }

  of(source: string, observer: string | undefined): string | undefined {
    return (
      this.#bySource.get(source) ?? (observer === undefined ? undefined : this.#byObserver.get(observer))
    );
  }
}
