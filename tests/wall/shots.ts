import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { io } from 'socket.io-client';
import type { CallReply } from '#contract/api.ts';
import { BUILT_IN } from '#core/layouts/built-in.ts';
import { launchChromium, openPage } from '../support/chromium.ts';
import { serve } from '../support/serve.ts';

/**
 * Takes the pictures of every built-in scene: the demo feed on a real node host, at the sizes of a wall. Those of the
 * README go to assets/screenshots; with --all every scene is taken at 4K too, into dist/shots, which is not tracked.
 */
const { values: options } = parseArgs({ options: { all: { type: 'boolean', default: false } } });
const TRACKED = fileURLToPath(new URL('../../assets/screenshots/', import.meta.url));
const UNTRACKED = fileURLToPath(new URL('../../dist/shots/', import.meta.url));
const SIZES = { '1080p': { width: 1920, height: 1080 }, '4k': { width: 3840, height: 2160 } };
/** Long enough for the first story to have become an alarm and for the rate chart to have a shape. */
const STORY_MS = Number(process.env['VIGIL_SHOTS_WAIT_MS'] ?? 150_000);
/** A new scene's panels are there; lists have settled and arcs are in the air. */
const SETTLE_MS = 6_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

for (const folder of [TRACKED, UNTRACKED]) mkdirSync(folder, { recursive: true });
const serving = await serve(['--demo']);
const browser = await launchChromium();
const supervisor = io(`${serving.url}wall`, { transports: ['websocket'], auth: { display: '' } });
try {
  const pages = new Map<string, Page>();
  for (const [size, viewport] of Object.entries(SIZES)) {
    pages.set(size, (await openPage(browser, `${serving.url}?display=${size}&lang=en`, viewport)).page);
  }
  process.stderr.write(`shots: letting the demo run for ${STORY_MS / 1000} s\n`);
  await pause(STORY_MS);
  for (const scene of BUILT_IN) {
    for (const [size, page] of pages) {
      if (size === '4k' && scene.id !== 'overview' && !options.all) continue;
      // Pinned, so that no incident takes it over.
      const input = { target: { display: size }, scene: scene.id, pinned: true };
      const reply = (await supervisor
        .timeout(10_000)
        .emitWithAck('call', 'display.show', input)) as CallReply;
      if (!reply.ok) throw new Error(reply.error.message);
      const panels = scene.panels.map(({ panel }) => panel).join();
      await page.waitForFunction(
        (wanted) =>
          [...document.querySelectorAll<HTMLElement>('.cell')]
            .map(({ dataset }) => dataset['panel'])
            .join() === wanted,
        panels,
      );
      await pause(SETTLE_MS);
      const folder = size === '4k' && scene.id !== 'overview' ? UNTRACKED : TRACKED;
      // JPEG: a repository keeps every version of it.
      const path = `${folder}${scene.id}-${size}.jpg`;
      await page.screenshot({ path, type: 'jpeg', quality: 74 });
      process.stderr.write(`shots: ${path}\n`);
    }
  }
} finally {
  supervisor.close();
  await browser.close();
  await serving.stop();
}
