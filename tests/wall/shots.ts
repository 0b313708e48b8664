import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { launchChromium, openPage } from '../support/chromium.ts';
import { serve } from '../support/serve.ts';

/** Takes the README's pictures: the demo feed on a real node host, at the sizes of a wall. */
const FOLDER = fileURLToPath(new URL('../../assets/screenshots/', import.meta.url));
const SIZES = { '1080p': { width: 1920, height: 1080 }, '4k': { width: 3840, height: 2160 } };
/** Long enough for the first story to have become an alarm and for the rate chart to have a shape. */
const STORY_MS = Number(process.env['VIGIL_SHOTS_WAIT_MS'] ?? 150_000);

mkdirSync(FOLDER, { recursive: true });
const serving = await serve(['--demo']);
const browser = await launchChromium();
try {
  const pages: [string, Page][] = [];
  for (const [name, size] of Object.entries(SIZES))
    pages.push([name, (await openPage(browser, serving.url, size)).page]);
  process.stderr.write(`shots: letting the demo run for ${STORY_MS / 1000} s\n`);
  await new Promise((resolve) => setTimeout(resolve, STORY_MS));
  for (const [name, page] of pages) {
    // The large one as JPEG: a repository keeps every version of it.
    const file = `overview-${name}.${name === '4k' ? 'jpg' : 'png'}`;
    await page.screenshot({
      path: `${FOLDER}${file}`,
      ...(name === '4k' ? { type: 'jpeg', quality: 80 } : {}),
    });
    process.stderr.write(`shots: assets/screenshots/${file}\n`);
  }
} finally {
  await browser.close();
  await serving.stop();
}
