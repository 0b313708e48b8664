// Pictures of the map to look at: node tests/wall/map-harness/shots.ts FOLDER [NAME…]. Not a test.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from '../../support/chromium.ts';
import { openHarness } from '../map-harness.ts';

const [folder = 'dist/shots', ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const HD = { width: 1920, height: 1080 };
const UHD = { width: 3840, height: 2160 };
const shots = [
  { name: 'canvas-hd', size: HD, query: 'renderer=canvas&highlight' },
  { name: 'canvas-panel', size: HD, query: 'renderer=canvas&highlight&w=8&h=8&share=0.3' },
  { name: 'canvas-uhd', size: UHD, query: 'renderer=canvas&highlight' },
  { name: 'canvas-calm', size: HD, query: 'renderer=canvas&arcs=0&flows=8' },
  { name: 'canvas-busy', size: HD, query: 'renderer=canvas&arcs=8&flows=120' },
  { name: 'canvas-dense', size: HD, query: 'renderer=canvas&arcs=8&flows=1000&share=0.02' },
  { name: 'canvas-empty', size: HD, query: 'renderer=canvas&arcs=0&flows=0&w=8&h=8' },
  { name: 'canvas-korean', size: HD, query: 'renderer=canvas&lang=ko&w=8&h=8' },
  { name: 'canvas-asia', size: HD, query: 'renderer=canvas&region=east-asia&w=8&h=8' },
  { name: 'canvas-pacific', size: HD, query: 'renderer=canvas&region=pacific&w=8&h=8' },
  { name: 'canvas-desk', size: HD, query: 'renderer=canvas&density=desk&w=8&h=8' },
  { name: 'zones', size: HD, query: 'renderer=canvas&arcs=0&flows=60&projection=zones&w=8&h=8' },
  { name: 'zones-few', size: HD, query: 'renderer=canvas&arcs=0&flows=8&projection=zones&house=3x5&w=8&h=8' },
  {
    name: 'zones-many',
    size: HD,
    query: 'renderer=canvas&arcs=0&flows=90&projection=zones&house=12x40&w=12&h=12',
  },
  {
    name: 'zones-long',
    size: HD,
    query: 'renderer=canvas&arcs=0&flows=60&projection=zones&house=12x40&long&w=8&h=8',
  },
  {
    name: 'zones-small',
    size: HD,
    query: 'renderer=canvas&arcs=0&flows=30&projection=zones&house=5x9&w=4&h=4',
  },
  {
    name: 'zones-small-many',
    size: HD,
    query: 'renderer=canvas&arcs=0&flows=60&projection=zones&house=12x40&w=4&h=4',
  },
  {
    name: 'zones-dense',
    size: HD,
    query: 'renderer=canvas&arcs=0&flows=900&projection=zones&house=6x30&w=8&h=8',
  },
  {
    name: 'zones-none',
    size: HD,
    query: 'renderer=canvas&arcs=0&flows=0&projection=zones&house=1x0&w=8&h=8',
  },
  {
    name: 'zones-desk',
    size: HD,
    query: 'renderer=canvas&arcs=0&flows=60&projection=zones&house=6x14&density=desk&w=8&h=8',
  },
  { name: 'zones-one', size: HD, query: 'renderer=canvas&arcs=0&flows=9&projection=zones&house=1x4&w=8&h=8' },
  { name: 'deck-hd', size: HD, query: 'renderer=deck&highlight' },
  { name: 'deck-panel', size: HD, query: 'renderer=deck&highlight&w=8&h=8' },
  { name: 'deck-uhd', size: UHD, query: 'renderer=deck&highlight' },
];

const harness = await openHarness();
// Here WebGL is SwiftShader: too slow to fly, right enough to look at.
const browser = await launchChromium(['--enable-unsafe-swiftshader']);
for (const { name, size, query } of shots) {
  if (only.length > 0 && !only.includes(name)) continue;
  const page = await browser.newPage({ viewport: size });
  page.on('pageerror', (error) => console.log(name, 'page error', error.message));
  page.on('console', (message) => {
    if (message.type() !== 'info' && message.type() !== 'log') console.log(name, message.text());
  });
  await page.goto(`${harness.url}?${query}`);
  await page.waitForTimeout(name.startsWith('deck') ? 9000 : 5000);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(name);
  await page.close();
}
await browser.close();
await harness.close();
