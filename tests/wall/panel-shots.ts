import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchChromium, openPage } from '../support/chromium.ts';
import { FakeCore } from './fake-core.ts';
import { BOARD, FIGURES } from './panel-scenes.ts';
import { busyChanges, incidentDetail, quietChanges } from './synthetic.ts';

// For the eye: pictures of the scenes with every panel, with data and without, into the folder that is given.
const [folder = 'dist/panel-shots'] = process.argv.slice(2);
const page = fileURLToPath(new URL('../../dist/renderer', import.meta.url));
const SIZES = { '1080p': { width: 1920, height: 1080 }, '4k': { width: 3840, height: 2160 } };
/** Fonts, panels' chunks and a turn of the clock. */
const SETTLE_MS = 3500;

mkdirSync(folder, { recursive: true });
const browser = await launchChromium();
for (const scene of [FIGURES, BOARD]) {
  for (const changes of [busyChanges, quietChanges]) {
    const core = await FakeCore.start({ page, scene, changes, history: changes === busyChanges });
    core.answer = ({ name }) =>
      name === 'incident.get' ? { ok: true, value: incidentDetail(Date.now()) } : undefined;
    core.run();
    for (const [name, size] of Object.entries(SIZES)) {
      if (changes === quietChanges && name === '4k') continue;
      for (const lang of name === '1080p' ? ['en', 'ko'] : ['en']) {
        const opened = await openPage(browser, `${core.url}?lang=${lang}`, size, true);
        await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
        const state = changes === busyChanges ? 'busy' : 'empty';
        await opened.page.screenshot({ path: `${folder}/${scene.id}-${state}-${lang}-${name}.png` });
        for (const error of opened.errors) process.stderr.write(`${scene.id} ${state}: ${error}\n`);
        await opened.page.close();
      }
    }
    await core.close();
  }
}
await browser.close();
