import type { CDPSession } from 'playwright-core';
import { io } from 'socket.io-client';
import type { CallReply } from '#contract/api.ts';
import { SCENE_VERSION, type Scene } from '#contract/layout.ts';
import { chromiumSkip, launchChromium } from '../support/chromium.ts';
import { serve } from '../support/serve.ts';
import type { Print } from './report.ts';

const CHANGES_A_MINUTE = 10;
const SCENES = ['attack-map', 'triage', 'overview'];
/** Measured on it: lists of the others grow with the demo's stories, which is no leak. */
const REST: Scene = {
  version: SCENE_VERSION,
  id: 'bench-rest',
  title: 'Rest',
  panels: [{ id: 'text', panel: 'text', x: 0, y: 0, w: 12, h: 12, settings: {} }],
};
const SETTLE_MS = 3_000;
/** Before the first figure: every scene was there, its code is loaded, and the demo's first stories are in its lists. */
const WARM_UP_CHANGES = 10;
/** Counts the contexts that the page ever made, and lets those be collected that it let go. */
const COUNT_CONTEXTS = `{
  window.contexts = [];
  const native = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    const context = native.call(this, kind, ...rest);
    if (/^webgl/.test(kind) && context && !window.contexts.some((ref) => ref.deref() === context)) {
      window.contexts.push(new WeakRef(context));
    }
    return context;
  };
}`;

interface Figures {
  readonly heapMb: number;
  readonly nodes: number;
  readonly listeners: number;
  /** WebGL contexts made so far, and those that live. */
  readonly made: number;
  readonly alive: number;
}

async function figures(session: CDPSession): Promise<Figures> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  const { result } = await session.send('Runtime.evaluate', {
    expression: `[contexts.length, contexts.filter((ref) => ref.deref() && !ref.deref().isContextLost()).length]`,
    returnByValue: true,
  });
  const [made = 0, alive = 0] = result.value as number[];
  return {
    heapMb: of('JSHeapUsedSize') / 2 ** 20,
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
    made,
    alive,
  };
}

/** What ten scene changes a minute leave behind in a window. VIGIL_SCENES_MINUTES shortens the ten minutes. */
export async function benchScenes(print: Print): Promise<void> {
  if (chromiumSkip) {
    print({ name: 'scene changes', value: chromiumSkip, goal: '', reached: undefined });
    return;
  }
  const minutes = Number(process.env['VIGIL_SCENES_MINUTES'] ?? 10);
  const changes = Math.max(3, Math.round(minutes * CHANGES_A_MINUTE));
  const serving = await serve(['--demo']);
  const browser = await launchChromium(['--enable-unsafe-swiftshader']);
  const supervisor = io(`${serving.url}wall`, { transports: ['websocket'], auth: { display: 'bench-desk' } });
  try {
    const page = await browser.newPage({ viewport: { width: 960, height: 540 } });
    await page.addInitScript(COUNT_CONTEXTS);
    // The deck tier is the one with a context to lose.
    await page.goto(`${serving.url}?display=bench&renderer=deck`);
    await page.waitForSelector('[data-renderer="deck"]');
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const call = async (name: string, input: object) => {
      const reply = (await supervisor.timeout(5_000).emitWithAck('call', name, input)) as CallReply;
      if (!reply.ok) throw new Error(JSON.stringify(reply));
    };
    const show = (scene: string | undefined) => call('display.show', { target: { display: 'bench' }, scene });
    const run = async (count: number) => {
      for (let i = 0; i < count; i++) {
        await show(SCENES[i % SCENES.length]);
        await page.waitForTimeout(60_000 / CHANGES_A_MINUTE);
      }
    };
    const atRest = async () => {
      await show(REST.id);
      await page.locator('.cell[data-panel="text"]').waitFor();
      await page.waitForTimeout(SETTLE_MS);
      return figures(session);
    };
    await call('scene.save', { scene: REST, comment: '' });
    await call('scene.publish', { id: REST.id, revision: 1 });
    await run(WARM_UP_CHANGES);
    const start = await atRest();
    await run(changes);
    const end = await atRest();
    const name = (what: string) => `${what} after ${changes} scene changes, ${CHANGES_A_MINUTE} a minute`;
    const row = (what: string, key: keyof Figures, goal: string, reached: boolean) =>
      print({ name: name(what), value: `${round(start[key])} to ${round(end[key])}`, goal, reached });
    row('WebGL contexts made', 'made', 'none new', end.made === start.made);
    row('WebGL contexts alive', 'alive', 'one', end.alive === 1);
    row('heap, MB', 'heapMb', 'at most 1.15 times', end.heapMb <= start.heapMb * 1.15);
    row('DOM nodes', 'nodes', 'at most 1.1 times', end.nodes <= start.nodes * 1.1);
    row('event listeners', 'listeners', 'at most 1.1 times', end.listeners <= start.listeners * 1.1);
  } finally {
    supervisor.close();
    await browser.close();
    await serving.kill();
  }
}

const round = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(1));
