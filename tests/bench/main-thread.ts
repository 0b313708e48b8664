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
  const read = async () => ({
    at: performance.now(),
    taskMs: await taskMs(session),
    frames: await page.evaluate<number>('window.drawnFrames'),
  });
  return {
    async window(ms) {
      const before = await read();
      await page.waitForTimeout(ms);
      const after = await read();
      return {
        cpuMs: after.taskMs - before.taskMs,
        seconds: (after.at - before.at) / 1000,
        frames: after.frames - before.frames,
      };
    },
  };
}

async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}
