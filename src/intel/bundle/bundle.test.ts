import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { kevFeed, KEV_FILE } from '../feeds/kev.ts';
import { openCopy } from '../keep/copy.ts';
import { kevOf } from '../kev.samples.ts';
import { syncFeed } from '../sync.ts';
import { exportBundle } from './export-bundle.ts';
import { importBundle } from './import-bundle.ts';

const NOW = Date.parse('2026-08-22T00:00:00Z');
const feeds = [kevFeed()];

let base: string;
let file: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'wardline-bundle-'));
  file = join(base, 'intel.tar');
  return () => rmSync(base, { recursive: true });
});

/** Has at `folder` what a catalogue of `cves` says. */
async function fill(folder: string, cves: readonly string[], now = NOW): Promise<void> {
  mkdirSync(join(base, 'mirror', 'kev'), { recursive: true });
  writeFileSync(join(base, 'mirror', 'kev', KEV_FILE), kevOf(cves));
  const synced = await syncFeed(kevFeed(), { folder: join(base, folder), from: { mirror: join(base, 'mirror') }, now });
  expect(synced.outcome).toBe('new');
}
const kept = (folder: string): string =>
  readFileSync(join(openCopy(join(base, folder, 'kev'))?.path ?? '', KEV_FILE), 'utf8');
const bring = (key?: Parameters<typeof importBundle>[0]['key']) =>
  importBundle({ folder: join(base, 'to'), feeds, file, key });
const pack = (key?: Parameters<typeof exportBundle>[0]['key']) =>
  exportBundle({ folder: join(base, 'from'), feeds, file, now: NOW, key });

test('one file carries what is known to a machine that no network reaches', async () => {
  await fill('from', ['CVE-2021-44228', 'CVE-2017-0144']);
  expect((await pack()).feeds).toHaveLength(1);
  expect(await bring()).toMatchObject([{ feed: 'kev', outcome: 'taken', change: { counts: { added: 2 } } }]);
  expect(kept('to')).toBe(kept('from'));
  // Its age is that of the first taking, not of the journey.
  expect(openCopy(join(base, 'to', 'kev'))?.taken).toBe(new Date(NOW).toISOString());
  expect(await bring()).toMatchObject([{ outcome: 'same' }]);
});

test('what is newer here stays', async () => {
  await fill('from', ['CVE-2021-44228']);
  await pack();
  await fill('to', ['CVE-2021-44228', 'CVE-2026-1000'], NOW + 1);
  expect(await bring()).toMatchObject([{ outcome: 'ours is newer' }]);
  expect(kept('to')).toContain('CVE-2026-1000');
});

test('a bundle that has to be signed is taken only from whom it should be', async () => {
  const [ours, other] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  await fill('from', ['CVE-2021-44228']);
  await pack();
  await expect(bring(ours.publicKey)).rejects.toThrow('is not signed, and was to be');
  await pack(other.privateKey);
  await expect(bring(ours.publicKey)).rejects.toThrow('is not signed by that key');
  await pack(ours.privateKey);
  expect(await bring(ours.publicKey)).toMatchObject([{ outcome: 'taken' }]);
});

test.each([
  ['cut short', () => truncateSync(file, 1000), 'is not a whole bundle of feeds: it ends in the midst of kev/0-0'],
  ['no tar', () => writeFileSync(file, 'x'.repeat(2000)), 'no header of an entry'],
  ['gone', () => rmSync(file), 'Cannot read'],
])('a bundle that is %s is refused', async (_, damage, why) => {
  await fill('from', ['CVE-2021-44228']);
  await pack();
  damage();
  await expect(bring()).rejects.toThrow(why);
});

test('a bundle of which a byte changed on its way is refused, and what was known stays', async () => {
  await fill('from', ['CVE-2021-44228', 'CVE-2026-1000'], NOW + 1);
  await pack();
  await fill('to', ['CVE-2021-44228']);
  const bytes = readFileSync(file);
  bytes.write('CVE-2026-1001', bytes.indexOf('CVE-2026-1000'));
  writeFileSync(file, bytes);
  expect(await bring()).toMatchObject([
    { outcome: 'refused', trouble: expect.stringContaining('kev/0-0 is not what it was') },
  ]);
  expect(kept('to')).toBe(kevOf(['CVE-2021-44228']));
});

test('there is no bundle of nothing', async () => {
  await expect(pack()).rejects.toThrow('No feed has brought anything yet');
});
