import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { io } from 'socket.io-client';
import type { CallInput, CallName, CallReply } from '#contract/api.ts';
import { BUILT_IN, tenantScene } from '#core/layouts/built-in.ts';
import { launchChromium, openPage } from '../support/chromium.ts';
import { serve } from '../support/serve.ts';

/**
 * Takes the pictures of the README: every built-in scene, one tenant's and the takeover, at the sizes of a wall, on the
 * demo feed of a real node host. `--to FOLDER` for looking at before they are tracked.
 */
const { values: options } = parseArgs({ options: { to: { type: 'string' } } });
const folder = options.to ?? fileURLToPath(new URL('../../assets/screenshots', import.meta.url));
const SIZES = { '1080p': { width: 1920, height: 1080 }, '4k': { width: 3840, height: 2160 } };
/** Long enough for the first story to have become an alarm and for the rate chart to have a shape. */
const STORY_MS = Number(process.env['VIGIL_SHOTS_WAIT_MS'] ?? 150_000);
/** A new scene's panels are there; lists have settled and arcs are in the air. */
const SETTLE_MS = 6_000;
/** The demo's stories come round: a new critical incident within this. */
const TAKEOVER_WITHIN_MS = 10 * 60_000;
const TENANT = 'Hanbit Bank';
/** By addresses: the demo's own sites stand in no config. */
const CONFIG = `demo: {}
tenants:
  - name: ${TENANT}
    cidrs: [10.10.0.0/16, 10.20.0.0/16]
`;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (text: string) => process.stderr.write(`shots: ${text}\n`);

mkdirSync(folder, { recursive: true });
const scratch = mkdtempSync(join(tmpdir(), 'vigil-shots-'));
writeFileSync(join(scratch, 'vigil.yml'), CONFIG);
const serving = await serve(['--demo', '--config', join(scratch, 'vigil.yml')]);
const browser = await launchChromium();
const supervisor = io(`${serving.url}wall`, { transports: ['websocket'], auth: { display: '' } });

async function call<K extends CallName>(name: K, input: CallInput<K>): Promise<void> {
  const reply = (await supervisor.timeout(10_000).emitWithAck('call', name, input)) as CallReply;
  if (!reply.ok) throw new Error(`${name}: ${reply.error.message}`);
}

function panelsShown(page: Page, panels: readonly string[], timeout: number): Promise<unknown> {
  return page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll<HTMLElement>('.cell')].map(({ dataset }) => dataset['panel']).join() ===
      wanted,
    panels.join(),
    { timeout },
  );
}

/** JPEG: a repository keeps every version of it. */
async function shoot(name: string, pages: ReadonlyMap<string, Page>): Promise<void> {
  await pause(SETTLE_MS);
  for (const [size, page] of pages) {
    const path = join(folder, `${name}-${size}.jpg`);
    await page.screenshot({ path, type: 'jpeg', quality: size === '4k' ? 62 : 74 });
    say(path);
  }
}

try {
  const pages = new Map<string, Page>();
  for (const [size, viewport] of Object.entries(SIZES)) {
    pages.set(size, (await openPage(browser, `${serving.url}?display=${size}&lang=en`, viewport, true)).page);
  }
  say(`letting the demo run for ${STORY_MS / 1000} s`);
  await pause(STORY_MS);
  for (const scene of [...BUILT_IN, tenantScene(TENANT)]) {
    // Pinned, so that no incident takes it over.
    for (const display of pages.keys()) {
      await call('display.show', { target: { display }, scene: scene.id, pinned: true, each: false });
    }
    const panels = scene.panels.map(({ panel }) => panel);
    for (const page of pages.values()) await panelsShown(page, panels, 30_000);
    await shoot(scene.id.startsWith('tenant-') ? 'tenant' : scene.id, pages);
  }
  await call('takeover.save', {
    enabled: true,
    minSeverity: 4,
    tenants: [],
    displays: [],
    minSeconds: 120,
    maxSeconds: 300,
  });
  for (const display of pages.keys()) await call('display.release', { target: { display } });
  say('waiting for an incident to take over');
  for (const page of pages.values())
    await page.getByRole('region', { name: 'Incident in focus' }).waitFor({ timeout: TAKEOVER_WITHIN_MS });
  await shoot('takeover', pages);
} finally {
  supervisor.close();
  await browser.close();
  await serving.stop();
  rmSync(scratch, { recursive: true });
}
