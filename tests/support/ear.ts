import type { Page } from 'playwright-core';
import { until } from './serve.ts';

/** Above the tone at -50 dBFS by which a window tests its own sound path. */
export const SILENCE = 0.01;

/** Puts an analyser behind howler's master gain. */
export async function listen(page: Page): Promise<void> {
  await until('a running sound path', () =>
    page.evaluate<boolean>('globalThis.Howler?.ctx?.state === "running"'),
  );
  await page.evaluate(`{
    const analyser = Howler.ctx.createAnalyser();
    analyser.fftSize = 2048;
    Howler.masterGain.connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    globalThis.peakNow = () => {
      analyser.getFloatTimeDomainData(samples);
      return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    };
  }`);
}

export const loudness = (page: Page) => page.evaluate<number>('peakNow()');

/** The loudest moment of a span, ms. */
export async function loudest(page: Page, spanMs: number): Promise<number> {
  return page.evaluate<number>(`new Promise((resolve) => {
    const end = performance.now() + ${spanMs};
    let most = 0;
    const look = () => {
      most = Math.max(most, peakNow());
      if (performance.now() > end) resolve(most);
      else setTimeout(look, 20);
    };
    look();
  })`);
}
