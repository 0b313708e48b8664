import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startFailure, startFailurePage } from '#hosts/desktop/start-failure.ts';
import { UsageError } from '#hosts/shared/usage-error.ts';

const PROBLEM = { file: 'vigil.yml', line: 2, column: 1, message: 'unknown key <b>wal</b>' };

test('every problem has its place; only what a person can mend is one of usage', () => {
  assert.deepEqual(startFailure(new UsageError('vigil.yml has a mistake', [PROBLEM])), {
    lines: ['vigil.yml:2:1 unknown key <b>wal</b>', 'vigil.yml has a mistake'],
    usage: true,
    exitCode: 2,
  });
  assert.deepEqual(startFailure(new Error('inside')), { lines: ['inside'], usage: false, exitCode: 1 });
});

test('the page holds text alone, and no more than can be read', () => {
  const problems = Array.from({ length: 30 }, (_, line) => ({ ...PROBLEM, line }));
  const url = startFailurePage(startFailure(new UsageError('it has 30 mistakes', problems)), 60);
  const html = decodeURIComponent(url.slice(url.indexOf(',') + 1));
  assert.match(html, /vigil\.yml:0:1 unknown key &#60;b&#62;wal/);
  assert.match(html, /and 21 more/);
  assert.match(html, /default-src 'none'/);
  assert.ok(!html.includes('<b>') && !html.includes('vigil.yml:10:1'));
});

const MAIN = fileURLToPath(new URL('../../../electron/hosts/desktop/main.ts', import.meta.url));
const USAGE_ERROR = new URL('../../../electron/hosts/shared/usage-error.ts', import.meta.url).href;

/** As much of Electron as is there when nothing has started, and a wall that can't start. */
const STUBS = {
  electron: `export const app = { enableSandbox() {}, setName() {}, requestSingleInstanceLock: () => true,
      async whenReady() {}, exit: (code) => process.exit(code), relaunch: () => console.log('relaunch') };
    export class BrowserWindow {
      on(_event, closed) { this.closed = closed; }
      async loadURL(url) { console.log(url); setTimeout(this.closed, 10); }
    }`,
  './page.ts': 'export const registerScheme = () => undefined;',
  './desktop.ts': `import { UsageError } from '${USAGE_ERROR}';
    export const runDesktop = async () => {
      throw process.env.FAULT === 'usage' ? new UsageError('no', [${JSON.stringify(PROBLEM)}]) : new Error('inside');
    };`,
};
const HOOKS = `import { registerHooks } from 'node:module';
  const stubs = ${JSON.stringify(STUBS)};
  registerHooks({
    resolve: (name, context, next) => Object.hasOwn(stubs, name)
      ? { url: 'data:text/javascript,' + encodeURIComponent(stubs[name]), shortCircuit: true } : next(name, context),
  });`;

/** Starts the desktop host's own main on the stubs, without a terminal. */
async function start(fault: string) {
  const hooks = `data:text/javascript,${encodeURIComponent(HOOKS)}`;
  const child = spawn(process.execPath, ['--import', hooks, MAIN], {
    env: { ...process.env, FAULT: fault },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    err += data.toString();
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, out, err };
}

test('a wall that can not start for its config logs every problem and shows them until its window is closed', async () => {
  const { code, out, err } = await start('usage');
  assert.equal(code, 2, err);
  assert.equal(err, 'Vigil could not start:\nvigil.yml:2:1 unknown key <b>wal</b>\nno\n');
  assert.match(
    decodeURIComponent(out),
    /^data:text\/html.*<h1>Vigil could not start<\/h1><p>vigil\.yml:2:1 /s,
  );
});

test('a fault inside ends it at once: whoever supervises it starts it again', async () => {
  assert.deepEqual(await start('inside'), { code: 1, out: '', err: 'Vigil could not start:\ninside\n' });
});
