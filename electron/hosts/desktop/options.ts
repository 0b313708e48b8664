import { parseArgs } from 'node:util';

export interface DesktopOptions {
  readonly config: string | undefined;
  readonly dataDir: string | undefined;
  readonly eve: readonly string[];
  readonly rules: readonly string[];
  readonly demo: boolean;
  readonly windowed: boolean;
  readonly port: undefined;
  readonly host: undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Reads `electron main.mjs …` or `vigil …`. Switches of Chromium's own stand among ours and are left to it. */
export function readOptions(argv: readonly string[], env: NodeJS.ProcessEnv): DesktopOptions {
  const { values } = parseArgs({
    args: argv.slice(1),
    strict: false,
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      'data-dir': { type: 'string' },
      eve: { type: 'string', multiple: true },
      rules: { type: 'string', multiple: true },
      demo: { type: 'boolean' },
      windowed: { type: 'boolean' },
    },
  });
  return {
    config: text(values.config) ?? text(env['VIGIL_CONFIG']),
    dataDir: text(values['data-dir']) ?? text(env['VIGIL_DATA_DIR']),
    eve: texts(values.eve),
    rules: texts(values.rules),
    demo: values.demo === true,
    windowed: values.windowed === true,
    port: undefined,
    host: undefined,
  };
}
