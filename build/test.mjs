// npm test: sets up what is missing, then types, lint, format and every test. `npm test -- FILE…` runs only those files.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureChromium } from './browsers.mjs';
import { run, say, tail, whenLauncherDies } from './process.mjs';
import {
  dist,
  ensureDesktop,
  ensureNode,
  ensurePackages,
  ensureRenderer,
  root,
  SetupError,
} from './setup.mjs';

const UNIT_TEST_MS = 120_000;
const BROWSER_TEST_MS = 300_000;
/** For all tests together: one that hangs must end before whoever waits gives up. */
const TESTS_MS = 18 * 60_000;
const startedAt = performance.now();

const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const skips = [];

/** A step that is not a test file but must hold too; it counts as one. */
async function step(name, work) {
  const started = Date.now();
  const done = await work();
  const took = `${((Date.now() - started) / 1000).toFixed(1)} s`;
  console.log(`${done.ok ? 'ok' : 'NOT OK'}  ${name} (${took})`);
  if (done.ok) totals.passed++;
  else {
    totals.failed++;
    failures.push(`${name}: ${done.why}`);
    console.log(tail(done.output, 60));
  }
  return done.ok;
}

/** A set-up step as a step: its error is a failure in words. */
const attempt = (name, work) =>
  step(name, () =>
    work().then(
      () => ({ ok: true }),
      (error) => ({
        ok: false,
        why: 'failed',
        output: error instanceof SetupError ? error.message : error.stack,
      }),
    ),
  );

/** Test files below a file or folder; benches are not tests. */
function testFiles(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new SetupError(`no such test file or folder: ${path}`);
  if (stat.isFile()) return [path];
  return readdirSync(path, { recursive: true })
    .map((name) => join(path, String(name)))
    .filter((file) => file.endsWith('.test.ts') && !file.includes(`${sep}bench${sep}`))
    .toSorted();
}

/** Files that hold the glass to a time, or listen to what is heard: nothing may run beside them. */
const ALONE = ['control', 'directive', 'sound-real', 'sound'].map((name) =>
  join(root, 'tests/wall', `${name}.test.ts`),
);

/** Whether a test file drives a browser. */
function usesBrowser(file) {
  return /playwright-core|\/chromium\.ts'|\/desktop\.ts'/.test(readFileSync(file, 'utf8'));
}

/** Whether a test file starts a host. */
const usesHost = (file) => /^(hosts|wall)$/.test(relative(join(root, 'tests'), file).split(sep)[0]);

async function runTests(node, name, files, concurrency, timeoutMs, env) {
  if (files.length === 0) return;
  const tallyFile = join(dist, 'tests', `${name}.jsonl`);
  mkdirSync(join(dist, 'tests'), { recursive: true });
  rmSync(tallyFile, { force: true });
  console.log(`\n${name}: ${files.length} files`);
  const options = [
    '--disable-warning=ExperimentalWarning',
    '--test',
    // A failed test that leaves a timer or a server behind must not hold the run.
    '--test-force-exit',
    '--import',
    pathToFileURL(join(root, 'build/test-drain.mjs')).href,
    `--test-concurrency=${concurrency}`,
    `--test-timeout=${timeoutMs}`,
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    `--test-reporter=${join(root, 'build/test-tally.mjs')}`,
    `--test-reporter-destination=${tallyFile}`,
  ];
  const left = Math.max(1, TESTS_MS - (performance.now() - startedAt));
  const done = await run(node, [...options, ...files], { cwd: root, env, show: true, timeoutMs: left });
  const lines = existsSync(tallyFile) ? readFileSync(tallyFile, 'utf8').trim().split('\n') : [];
  let sum;
  for (const line of lines) {
    const entry = line ? JSON.parse(line) : {};
    const where = entry.file ? relative(root, entry.file) : '';
    if (entry.skipped !== undefined) skips.push(`${where}: ${entry.skipped}: ${entry.reason ?? ''}`);
    if (entry.failed !== undefined) failures.push(`${where}: ${entry.failed}`);
    if (entry.totals) sum = entry.totals;
  }
  totals.passed += sum?.passed ?? 0;
  totals.failed += sum?.failed ?? 0;
  totals.skipped += sum?.skipped ?? 0;
  const empty = (sum?.tests ?? 0) === 0;
  if ((!done.ok && (sum?.failed ?? 0) === 0) || empty) {
    totals.failed++;
    failures.push(`${name}: ${empty && done.ok ? 'no test ran' : done.why}`);
  }
}

/** Types, lint and format; each says the command that repeats it. */
async function checkSources(node) {
  const bin = (path, ...args) => run(node, [join(root, 'node_modules', path), ...args], { cwd: root });
  await step('types (npx tsc -b)', () => bin('typescript/bin/tsc', '-b'));
  const folders = ['electron', 'renderer', 'tests', 'build'];
  await step(`lint (npx oxlint ${folders.join(' ')})`, () => bin('oxlint/bin/oxlint', ...folders));
  await step('format (npx biome check .)', () => bin('@biomejs/biome/bin/biome', 'check', '.'));
}

async function main() {
  const asked = process.argv.slice(2).map((path) => resolve(path));
  const files = (asked.length > 0 ? asked : [join(root, 'tests')]).flatMap(testFiles);
  if (files.length === 0) throw new SetupError('no test files found');
  await ensurePackages();
  const node = await ensureNode();
  if (asked.length === 0) await checkSources(node);
  const browser = files.filter(usesBrowser);
  const unit = files.filter((file) => !browser.includes(file));
  const env = { ...process.env, NODE_ENV: 'test' };
  delete env.NODE_TEST_CONTEXT;
  if (files.some(usesHost)) {
    await attempt('build of the wall page', () => ensureRenderer(node));
    await attempt('build of the desktop host', () => ensureDesktop(node));
  }
  await runTests(node, 'unit', unit, 2, UNIT_TEST_MS, env);
  if (browser.length === 0) return;
  const chromium = await ensureChromium(node);
  if (chromium.path) env.VIGIL_CHROMIUM = chromium.path;
  else say(`${chromium.why}; the tests that need it are skipped`);
  const alone = browser.filter((file) => ALONE.includes(file));
  await runTests(node, 'alone', alone, 1, BROWSER_TEST_MS, env);
  const together = browser.filter((file) => !ALONE.includes(file));
  await runTests(node, 'browser', together, 2, BROWSER_TEST_MS, env);
}

whenLauncherDies(() => process.kill(process.pid, 'SIGTERM'));
try {
  await main();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  totals.failed++;
  failures.push(error.message.split('\n')[0]);
}
if (skips.length > 0) console.log(`\nSkipped:\n${skips.map((line) => `  ${line}`).join('\n')}`);
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((line) => `  ${line}`).join('\n')}`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed > 0 ? 1 : 0;
