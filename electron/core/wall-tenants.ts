import type { Scene } from '#contract/layout.ts';
import { tenantScene } from './layouts/built-in.ts';

/** Beyond it none has a scene of its own: a list of thousands is none to choose from. */
export const MAX_TENANTS = 100;

/** Scenes of tenants, each from one template. The config's come first; those seen in events are kept over a restart. */
export class WallTenants {
  /** Grows with each that was seen and must be kept. */
  version = 0;
  readonly #scenes = new Map<string, Scene>();
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
    return [...this.#scenes.keys()].filter((organization) => !this.#configured.has(organization));
  }

  scenes(): Iterable<Scene> {
    return this.#scenes.values();
  }

  add(organization: string): void {
    if (organization === '' || this.#scenes.has(organization)) return;
    if (this.#scenes.size < MAX_TENANTS) {
      this.#scenes.set(organization, tenantScene(organization));
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
