import type { CDPSession, Page } from 'playwright-core';

/** Counts the frames in which a page asked to draw, whoever asked how often. */
const COUNT_FRAMES = `{
  window.drawnFrames = 0;
  let last = -1;
  const native = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => native((time) => {
    if (time !== last) window.drawnFrames++;
    last = time;
    callback(time);
  });
}`;

/**
 * Without a GPU WebGL's vertices are shaded by the processor, which then sets the pace, and every picture is read back
 * by the main thread. So that a page costs what it costs beside a GPU, each draw call is made with one triangle, and
 * the reading back is left out of the count.
 */
const ONE_TRIANGLE = `{
  const { prototype } = WebGL2RenderingContext;
  const native = prototype.drawArraysInstanced;
  prototype.drawArraysInstanced = function (mode, first, count) {
    return native.call(this, mode, first, Math.min(count, 3), 1);
  };
}`;

/** What a page's main thread did in a window; rasterisation is other threads' and other processes' work. */
export interface Window {
  readonly cpuMs: number;
  readonly seconds: number;
  /** In which the page drew. */
  readonly frames: number;
}

export interface MainThread {
  window(ms: number): Promise<Window>;
}

export async function watchMainThread(page: Page): Promise<MainThread> {
  await page.addInitScript(COUNT_FRAMES);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return { window: (ms) => watch(page, session, ms) };
}

/** As beside a GPU. */
export async function watchWebGLThread(page: Page): Promise<MainThread> {
  await page.addInitScript(ONE_TRIANGLE);
  const { window } = await watchMainThread(page);
  return {
    async window(ms) {
      const browser = page.context().browser();
      if (!browser) throw new Error('A page without a browser');
      await browser.startTracing(page, { categories: ['cc', 'gpu'] });
      const seen = await window(ms);
      const trace = await browser.stopTracing();
      return { ...seen, cpuMs: seen.cpuMs - readBackMs(JSON.parse(trace.toString('utf8')) as Trace) };
    },
  };
}

async function watch(page: Page, session: CDPSession, ms: number): Promise<Window> {
  const read = async () => ({
    at: performance.now(),
    taskMs: await taskMs(session),
    frames: await page.evaluate<number>('window.drawnFrames'),
  });
  const before = await read();
  await page.waitForTimeout(ms);
  const after = await read();
  return {
    cpuMs: after.taskMs - before.taskMs,
    seconds: (after.at - before.at) / 1000,
    frames: after.frames - before.frames,
  };
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds: begin, length, and how much of it the thread ran. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

interface Trace {
  readonly traceEvents: readonly TraceEvent[];
}

/** Updates of a page's layers in which a drawing buffer was read back: all of them, for a page that draws with WebGL. */
function readBackMs({ traceEvents }: Trace): number {
  const reads = traceEvents.filter(({ name, ph }) => name === 'GLES2::ReadPixels' && ph === 'X');
  const updates = traceEvents.filter(
    (update) =>
      update.name === 'LayerTreeHost::DoUpdateLayers' && reads.some((read) => isWithin(read, update)),
  );
  return updates.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000;
}

function isWithin(inner: TraceEvent, outer: TraceEvent): boolean {
  return (
    inner.pid === outer.pid &&
    inner.tid === outer.tid &&
    inner.ts >= outer.ts &&
    inner.ts < outer.ts + (outer.dur ?? 0)
  );
}

async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}
