import { chromium, type Browser, type Page } from 'playwright-core';
import { UNUSED_FEATURES } from '../../build/browsers.mjs';
import { peer } from '../peers.ts';

/** The last of these switches counts, so playwright's own list is here too, as far as it matters to a test. */
const FEATURES = [
  ...UNUSED_FEATURES,
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
];

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${FEATURES.join()}`,
  '--autoplay-policy=no-user-gesture-required',
];

export const chromiumSkip = peer('chromium').skip;

/** Debian's Chromium as a wall would start it, without a GPU. */
export function launchChromium(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: peer('chromium').path, args: [...ARGS, ...more] });
}

export interface Watched {
  readonly page: Page;
  /** Page errors, console errors and failed loads so far. */
  readonly errors: string[];
}

export const FULL_HD = { width: 1920, height: 1080 };
/** Enough to read a wall's page: without a GPU each pixel of it is the processor's work. */
const SMALL = { width: 1280, height: 720 };

/** What most tests would only pay for: arcs that fly, marks that blink. */
export const STILL = { reducedMotion: 'reduce' } as const;

/** @param moving not STILL */
export async function openPage(
  browser: Browser,
  url: string,
  size = SMALL,
  moving = false,
): Promise<Watched> {
  const page = await browser.newPage({ viewport: size, ...(moving ? {} : STILL) });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('requestfailed', (request) => errors.push(`failed: ${request.url()}`));
  await page.goto(url);
  return { page, errors };
}
