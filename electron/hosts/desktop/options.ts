import path from 'node:path';
import { parseArgs } from 'node:util';

export interface DesktopOptions {
  readonly config: string | undefined;
  readonly dataDir: string | undefined;
  readonly eve: readonly string[];
  readonly rules: readonly string[];
  readonly demo: boolean;
  readonly windowed: boolean;
  /** Address of the node host whose wall this machine's displays are part of. */
  readonly join: string | undefined;
  /** Holds the token for it: a command line is read by everyone on the machine. */
  readonly tokenFile: string | undefined;
  /** Open the control room too. */
  readonly control: boolean;
  readonly port: undefined;
  readonly host: undefined;
}

const OPTIONS = {
  config: { type: 'string' },
  'data-dir': { type: 'string' },
  eve: { type: 'string', multiple: true },
  rules: { type: 'string', multiple: true },
  demo: { type: 'boolean' },
  windowed: { type: 'boolean' },
  join: { type: 'string' },
  'token-file': { type: 'string' },
  control: { type: 'boolean' },
} as const;

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Switches of Chromium's own stand among ours and are left to it. */
const parse = (args: readonly string[]) =>
  parseArgs({ args: [...args], strict: false, allowPositionals: true, tokens: true, options: OPTIONS });

/** Reads `electron main.mjs …` or `vigil …`. */
export function readOptions(argv: readonly string[], env: NodeJS.ProcessEnv): DesktopOptions {
  const { values } = parse(argv.slice(1));
  return {
    config: text(values.config) ?? text(env['VIGIL_CONFIG']),
    dataDir: text(values['data-dir']) ?? text(env['VIGIL_DATA_DIR']),
    eve: texts(values.eve),
    rules: texts(values.rules),
    demo: values.demo === true,
    windowed: values.windowed === true,
    join: text(values.join) ?? text(env['VIGIL_JOIN']),
    tokenFile: text(values['token-file']) ?? text(env['VIGIL_TOKEN_FILE']),
    control: values.control === true,
    port: undefined,
    host: undefined,
  };
}

const pair = (name: string, value: string | undefined) => (value === undefined ? [] : [`--${name}`, value]);

/**
 * Arguments that start the same from any folder and without this environment: paths are whole, and what the
 * environment said is an option. Switches of Chromium's own stay as they are.
 * @param packed the program knows its own main; else that is an argument
 */
export function argumentsFromAnywhere(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
  packed: boolean,
): readonly string[] {
  const args = argv.slice(1);
  const ours = new Set<number>();
  let main: number | undefined;
  for (const token of parse(args).tokens) {
    if (token.kind === 'positional') main ??= token.index;
    if (token.kind !== 'option' || !Object.hasOwn(OPTIONS, token.name)) continue;
    ours.add(token.index);
    if (token.value !== undefined && !token.inlineValue) ours.add(token.index + 1);
  }
  const whole = (file: string) => path.resolve(cwd, file);
  const others = args.flatMap((arg, i) => {
    if (ours.has(i)) return [];
    return [i === main && !packed ? whole(arg) : arg];
  });
  const options = readOptions(argv, env);
  const file = (name: string, value: string | undefined) => pair(name, value && whole(value));
  return [
    ...others,
    ...file('config', options.config),
    ...file('data-dir', options.dataDir),
    ...options.eve.flatMap((one) => file('eve', one)),
    ...options.rules.flatMap((one) => file('rules', one)),
    ...pair('join', options.join),
    ...file('token-file', options.tokenFile),
    ...(['demo', 'windowed', 'control'] as const).flatMap((name) => (options[name] ? [`--${name}`] : [])),
  ];
}
