import type { Scene } from '#contract/layout.ts';
import { tenantScene } from './layouts/built-in.ts';

/** Beyond it none has a scene of its own: a list of thousands is none to choose from. */
export const MAX_TENANTS = 100;

interface Tenant {
  /** As it was first spelt. */
  readonly name: string;
  readonly scene: Scene;
}

/** Scenes of tenants, each from one template. The config's come first; those seen in events are kept over a restart. */
export class WallTenants {
  /** Grows with each that was seen and must be kept. */
  version = 0;
  /** By the name in lower case: filters and scene ids don't tell them apart either. */
  readonly #scenes = new Map<string, Tenant>();
  readonly #tell: (text: string) => void;
  #configured: ReadonlySet<string> = new Set();
  #told = false;
  #saved = 0;

  constructor(tell: (text: string) => void) {
    this.#tell = tell;
  }

  /** Those that are here already are the config's, which brings them again. */
  restore(seen: readonly string[]): void {
    this.#configured = new Set(this.#scenes.keys());
    for (const organization of seen) this.add(organization);
    this.saved();
  }

  get unsaved(): boolean {
    return this.version !== this.#saved;
  }

  saved(): void {
    this.#saved = this.version;
  }

  /** What a restart must know. */
  seen(): string[] {
    return [...this.#scenes].filter(([key]) => !this.#configured.has(key)).map(([, { name }]) => name);
  }

  scenes(): Scene[] {
    return [...this.#scenes.values()].map(({ scene }) => scene);
  }

  add(organization: string): void {
    const key = organization.toLowerCase();
    if (key === '' || this.#scenes.has(key)) return;
    if (this.#scenes.size < MAX_TENANTS) {
      this.#scenes.set(key, { name: organization, scene: tenantScene(organization) });
      this.version++;
      return;
    }
    if (this.#told) return;
    this.#told = true;
    this.#tell(
      `More than ${MAX_TENANTS} tenants: “${organization.slice(0, 128)}” and all that come after it have no scene of their ` +
        'own. The first in the config have one; for others copy one in the editor and change its tenant',
    );
  }
}
