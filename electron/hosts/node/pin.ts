import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { hashPin, problemOfPin } from '#hosts/shared/pin-hash.ts';

const USAGE = `usage: vigil pin

Asks for a PIN (or reads a line from stdin) and prints its hash, for the config file:

kiosk:
  pin: HASH
`;

/** The terminal must not show what is typed. */
class Mute extends Writable {
  override _write(_chunk: unknown, _encoding: BufferEncoding, done: () => void): void {
    done();
  }
}

/** @returns the exit code */
export async function pinCommand(argv: readonly string[], input: NodeJS.ReadStream): Promise<number> {
  if (argv.length > 0) {
    const help = argv.includes('--help') || argv.includes('-h');
    (help ? process.stdout : process.stderr).write(USAGE);
    return help ? 0 : 2;
  }
  if (input.isTTY) process.stderr.write('PIN: ');
  const lines = createInterface({ input, output: new Mute(), terminal: input.isTTY });
  const pin = await new Promise<string>((resolve) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(''));
  });
  lines.close();
  if (input.isTTY) process.stderr.write('\n');
  const problem = problemOfPin(pin);
  if (problem !== undefined) {
    process.stderr.write(`${problem}\n`);
    return 2;
  }
  process.stdout.write(`${await hashPin(pin)}\n`);
  return 0;
}
