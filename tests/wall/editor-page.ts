import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { until } from '../support/serve.ts';

/** Runs in the page. */
const hasFocus = (selector: string) => document.activeElement?.matches(selector) ?? false;

/** What tests of the editor look at and do in it. */
export function editorPage(page: () => Page) {
  const tile = (id: string) => page().locator(`[data-tile=${id}]`);
  const place = async (id: string) =>
    (await tile(id).getAttribute('aria-label'))?.split(', ').slice(1).join(', ');
  const settles = (id: string, where: string) =>
    until(`${id} at ${where}`, async () => (await place(id)) === where, 5_000);
  const says = (words: string | RegExp) => page().getByText(words).first().waitFor();
  /** Presses Tab until the focus is there: what can't be come to so, the keyboard alone does not come to. */
  const tabTo = async (selector: string) => {
    for (let i = 0; i < 120; i++) {
      if (await page().evaluate(hasFocus, selector)) return;
      await page().keyboard.press('Tab');
    }
    assert.fail(`Tab does not come to ${selector}`);
  };
  return { tile, place, settles, says, tabTo };
}
