interface Command {
  readonly summary: string;
  run(argv: readonly string[]): Promise<number>;
}

/** A name, not an import: the benches are a part of the tests, which are compiled after this. */
const BENCHES: string = '#tests/bench/main.ts';

/** Each command is loaded when it is asked for: `hunt` has no use for an HTTP server. */
const COMMANDS: Record<string, Command> = {
  serve: {
    summary: 'runs the node host: the core, the wall over HTTP and Socket.IO, /healthz and /metrics',
    run: async (argv) => (await import('./serve.ts')).serveCommand(argv),
  },
  hunt: {
    summary: 'runs rules over recorded events, one JSON line per detection',
    run: async (argv) => (await import('./hunting.ts')).runHunt([...argv]),
  },
  normalise: {
    summary: 'stdin lines to ECS JSON lines, one for one',
    run: async (argv) =>
      (await import('./normalise.ts')).normaliseCommand([...argv], process.stdin, process.stdout),
  },
  check: {
    summary: 'validates a config file and rules',
    run: async (argv) => (await import('./check.ts')).checkCommand(argv),
  },
  pin: {
    summary: "hashes a PIN for the config's kiosk.pin",
    run: async (argv) => (await import('./pin.ts')).pinCommand(argv, process.stdin),
  },
  bench: {
    summary: "the project's benchmarks as a table",
    run: async (argv) => {
      const benches: { benchCommand: Command['run'] } = await import(BENCHES);
      return benches.benchCommand(argv);
    },
  },
};

const USAGE = `usage: vigil <command> [options]

${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`)
  .join('\n')}

vigil <command> --help tells more.
`;

/** @returns the exit code: 2 for bad usage or bad input files */
export async function main(argv: readonly string[]): Promise<number> {
  const [name = '', ...rest] = argv;
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    process.stderr.write(
      `${name ? `There is no command ${JSON.stringify(name)}` : 'A command is needed'}\n\n${USAGE}`,
    );
    return 2;
  }
  return command.run(rest);
}
