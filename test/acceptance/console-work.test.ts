/** What people do with the console in a day: upload a capture, unite two devices and take it back, compare with the maintenance system. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DressedSwitch } from '../../lab/software/switch.ts';
import type { DeviceDetail, DeviceList } from '../../src/inventory/inventory.contract.ts';
import { Console, DEMO } from './browser.ts';
import { PATIENTLY } from './chromium.ts';
import { freePort } from './free-port.ts';
import { lookAt } from './look.ts';

const TWO_GIGABYTES = 2_000_000_000;
/** Bytes before the first packet. */
const PCAP_HEADER = 24;
const SWITCH_ACCESS = {
  community: 'ward-3',
  user: 'wardline',
  authKey: 'auth-pass-phrase',
  privacyKey: 'priv-pass-phrase',
};

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

  test('one of 2 GB whose sender goes away says so, and what was read is kept', async () => {
    const file = join(folder, 'night.pcap');
    const whole = gunzipSync(readFileSync(DEMO));
    const packets = whole.subarray(PCAP_HEADER);
    writeFileSync(file, Buffer.concat([whole, ...Array.from({ length: 50 }, () => packets)]));
    // What follows is a hole in the file, to which the slow line never comes.
    truncateSync(file, TWO_GIGABYTES);
    const page = await used.open('/captures', {});
    const debug = await page.context().newCDPSession(page);
    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 40_000 };
    await debug.send('Network.emulateNetworkConditions', slow);
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText(/ of 2\.0 GB.*left/).waitFor();
    await lookAt(page, 'uploading');
    // As when a lid is closed: nobody is asked.
    await page.context().close();
    const after = await used.open('/captures');
    await after.getByText('Broken off').first().waitFor();
    await lookAt(after, 'broken-off');
    const { captures } = await used.ask<{ captures: { name: string; frames: number }[] }>(after, 'captures');
    expect(captures.find(({ name }) => name === 'night.pcap')?.frames).toBeGreaterThan(0);
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
  await lookAt(page, 'merge');
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
  await lookAt(page, 'import');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('button', { name: 'Undo this import' }).waitFor(PATIENTLY);
  await page.goto(new URL(`/devices/${known.id}`, used.running.url).href);
  await page.getByRole('heading', { name: 'What the maintenance system says' }).waitFor(PATIENTLY);
  await lookAt(page, 'device-with-asset');
  expect((await used.ask<DeviceList>(page, 'devices?search=bm-1')).devices.map(({ id }) => id)).toEqual([known.id]);
  await page.goBack();
  await page.getByRole('button', { name: 'Undo this import' }).click();
  await page.getByText('Undone').first().waitFor(PATIENTLY);
  await page.close();
});

test('a switch is named by keyboard, says why it does not answer, then what is plugged in where, and is asked no more', async () => {
  const page = await used.open('/switches');
  const { devices } = await used.ask<DeviceList>(page, 'devices?class=medical&limit=1');
  const { device, name } = await used.ask<DeviceDetail>(page, `devices/${devices[0]?.id}`);
  const [mac = ''] = device.macs;
  const port = await freePort();
  const home = join(folder, 'switch');
  mkdirSync(home);
  const agent = await DressedSwitch.start(home, port, SWITCH_ACCESS, {
    name: 'sw-ward-3',
    description: 'A switch of the lab',
    ports: [
      { name: 'Gi1/0/1', alias: 'Bed 1' },
      { name: 'Gi1/0/24', alias: 'Uplink' },
    ],
    learned: [
      { mac, port: 1, vlan: 30 },
      { mac: '00:1b:21:00:00:03', port: 2, vlan: 30 },
    ],
    arp: [],
    neighbours: [{ port: 2, name: 'sw-core' }],
  });
  try {
    await page.getByRole('button', { name: 'Add a switch' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('127.0.0.1');
    await page.keyboard.press('Tab');
    await page.keyboard.type(String(port));
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
    await page.keyboard.type('not-the-community');
    await lookAt(page, 'add-switch');
    await page.keyboard.press('Enter');
    await page.getByText('Needs you').waitFor(PATIENTLY);
    await page.getByText(/does not answer/).waitFor();
    await lookAt(page, 'switch-in-trouble');
    await page.getByRole('button', { name: 'Change access to 127.0.0.1' }).click();
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: /^Community/ })
      .fill(SWITCH_ACCESS.community);
    await page.getByRole('button', { name: 'Ask with these' }).click();
    await page.getByRole('heading', { name: 'sw-ward-3' }).waitFor(PATIENTLY);
    await page.getByText('What is plugged in where').click();
    await page.getByRole('row').filter({ hasText: 'Gi1/0/1' }).getByRole('link', { name }).waitFor();
    await page.getByText('Leads on: sw-core is behind it').waitFor();
    await lookAt(page, 'switch');
    await page.getByRole('link', { name }).click();
    await page.getByRole('heading', { name: 'Where its cable leads' }).waitFor(PATIENTLY);
    await page.getByText('sw-ward-3, port Gi1/0/1 (Bed 1), VLAN 30').waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Remove sw-ward-3' }).click();
    await page.getByRole('button', { name: 'Ask it no more' }).click();
    await page.getByText('None yet.').waitFor(PATIENTLY);
  } finally {
    await agent.stop();
  }
  await page.close();
});
