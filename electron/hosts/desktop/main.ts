import { app } from 'electron';
import { runDesktop } from './desktop.ts';
import { readOptions } from './options.ts';
import { registerScheme } from './page.ts';

app.enableSandbox();
app.setName('Vigil');
registerScheme();
if (app.requestSingleInstanceLock()) {
  runDesktop(readOptions(process.argv, process.env)).catch((error: unknown) => {
    process.stderr.write(
      `Vigil could not start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    app.exit(1);
  });
} else {
  process.stderr.write('Vigil is already running; its windows were brought to the front.\n');
  app.quit();
}
