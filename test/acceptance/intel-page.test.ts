/** The page of intelligence: an advisory that is put into the mirror folder appears within a minute, and what breaks is said. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SETTINGS_FILE } from '../../src/intel/settings.ts';
import { kevOf } from '../../src/intel/kev.samples.ts';
import { Console } from './browser.ts';
import { lookAt } from './look.ts';

const PATIENTLY = { timeout: 120_000 };

let it: Console;
let mirror: string;
beforeAll(async () => {
  mirror = mkdtempSync(join(tmpdir(), 'wardline-mirror-'));
  it = await Console.start({ demo: false });
  await it.setUp();
});
afterAll(async () => {
  await it.close();
  rmSync(mirror, { recursive: true });
});

function put(name: string, content: string): void {
  mkdirSync(join(mirror, name, '..'), { recursive: true });
  writeFileSync(join(mirror, name), content);
}

const advisory = (id: string): string =>
  JSON.stringify({ document: { csaf_version: '2.0', tracking: { id, current_release_date: '2026-02-03T04:05:06Z' } } });

test('before anything is known the page says so; what is put into a mirror appears, and what is broken is said', async () => {
  const page = await it.open('/intelligence');
  await page.getByText('Nobody on the Internet is asked by itself.').waitFor(PATIENTLY);
  await page.getByText('0 of 8 fresh').waitFor(PATIENTLY);
  put('kev/known_exploited_vulnerabilities.json', kevOf(['CVE-2021-44228', 'CVE-2017-0144'], new Date().toISOString()));
  put('csaf/2026/a-1.json', advisory('A-1'));
  writeFileSync(join(it.running.store.dataFolder, 'intel', SETTINGS_FILE), JSON.stringify({ mirror }));
  await page.getByText(`Taken from the folder ${mirror}`).waitFor(PATIENTLY);
  await page.getByText('2 of 8 fresh').waitFor(PATIENTLY);

  const dropped = Date.now();
  put('csaf/2026/a-2.json', advisory('A-2'));
  await page.getByRole('cell', { name: '2026/a-2.json' }).waitFor(PATIENTLY);
  console.log(
    `An advisory appeared on the page ${((Date.now() - dropped) / 1000).toFixed(1)} s after it was put into the mirror`,
  );

  put('kev/known_exploited_vulnerabilities.json', '{"half": ');
  await page.getByText('is not whole: it is not JSON').waitFor(PATIENTLY);
  await page.getByText('Last try failed').waitFor(PATIENTLY);
  expect(await page.getByText('2 entries').count()).toBe(2);
  await lookAt(page, 'intelligence');
});
