/**
 * EPSS, KEV and 300,000 CVE records are known within 1 GB of memory. The records are made here, as long as real ones: a description
 * of 60 words, two vectors, three products with four ranges each.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CveRecord } from '../../src/intel/cve/cve-record.ts';
import { PackWriter } from '../../src/intel/cve/pack-writer.ts';
import { CVE_FILE, cveFeed } from '../../src/intel/feeds/cve.ts';
import { epssFeed } from '../../src/intel/feeds/epss.ts';
import { kevFeed } from '../../src/intel/feeds/kev.ts';
import { accept } from '../../src/intel/keep/accept.ts';
import { Staging } from '../../src/intel/keep/staging.ts';
import { syncFeed } from '../../src/intel/sync.ts';

const root = join(import.meta.dirname, '..', '..');
const INTEL = join(root, '..', 'shared', 'intel');
const RECORDS = 300_000;
const WORDS =
  'a remote attacker may send crafted packets to the service of the device and so read write or stop what it holds'.split(
    ' ',
  );

test.skipIf(!existsSync(INTEL))('what is known of 300,000 vulnerabilities stays below 1 GB', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wardline-memory-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'mirror'));
  for (const name of ['kev', 'epss']) cpSync(join(INTEL, name), join(folder, 'mirror', name), { recursive: true });
  for (const feed of [kevFeed(), epssFeed()]) {
    expect((await syncFeed(feed, { folder, from: { mirror: join(folder, 'mirror') }, now: Date.now() })).outcome).toBe(
      'new',
    );
  }
  const staging = new Staging(join(folder, 'cve', 'staging-test'));
  const writer = await PackWriter.create(staging.path(CVE_FILE));
  for (let index = 0; index < RECORDS; index += 1) await writer.add(made(index));
  expect(await writer.finish()).toBe(RECORDS);
  await accept(cveFeed(), join(folder, 'cve'), staging, new Date().toISOString());

  const knowledge = join(root, 'src', 'vulnerability', 'records', 'knowledge.ts');
  const script = `
    const { Knowledge } = await import(${JSON.stringify(knowledge)});
    const knowledge = await Knowledge.load(${JSON.stringify(folder)});
    let found = 0;
    for (let index = 0; index < 20000; index += 1) {
      if (knowledge.of('CVE-' + (2000 + (index * 13) % 27) + '-' + (1000 + (index * 7) % 11000)).record !== undefined) found += 1;
    }
    const products = knowledge.ofProduct('Vendor 17', 'Product 1').length;
    console.log(JSON.stringify({ found, products, ...knowledge.sizes, rss: process.memoryUsage.rss(), most: process.resourceUsage().maxRSS * 1024 }));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(stderr).not.toContain('Error');
  const said: Record<string, number> = JSON.parse(stdout);
  const bytes = readdirSync(join(folder, 'cve'), { recursive: true, encoding: 'utf8' }).length;
  console.log(`Known: ${JSON.stringify(said)}, ${bytes} files`);
  expect(said).toMatchObject({ cve: RECORDS, found: 20_000 });
  expect(said['kev']).toBeGreaterThan(1000);
  expect(said['epss']).toBeGreaterThan(250_000);
  expect(said['products']).toBeGreaterThan(0);
  expect(said['most']).toBeLessThan(1024 ** 3);
});

function made(index: number): CveRecord {
  const at = (place: number): string => WORDS[(index * 31 + place * 7) % WORDS.length] ?? '';
  return {
    id: `CVE-${2000 + (index % 27)}-${1000 + Math.floor(index / 27)}`,
    state: 'PUBLISHED',
    published: '2025-03-04T05:06:07.890Z',
    updated: '2026-01-02T03:04:05.678Z',
    title: `${at(1)} ${at(2)} ${at(3)} in product ${index}`,
    description: Array.from({ length: 60 }, (_, place) => at(place)).join(' '),
    vectors: [
      'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
    ],
    cwes: [`CWE-${index % 900}`],
    affected: Array.from({ length: 3 }, (_, product) => ({
      vendor: `Vendor ${index % 4000}`,
      product: `Product ${product}${index % 3 === 0 ? '' : index}`,
      defaultStatus: 'unaffected',
      versions: Array.from({ length: 4 }, (__, version) => ({
        version: `${version}.0`,
        status: 'affected',
        lessThan: `${version}.${index % 50}`,
        type: 'semver',
      })),
      cpes: [],
    })),
    ssvc: { exploitation: 'none', automatable: 'yes', impact: 'total' },
  };
}
