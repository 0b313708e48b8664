import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { chromiumSkip, launchChromium, openPage } from '../support/chromium.ts';
import { openHarness, type Harness } from './map-harness.ts';

const SIZE = { width: 1280, height: 720 };
/** Far more than it takes: a busy machine without a GPU draws and is looked at a few times a minute. */
const PATIENCE_MS = 90_000;
const SLOWER = 8;
const SEOUL = 1;
const BUSAN = 2;
const FRANKFURT = 3;
const LOS_ANGELES = 4;
const CHINA = 6;

/** Looks until it is so. */
async function sees(what: () => Promise<boolean>): Promise<boolean> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) if (await what()) return true;
  return false;
}

/** Runs in the window and in its worker: `from` is a time of the epoch. */
function slow([from, by]: readonly [number, number]): void {
  const now = performance.now.bind(performance);
  const start = from - performance.timeOrigin;
  performance.now = () => start + (now() - start) / by;
}

describe('the attack map', { skip: chromiumSkip }, () => {
  let browser: Browser;
  let harness: Harness;
  let reader: Page;
  let page: Page;
  let errors: string[];

  before(async () => {
    harness = await openHarness();
    // So that the deck tier runs here too, if slowly.
    browser = await launchChromium(['--enable-unsafe-swiftshader']);
    reader = await browser.newPage();
  });
  after(async () => {
    await browser.close();
    await harness.close();
  });
  afterEach(() => page.close());

  async function open(query: string): Promise<void> {
    ({ page, errors } = await openPage(browser, `${harness.url}?${query}`, SIZE, true));
    await page.waitForSelector('[data-renderer]');
  }

  /** Time passes at an eighth, in the window and in the worker that draws: a flight is seen all along its way. */
  async function slowDown(): Promise<void> {
    const at = [await page.evaluate(() => performance.timeOrigin + performance.now()), SLOWER] as const;
    await page.evaluate(slow, at);
    for (const worker of page.workers()) await worker.evaluate(slow, at);
  }

  /** Columns of the picture, counted in tenths of its width, that hold a colour: critical's, or the accent. */
  async function tenthsOf(colour: 'pink' | 'accent'): Promise<number[]> {
    const shot = await page.screenshot();
    return reader.evaluate(
      async ({ base64, wanted }) => {
        const image = new Image();
        image.src = `data:image/png;base64,${base64}`;
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = image.width;
        canvas.height = image.height;
        const context = canvas.getContext('2d')!;
        context.drawImage(image, 0, 0);
        // Below the title, above the legend.
        const top = Math.round(image.height * 0.08);
        const height = Math.round(image.height * 0.8);
        const { data } = context.getImageData(0, top, image.width, height);
        const counts = Array.from({ length: 10 }, () => 0);
        for (let i = 0; i < data.length; i += 4) {
          const [r = 0, g = 0, b = 0] = data.subarray(i, i + 3);
          const found =
            wanted === 'pink' ? r > 90 && r > g * 2.2 && b > g * 1.2 : g > 150 && g > r * 2.2 && b > r * 1.8;
          if (found) {
            const tenth = Math.floor((((i / 4) % image.width) / image.width) * 10);
            counts[tenth] = (counts[tenth] ?? 0) + 1;
          }
        }
        return counts;
      },
      { base64: shot.toString('base64'), wanted: colour },
    );
  }
  const pinkTenths = () => tenthsOf('pink');
  const pink = async () => (await pinkTenths()).reduce((sum, count) => sum + count, 0);
  const arc = (source: number, target: number, severity = 4) =>
    page.evaluate(([s, t, level]) => window.harness.arc(s!, t!, level!), [source, target, severity]);

  /** On a busy machine a flight may be over before it is looked at: then there is another. */
  async function seesArc(): Promise<boolean> {
    let looks = 0;
    return sees(async () => {
      if (looks++ % 4 === 0) await arc(FRANKFURT, SEOUL);
      return (await pink()) > 20;
    });
  }
  /** What was pink in ten parts of the picture until all of those wanted were, while arcs fly again and again. */
  async function tenthsUntil(wanted: readonly number[], fly: () => Promise<void>): Promise<number[]> {
    const sums = Array.from({ length: 10 }, () => 0);
    let dark = Infinity;
    await sees(async () => {
      // Not at the first dark picture: the worker may not have drawn it yet.
      if (++dark > 5) {
        await fly();
        dark = 0;
      }
      for (const [i, count] of (await pinkTenths()).entries()) {
        sums[i] = (sums[i] ?? 0) + count;
        if (count > 0) dark = 0;
      }
      return wanted.every((tenth) => (sums[tenth] ?? 0) > 0);
    });
    return sums;
  }
  const framesAsked = () =>
    page.evaluate(async () => {
      const native = window.requestAnimationFrame;
      let count = 0;
      window.requestAnimationFrame = (callback) => {
        count++;
        return native(callback);
      };
      await new Promise((resolve) => setTimeout(resolve, 1500));
      window.requestAnimationFrame = native;
      return count;
    });
  const gone = () => sees(async () => (await pink()) === 0);

  test('is drawn with Canvas2D where there is no GPU, under the hosts’ policy, without an error', async () => {
    await open('arcs=4&flows=60');
    assert.equal(await page.getAttribute('.map-stage', 'data-renderer'), 'canvas');
    await page.getByRole('region', { name: 'Attack map', exact: true }).waitFor();
    await sleep(1500);
    assert.deepEqual(errors, []);
  });

  for (const tier of ['canvas', 'deck']) {
    test(`${tier}: an arc flies once and leaves nothing behind`, async () => {
      await open(`renderer=${tier}&arcs=0&flows=0`);
      assert.equal(await page.getAttribute('.map-stage', 'data-renderer'), tier);
      assert.equal(await pink(), 0);
      assert.ok(await seesArc());
      assert.ok(await gone());
      // Longer than a flight: it does not begin again.
      await sleep(1500);
      assert.equal(await pink(), 0);
      assert.deepEqual(errors, []);
    });

    test(`${tier}: from Seoul to Los Angeles the way leads over the Pacific`, async () => {
      await open(`renderer=${tier}&arcs=0&flows=0`);
      await slowDown();
      const tenths = await tenthsUntil([8, 1], () => arc(SEOUL, LOS_ANGELES));
      assert.ok((tenths[8] ?? 0) > 0, `east of Seoul: ${tenths.join(' ')}`);
      assert.ok((tenths[1] ?? 0) > 0, `west of Los Angeles: ${tenths.join(' ')}`);
      assert.equal((tenths[4] ?? 0) + (tenths[5] ?? 0) + (tenths[6] ?? 0), 0, `Eurasia: ${tenths.join(' ')}`);
    });
  }

  test('reduced motion: the arc is there at once and whole, and fades', async () => {
    await open('renderer=canvas&arcs=0&flows=0');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    // Whoever listens is told before a frame that knows of it.
    await page.waitForFunction(() => matchMedia('(prefers-reduced-motion: reduce)').matches);
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    // On a busy machine it would have half faded before it is looked at.
    await slowDown();
    // A flying arc is brightest at its head, all along the way; a still one towards its target only.
    const tenths = await tenthsUntil([7, 6], () => arc(FRANKFURT, SEOUL));
    assert.ok((tenths[7] ?? 0) > 0 && (tenths[6] ?? 0) > 0, tenths.join(' '));
    assert.ok((tenths[5] ?? 0) < (tenths[7] ?? 0) / 3, tenths.join(' '));
    assert.equal((tenths[3] ?? 0) + (tenths[4] ?? 0), 0, tenths.join(' '));
    assert.ok(await gone());
  });

  test('nothing runs while nothing is in the air', async () => {
    await open('renderer=deck&arcs=0&flows=10');
    assert.ok(await seesArc());
    assert.ok(await gone());
    // The trace is alive a little longer than it can be seen.
    let asked = Number.POSITIVE_INFINITY;
    assert.ok(
      await sees(async () => (asked = await framesAsked()) <= 2),
      `${asked} animation frames in 1.5 s`,
    );
  });

  test('a lost WebGL context is made anew, and when it keeps getting lost Canvas2D takes over', async () => {
    await open('renderer=deck&arcs=0&flows=0');
    const lose = () =>
      page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('.map-live canvas');
        canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
      });
    await lose();
    await sleep(1500);
    assert.ok(await seesArc(), 'flies again');
    for (let i = 0; i < 3; i++) {
      await lose();
      await sleep(1500);
    }
    await page.waitForSelector('[data-renderer="canvas"]');
    await sleep(500);
    assert.ok(await seesArc(), 'flies on Canvas2D');
  });

  test('a context that is lost while no map is shown is made anew for the next one', async () => {
    await open('renderer=deck&arcs=0&flows=0');
    assert.ok(await seesArc());
    const canvas = await page.evaluateHandle(() =>
      document.querySelector<HTMLCanvasElement>('.map-live canvas'),
    );
    await page.evaluate(() => window.harness.show(false));
    await page.waitForSelector('.map-stage', { state: 'detached' });
    await canvas.evaluate((lost) =>
      lost?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext(),
    );
    await page.evaluate(() => window.harness.show(true));
    await page.waitForSelector('[data-renderer="deck"]');
    assert.ok(await seesArc(), 'flies again');
    assert.deepEqual(errors, []);
  });

  test('says what it shows to those who can’t see it, and what its marks mean', async () => {
    await open('renderer=canvas&arcs=0&flows=60');
    const map = page.getByRole('region', { name: 'Attack map', exact: true });
    const words = await map.locator('.map-words li').allInnerTexts();
    assert.equal(words.length, 6);
    assert.match(words[0] ?? '', /^.+ to .+: [\d,]+ events, critical$/);
    const legend = await map.getByRole('list', { name: 'Severity' }).innerText();
    for (const word of ['critical', 'high', 'medium', 'low', 'informational', 'width: volume', 'unlocated']) {
      assert.ok(legend.includes(word), word);
    }
  });

  for (const tier of ['canvas', 'deck']) {
    test(`${tier}: a click near an arc opens the flows behind it, Escape closes them`, async () => {
      await open(`renderer=${tier}&arcs=0&flows=1`);
      const picker = page.getByRole('button', { name: /^Flows behind the arcs/ });
      const pair = await page.locator('.map-words li').first().innerText();
      const card = page.getByRole('region', { name: 'Flows behind the arc', exact: true });
      const box = await picker.boundingBox();
      assert.ok(box);
      await picker.click({ position: { x: 12, y: box.height * 0.5 } });
      assert.equal(await card.count(), 0, 'the margin is no arc');
      const at = await page.evaluate(() => window.harness.onArc());
      await picker.click({ position: { x: at[0], y: at[1] } });
      const title = await card.getByRole('heading').innerText();
      assert.equal(pair.startsWith(title.replace(' → ', ' to ')), true, `${title} of ${pair}`);
      await card.getByText('1,240 events in 5m').waitFor();
      await card.getByText('203.0.113.9').waitFor();
      await card.getByText('→ 192.0.2.80').waitFor();
      await page.keyboard.press('Escape');
      assert.equal(await card.count(), 0);
      assert.deepEqual(errors, []);
    });
  }

  test('by keyboard: Enter opens the most telling flow, arrows go through the others', async () => {
    await open('renderer=canvas&arcs=0&flows=60');
    const words = await page.locator('.map-words li').allInnerTexts();
    const heading = page
      .getByRole('region', { name: 'Flows behind the arc', exact: true })
      .getByRole('heading');
    const shows = async (which: number) => {
      const title = (await heading.innerText()).replace(' → ', ' to ');
      assert.ok(words[which]?.startsWith(title), `${title} is not ${words[which]}`);
    };
    await page.locator('.map-picker').focus();
    await page.keyboard.press('Enter');
    await shows(0);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await shows(2);
    await page.keyboard.press('ArrowLeft');
    await shows(1);
    await page.keyboard.press('Escape');
    assert.equal(await heading.count(), 0);
  });

  test('shows only what stays inside when it is set to', async () => {
    await open('renderer=canvas&arcs=4&flows=200&traffic=internal');
    const map = page.getByRole('region', { name: 'Attack map', exact: true });
    await map.getByText('internal only').waitFor();
    const sites = ['unknown place', 'Seoul HQ', 'Busan DC', 'Frankfurt', 'Los Angeles'];
    for (const words of await map.locator('.map-words li').allInnerTexts()) {
      const [, source = '', target = ''] = /^(.+) to (.+): /.exec(words) ?? [];
      assert.ok(sites.includes(source) && sites.includes(target), words);
    }
  });

  test('zones: sites stand in the boxes of their zones, and arcs lead from one to the other', async () => {
    await open('renderer=canvas&arcs=0&flows=200&projection=zones');
    const map = page.getByRole('region', { name: 'Sites and zones', exact: true });
    await map.getByText('internal only').waitFor();
    assert.equal(await page.getByText(/no base map/).count(), 0);
    for (const words of await map.locator('.map-words li').allInnerTexts()) {
      assert.doesNotMatch(words, /China|United States|Russia/);
    }
    await open('renderer=canvas&arcs=0&flows=0&projection=zones');
    await slowDown();
    const tenths = await tenthsUntil([2, 5, 7], async () => {
      // On the globe this is a short way; from outside there is no way at all.
      await arc(SEOUL, BUSAN);
      await arc(CHINA, FRANKFURT);
    });
    assert.ok(tenths[2] && tenths[5] && tenths[7], `from office to data centre: ${tenths.join(' ')}`);
    assert.equal((tenths[0] ?? 0) + (tenths[9] ?? 0), 0, `outside: ${tenths.join(' ')}`);
    assert.deepEqual(errors, []);
  });

  test('about an incident it is marked and named all the time, in the middle, without traffic too', async () => {
    await open('renderer=canvas&arcs=0&flows=0&incident');
    const map = page.getByRole('region', { name: 'Attack map', exact: true });
    await map.getByText('Marked: from Russia to Seoul HQ').waitFor({ state: 'attached' });
    await map.getByText('look here').waitFor();
    assert.ok(await sees(async () => (await tenthsOf('accent')).some((count) => count > 0)), 'marked');
    // Longer than a highlight of the harness's core would have to last here.
    await sleep(1500);
    const marked = (await tenthsOf('accent')).flatMap((count, tenth) => (count > 0 ? [tenth] : []));
    assert.ok(marked.length >= 3, `${marked.join()} of ten`);
    const middle = ((marked[0] ?? 0) + (marked.at(-1) ?? 0)) / 2;
    assert.ok(Math.abs(middle - 4.5) <= 1, `${marked.join()} of ten`);
    const lit = async () => (await tenthsOf('accent')).reduce((sum, count) => sum + count, 0);
    const alone = await lit();
    await page.evaluate(
      ([sourcePlace, destinationPlace]) => {
        const other = { id: 'other', severity: 4 as const, title: '', until: Date.now() + 60_000 };
        const highlights = [{ ...other, sourcePlace: sourcePlace!, destinationPlace: destinationPlace! }];
        window.harness.send({ changes: { highlights } });
      },
      [CHINA, BUSAN],
    );
    await sleep(1500);
    assert.equal(await lit(), alone, 'another incident is not pointed at here');
    assert.deepEqual(errors, []);
  });

  test('says so when arcs are a sample and when arcs turn to density', async () => {
    await open('renderer=canvas&arcs=8&flows=1000&share=0.01');
    const map = page.getByRole('region', { name: 'Attack map', exact: true });
    await map.getByText(/^density: \d+ flows$/).waitFor();
    await map.getByText(/^showing [\d,K]+ of [\d.,KM]+\/s$/).waitFor();
  });

  test('without traffic it says what would be here', async () => {
    await open('renderer=canvas&arcs=0&flows=0');
    await page.getByText('No traffic to show').waitFor();
  });

  test('without its base map it says so, and still shows the traffic', async () => {
    page = await browser.newPage({ viewport: SIZE });
    await page.route('**/world*.json', (route) => route.abort());
    await page.goto(`${harness.url}?renderer=canvas&arcs=0&flows=0`);
    await page.getByText(/no base map/).waitFor();
    assert.ok(await seesArc());
  });

  test('without the worker that draws it the panel says that it broke, and tries again', async () => {
    page = await browser.newPage({ viewport: SIZE });
    await page.route('**/picture-worker*.js', (route) => route.abort());
    await page.goto(`${harness.url}?renderer=canvas&arcs=0&flows=0`);
    await page.getByText('This panel broke').waitFor();
    await page.unroute('**/picture-worker*.js');
    await page.getByText('This panel broke').waitFor({ state: 'detached' });
    assert.ok(await seesArc());
  });
});
