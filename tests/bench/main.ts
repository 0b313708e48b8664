import { header, type Print, row } from './report.ts';

const USAGE = `usage: vigil bench [NAME]...

Without names: all but soak and scenes, which take 12 minutes each (VIGIL_SCENES_MINUTES=1 shortens scenes).
map: VIGIL_RAVEN=DIR, a checkout of qeeqbox/raven, is measured in the same browser beside our map.
`;

/** Loaded one by one: a bench of the core has no use for a browser. */
const BENCHES: Record<string, () => Promise<(print: Print) => Promise<void>>> = {
  normalise: async () => (await import('./normalise.ts')).benchNormalise,
  formats: async () => (await import('./formats.ts')).benchFormats,
  correlate: async () => (await import('./correlate.ts')).benchCorrelate,
  pipeline: async () => (await import('./pipeline.ts')).benchPipeline,
  latency: async () => (await import('./live.ts')).benchLatency,
  renderer: async () => (await import('./live.ts')).benchRenderer,
  map: async () => (await import('./map.ts')).benchMap,
  paint: async () => (await import('./live.ts')).benchFirstPaint,
  sustain: async () => (await import('./sustain.ts')).benchSustain,
  scenes: async () => (await import('./scenes.ts')).benchScenes,
  soak: async () => (await import('./live.ts')).benchSoak,
};

const LONG = new Set(['soak', 'scenes']);

/** @returns the exit code: 0, 1 when a goal was missed, 2 for bad usage */
export async function benchCommand(argv: readonly string[]): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(`${USAGE}Names: ${Object.keys(BENCHES).join(', ')}\n`);
    return 0;
  }
  const unknown = argv.filter((name) => !Object.hasOwn(BENCHES, name));
  if (unknown.length > 0) {
    process.stderr.write(
      `There is no bench ${unknown.join(', ')}\n\n${USAGE}Names: ${Object.keys(BENCHES).join(', ')}\n`,
    );
    return 2;
  }
  const names = argv.length > 0 ? argv : Object.keys(BENCHES).filter((name) => !LONG.has(name));
  process.stdout.write(header());
  let missed = 0;
  for (const name of names) {
    process.stderr.write(`${name} …\n`);
    const bench = await BENCHES[name]?.();
    await bench?.((figure) => {
      if (figure.reached === false) missed++;
      process.stdout.write(`${row(figure)}\n`);
    });
  }
  return missed > 0 ? 1 : 0;
}
