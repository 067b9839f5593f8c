/** Looks at a page as everyone has to be able to: in light, in dark, on a phone; axe has nothing serious to say, and nothing is cut off. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const AXE = readFileSync(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
export const PHONE = { viewport: { width: 390, height: 844 } };
const DESK = { width: 1280, height: 800 };
/** Where pictures go when one wants to see the pages oneself; nowhere else. */
const PICTURES = process.env['WARDLINE_PICTURES'];

/** The page as it stands, with whatever dialog is open. It is left in light, as wide as a desk's. */
export async function lookAt(page: Page, name: string): Promise<void> {
  for (const [colorScheme, size] of [
    ['light', PHONE.viewport],
    ['dark', DESK],
    ['light', DESK],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(size);
    const way = `${name}-${colorScheme}-${size.width}`;
    await expect.poll(() => widthOf(page), { message: way, timeout: 10_000 }).toBeLessThanOrEqual(size.width);
    // Light and dark once each: on the phone and on the desk the same is said.
    if (colorScheme === 'dark' || size !== DESK) expect(await violations(page), way).toEqual([]);
    if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${way}.png`) });
  }
}

const widthOf = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollWidth');

/** The rules that axe says are broken seriously, each with what breaks it. */
export async function violations(page: Page): Promise<unknown> {
  // Injected by the debugger, which the page's content security policy does not bind.
  await page.evaluate(`globalThis.axe ?? (() => {${AXE}})()`);
  return page.evaluate(`axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html).slice(0, 3).join(' ')))`);
}
