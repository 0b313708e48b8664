import { Engine, type EngineOptions } from '#core/engine.ts';

/** An engine of what a test gives it, and nothing else. */
export function createEngine(more: Partial<EngineOptions> = {}): Engine {
  return new Engine({
    sources: [],
    sites: [],
    rules: [],
    pipelines: [],
    dataDir: undefined,
    timeZones: ['UTC'],
    staleAfterMs: 10_000,
    ...more,
  });
}
