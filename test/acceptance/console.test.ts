/** The console in a real browser, over the demo hospital: find a device, come to its evidence, by keyboard alone, for everyone. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analyzeFiles } from '../../src/cli/analyze.ts';
import { getDevice, listDevices } from '../../src/inventory/inventory.contract.ts';
import { CHROMIUM, PATIENTLY } from './chromium.ts';
import { lookAt } from './look.ts';
import { type Running, startWardline } from './running.ts';

const ROOT = join(import.meta.dirname, '../..');
/** What the page says, or that it says nothing yet. */
const SAID = `document.querySelector('main')?.textContent || 'Loading…'`;

let browser: Browser;
let served: Running;
let folder: string;
/** What is known of each device of the demo, once all of them are there. */
let known: z.output<typeof getDevice.output>[];
/** What the browser complained of: a script or style that the policy forbids, a file from elsewhere, an exception. */
const complaints: string[] = [];

beforeAll(async () => {
  const { devices } = await analyzeFiles([join(ROOT, 'lab/demo/hospital.pcap.gz')]);
  folder = mkdtempSync(join(tmpdir(), 'wardline-console-'));
  served = await startWardline(folder);
  for (const until = Date.now() + 120_000; (await list()).length < devices.length && Date.now() < until;)
    await sleep(500);
  known = [];
  for (const { id } of await list()) known.push(getDevice.output.parse(await served.json(`/api/devices/${id}`)));
  browser = await chromium.launch(CHROMIUM);
});

const list = async () => listDevices.output.parse(await served.json('/api/devices?limit=500')).devices;

afterAll(async () => {
  await browser.close();
  await served.end();
  rmSync(folder, { recursive: true });
  expect(complaints).toEqual([]);
});

/** The page at `path`, once all that it asked for has been answered. */
async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options });
  page.on('pageerror', (error) => complaints.push(`${path}: ${error.message}`));
  page.on('console', (message) => {
    // One of the pages asks for a device that does not exist.
    const missing = message.text().includes('404');
    if (message.type() === 'error' && !missing) complaints.push(`${path}: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(served.url)) complaints.push(`${path} asked for ${request.url()}`);
  });
  await page.goto(new URL(path, served.url).href);
  // The network never rests: the page listens to what changes.
  await expect.poll(() => page.evaluate(SAID), PATIENTLY).not.toContain('Loading…');
  return page;
}

/** A device that told who it is over DICOM, and a frame in which it did. */
function modality() {
  for (const { name, device } of known) {
    const evidence = device.attributes.find((attribute) => attribute.name === 'dicom-ae-title');
    if (evidence !== undefined && device.names.length > 0) return { name, id: device.id, evidence };
  }
  throw new Error('The demo holds no modality');
}

function pages(): string[] {
  const { id, evidence } = modality();
  return [
    '/',
    '/devices',
    '/devices?search=nothing-is-called-that',
    `/devices/${id}`,
    `/devices/${id}?frame=${evidence.capture}:${evidence.frame}`,
    '/devices/none',
    '/map',
    '/map?by=type',
    '/map?view=table',
    '/findings',
    '/captures',
    '/sensors',
    '/switches',
    '/encryption',
    '/unseen',
    '/imports',
    '/login',
    '/setup',
  ];
}

test('one finds a modality and opens the frame that says who it is', async () => {
  const { name, evidence } = modality();
  const page = await open('/');
  await page.getByRole('link', { name: 'Devices', exact: true }).click();
  await page.getByRole('searchbox').fill(name.slice(0, 6).toLowerCase());
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('complementary').getByRole('heading', { name }).waitFor();
  await page.getByRole('link', { name: 'Open its page' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  const row = page.getByRole('row').filter({ hasText: 'dicom-ae-title' }).filter({ hasText: evidence.value });
  const link = row.getByRole('link').first();
  const frame = await link.textContent();
  await link.click();
  const panel = page.getByRole('dialog');
  await panel.getByText(evidence.value, { exact: true }).first().waitFor();
  expect((await panel.getByRole('heading').first().textContent())?.toLowerCase()).toBe(frame);
  expect(await panel.textContent()).toContain('Demo hospital');
  await page.goBack();
  await panel.waitFor({ state: 'hidden' });
  await page.close();
});

describe('by keyboard alone', () => {
  test('the palette finds a device, and Enter goes to it', async () => {
    const { name } = modality();
    const page = await open('/findings');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
    await page.keyboard.type(name);
    await page.getByRole('option', { name }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.close();
  });

  test('the first Tab skips the rail, and arrows walk down the list of devices', async () => {
    const page = await open('/devices');
    await page.keyboard.press('Tab');
    await expect.poll(() => focused(page), PATIENTLY).toBe('Skip to the page');
    const names = page.locator('tbody a');
    await names.first().focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused(page), PATIENTLY).toBe(await names.nth(1).textContent());
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.close();
  });

  test('the map has one stop, arrows go from node to node, Enter looks closer and Escape back', async () => {
    const page = await open('/map');
    const map = page.getByRole('group', { name: 'Map of who talks to whom' });
    await map.locator('button[tabindex="0"]').waitFor();
    expect(await map.locator('button[tabindex="0"]').count()).toBe(1);
    await map.locator('button[tabindex="0"]').focus();
    const before = await focused(page);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused(page), PATIENTLY).not.toBe(before);
    await page.keyboard.press('Enter');
    await page.getByRole('complementary').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('complementary').waitFor({ state: 'detached' });
    await page.close();
  });
});

/** The text of what has the focus; polled, because the page may answer a key a moment later. */
const focused = (page: Page) => page.evaluate('document.activeElement?.textContent');

describe('for everyone', () => {
  test('axe finds nothing serious on any page, in light and dark, and none has to be moved sideways on a phone', async () => {
    for (const path of pages()) {
      const page = await open(path);
      await lookAt(page, nameOf(path));
      await page.close();
    }
  });
});

/** For a file: a device and a frame have other numbers each time. */
const nameOf = (path: string): string =>
  path
    .replace(modality().id, 'one')
    .replace(/frame=.*/, 'frame')
    .replaceAll(/[^a-z]+/g, '-')
    .replaceAll(/^-|-$/g, '') || 'overview';

test('no patient of the demo is named on any page or in any answer', async () => {
  const truth: { canaries: string[] } = JSON.parse(readFileSync(join(ROOT, 'lab/demo/hospital.truth.json'), 'utf8'));
  expect(truth.canaries.length).toBeGreaterThan(100);
  const said: string[] = [];
  for (const path of pages()) {
    const page = await open(path);
    said.push(String(await page.evaluate('document.documentElement.outerHTML')));
    await page.close();
  }
  const each = known.flatMap(({ device: { id } }) => [`devices/${id}`, `devices/${id}/flows`]);
  for (const path of ['overview', 'devices?limit=500', 'map', 'findings', 'captures', ...each]) {
    const response = await fetch(new URL(`api/${path}`, served.url));
    expect(response.status, path).toBe(200);
    said.push(await response.text());
  }
  const all = said.join('\n').toLowerCase();
  expect(all).toContain('dicom-ae-title');
  const words = truth.canaries.map((word) => word.toLowerCase());
  expect(words.filter((word) => all.includes(word))).toEqual([]);
});
