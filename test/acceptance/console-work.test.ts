/** What people do with the console in a day: upload a capture, unite two devices and take it back, compare with the maintenance system. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeviceDetail, DeviceList } from '../../src/inventory/inventory.contract.ts';
import { Console, DEMO } from './browser.ts';
import { PATIENTLY } from './chromium.ts';

let used: Console;
const folder = mkdtempSync(join(tmpdir(), 'wardline-files-'));

beforeAll(async () => {
  used = await Console.start({ demo: false });
  await used.setUp();
});

afterAll(async () => {
  await used.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('captures', () => {
  test('while there is nothing, the first page says how to begin', async () => {
    const page = await used.open('/');
    await page.getByRole('heading', { name: 'What shall Wardline look at?' }).waitFor(PATIENTLY);
    await page.getByRole('link', { name: 'Give it a capture' }).click();
    await page.getByRole('heading', { level: 1, name: 'Captures' }).waitFor(PATIENTLY);
    await page.close();
  });

  test('one whose sender goes away says so, and what was read is kept', async () => {
    const page = await used.open('/captures', {});
    const debug = await page.context().newCDPSession(page);
    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 40_000 };
    await debug.send('Network.emulateNetworkConditions', slow);
    await page.locator('input[type=file]').setInputFiles(DEMO);
    await page.getByText(/ of .*left/).waitFor();
    // As when a lid is closed: nobody is asked.
    await page.context().close();
    const after = await used.open('/captures');
    await after.getByText('Broken off').first().waitFor();
    await after.close();
  });

  test('a good one is read to its end, and its devices are there', async () => {
    const page = await used.open('/captures');
    await page.locator('input[type=file]').setInputFiles(DEMO);
    await page.getByText('Read to its end.').waitFor(PATIENTLY);
    await expect
      .poll(async () => (await used.ask<DeviceList>(page, 'devices?class=medical')).total, PATIENTLY)
      .toBeGreaterThan(2);
    await page.close();
  });

  test('the same one again is refused in words', async () => {
    const page = await used.open('/captures');
    await page.locator('input[type=file]').setInputFiles(DEMO);
    await page.getByRole('button', { name: 'It is another one: read it' }).waitFor(PATIENTLY);
    await page.close();
  });
});

test('two devices are united, which is marked, and taken back', async () => {
  const page = await used.open('/devices');
  const { devices } = await used.ask<DeviceList>(page, 'devices?scope=local&sort=name&limit=50');
  const [one, other] = devices.filter(({ name, address }) => !/[()]/.test(name) && /^\d+\./.test(address ?? ''));
  if (one === undefined || other === undefined) throw new Error('There are fewer than two devices');
  await page.goto(new URL(`/devices/${one.id}`, used.running.url).href);
  await page.getByRole('heading', { level: 1, name: one.name }).waitFor(PATIENTLY);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('button', { name: 'It is the same as another device' }).click();
  const dialog = page.getByRole('dialog', { name: /^Which device is the same/ });
  await dialog.getByRole('searchbox').fill(other.name);
  await dialog.getByRole('button', { name: other.name }).first().click();
  await dialog.getByText('Nothing is deleted').waitFor(PATIENTLY);
  await dialog.getByLabel('How do you know?').fill('I stood before it');
  await dialog.getByRole('button', { name: 'They are one device' }).click();
  await page.getByText('are one device now').waitFor(PATIENTLY);
  await page.getByRole('heading', { name: 'What people decided' }).waitFor(PATIENTLY);
  await page.getByText('“I stood before it”').first().waitFor(PATIENTLY);
  const whole = await used.ask<DeviceDetail>(page, `devices/${other.id}`);
  expect(whole.device.addresses).toContain(one.address);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await page.getByText('Taken back').first().waitFor(PATIENTLY);
  await expect
    .poll(async () => (await used.ask<DeviceDetail>(page, `devices/${other.id}`)).device.addresses, PATIENTLY)
    .not.toContain(one.address);
  await page.close();
});

test('a person’s word wins, is marked, and can be taken back', async () => {
  const page = await used.open('/devices');
  const { devices } = await used.ask<DeviceList>(page, 'devices?class=medical&limit=1');
  await page.goto(new URL(`/devices/${devices[0]?.id}`, used.running.url).href);
  await page.getByRole('button', { name: 'Ward', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Ward').fill('Imaging');
  await dialog.getByRole('button', { name: 'Say so' }).click();
  await page.getByText('Ada Lovelace said so').first().waitFor(PATIENTLY);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Ada Lovelace said so').waitFor({ state: 'detached', ...PATIENTLY });
  await page.close();
});

test('many devices are approved at once, and that is undone', async () => {
  const page = await used.open('/devices?class=medical');
  await page.getByRole('checkbox', { name: 'Select all devices of this list' }).click();
  await page.getByText(/\d+ chosen/).waitFor(PATIENTLY);
  await page.getByRole('button', { name: 'Approve as they are' }).click();
  await page.getByText(/Approved \d+ device/).waitFor(PATIENTLY);
  const approved = async () => (await used.ask<DeviceList>(page, 'devices?approved=yes')).total;
  expect(await approved()).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(approved, PATIENTLY).toBe(0);
  await page.close();
});

test('a list of the maintenance system is compared, a conflict decided, applied and undone', async () => {
  const page = await used.open('/imports');
  const { devices } = await used.ask<DeviceList>(page, 'devices?scope=local&limit=200');
  const known = devices.find(({ serial }) => serial !== null) ?? devices[0];
  if (known === undefined) throw new Error('There is no device');
  const { device } = await used.ask<DeviceDetail>(page, `devices/${known.id}`);
  const file = join(folder, 'biomed.csv');
  const rows = [
    'Asset Number;MAC Address;Manufacturer;Model;Serial Number;Department',
    `BM-1;${device.macs[0] ?? ''};Another maker;${device.model ?? ''};A-SERIAL-OF-THEIRS;Imaging`,
    'BM-2;02:11:22:33:44:55;Nobody;Nothing;N-1;Attic',
  ];
  writeFileSync(file, `${rows.join('\r\n')}\r\n`);
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('radio', { name: /^Only there 1$/ }).waitFor({ state: 'attached', ...PATIENTLY });
  await page.getByText('BM-1').first().waitFor(PATIENTLY);
  await page
    .getByText(/Another maker/)
    .first()
    .waitFor(PATIENTLY);
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('button', { name: 'Undo this import' }).waitFor(PATIENTLY);
  await page.goto(new URL(`/devices/${known.id}`, used.running.url).href);
  await page.getByRole('heading', { name: 'What the maintenance system says' }).waitFor(PATIENTLY);
  await page.goBack();
  await page.getByRole('button', { name: 'Undo this import' }).click();
  await page.getByText('Undone').first().waitFor(PATIENTLY);
  await page.close();
});
