import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { watchMainThread } from './main-thread.ts';
import { median } from './report.ts';

/** Each arc lives for twice its timeout: 250 a second make 1,000 in the air. */
const TIMEOUT_MS = 2_000;
const WINDOWS = 3;
const WINDOW_MS = 4_000;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** Its map alone, arcs only: without the tables and look-ups that it draws and does beside them. */
const START = `{
  console.log = () => undefined;
  raven.init_all({
    world_type: null, selected_countries: [], remove_countries: ['aq'], height: innerHeight, width: innerWidth,
    backup_background_color: '#212222', orginal_country_color: '#737373', clicked_country_color: '#6c4242',
    selected_country_color: '#ff726f', global_timeout: ${TIMEOUT_MS}, global_stats_limit: 10, db_length: 1000,
    live_attacks_limit: 50, location: 'scripts', panels: [],
    disable: ['tooltip', 'random', 'insert', 'move_to_country', 'qb_world_cities', 'qb_ips_codes',
      'qb_companies_codes', 'qb_ports_codes'],
    // Without it, it never forgets the names of its arcs and searches them all for each new one.
    verbose: true,
  });
  raven.init_world();
}`;

/** Never more than asked for, however slowly they end, and no fewer either once they are there. */
const FEED = (arcs: number) => `{
  const rate = ${arcs / (2 * TIMEOUT_MS)};
  const at = () => (Math.random() * 120 - 50).toFixed(3) + ',' + (Math.random() * 340 - 170).toFixed(3);
  const flying = document.getElementsByClassName('raven-worldmap-route');
  const since = performance.now();
  let sent = 0;
  setInterval(() => {
    for (const due = (performance.now() - since) * rate; sent < due && flying.length < ${arcs}; sent++) {
      raven.add_marker_by_gussing({ from: at(), to: at() }, { line: { from: null, to: null } }, ${TIMEOUT_MS}, ['line']);
    }
  }, 20);
}`;

export interface RavenFigures {
  readonly ms: number;
  /** In the air at the end. */
  readonly arcs: number;
}

/** Main-thread ms a frame of qeeqbox/raven's map. @param folder a checkout of it */
export async function measureRaven(browser: Browser, folder: string, arcs: number): Promise<RavenFigures> {
  const server = createServer((request, response) => {
    const name = path.normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    readFile(path.join(folder, name)).then(
      (body) => response.writeHead(200, { 'content-type': TYPES[path.extname(name)] ?? '' }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  try {
    const thread = await watchMainThread(page);
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/src/raven.html`);
    await page.evaluate(START);
    await page.locator('.raven-worldmap-country').nth(100).waitFor({ state: 'attached' });
    await page.evaluate(FEED(arcs));
    await page.waitForTimeout(3 * TIMEOUT_MS);
    const windows: number[] = [];
    for (let n = 0; n < WINDOWS; n++) {
      const { cpuMs, frames } = await thread.window(WINDOW_MS);
      windows.push(cpuMs / frames);
    }
    const inTheAir = await page.locator('.raven-worldmap-route').count();
    return { ms: median(windows), arcs: inTheAir };
  } finally {
    await page.close();
    server.close();
  }
}
