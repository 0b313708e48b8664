// Main-thread time of the map: node tests/wall/map-harness/measure.ts. Not a test.
import { launchChromium } from '../../support/chromium.ts';
import { openHarness } from '../map-harness.ts';

const SECONDS = 8;
const cases = [
  { name: 'no arcs', query: 'arcs=0&flows=60' },
  { name: '20 arcs/s', query: 'arcs=1&flows=60' },
  { name: '100 arcs/s (100 events/s)', query: 'arcs=5&flows=60' },
  { name: '160 arcs/s (the most the core sends)', query: 'arcs=8&flows=60' },
  { name: '160 arcs/s, 100 flows', query: 'arcs=8&flows=100&live' },
  { name: '160 arcs/s, 1,000 flows', query: 'arcs=8&flows=1000&live' },
  { name: '160 arcs/s, 10,000 flows', query: 'arcs=8&flows=6000&live' },
  { name: '1,000 arcs/s', query: 'arcs=50&flows=60' },
];

const harness = await openHarness();
for (const renderer of ['canvas', 'deck']) {
  const browser = await launchChromium(['--enable-unsafe-swiftshader']);
  for (const { name, query } of cases) {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(`${harness.url}?renderer=${renderer}&${query}`);
    await page.waitForSelector(`[data-renderer="${renderer}"]`);
    await page.waitForTimeout(4000);
    const read = async () => {
      const { metrics } = await cdp.send('Performance.getMetrics');
      const value = (key: string) => metrics.find((metric) => metric.name === key)?.value ?? 0;
      return {
        task: value('TaskDuration'),
        script: value('ScriptDuration'),
        heap: value('JSHeapUsedSize'),
      };
    };
    const before = await read();
    await page.waitForTimeout(SECONDS * 1000);
    const after = await read();
    const task = (after.task - before.task) * 1000;
    const script = (after.script - before.script) * 1000;
    // Twenty frames a second come from the core, whatever the tier draws.
    const frames = SECONDS * 20;
    console.log(
      [
        renderer.padEnd(7),
        name.padEnd(38),
        `${(task / SECONDS / 10).toFixed(1)} % main`.padStart(13),
        `${(task / frames).toFixed(2)} ms/frame`.padStart(15),
        `script ${(script / frames).toFixed(2)}`.padStart(13),
        `heap ${(after.heap / 1e6).toFixed(1)} MB`,
      ].join(' '),
    );
    await page.close();
  }
  await browser.close();
}
await harness.close();
