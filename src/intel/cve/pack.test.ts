import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { cveNumber, cveOf } from './cve-number.ts';
import { type CveRecord, readCve } from './cve-record.ts';
import { CvePack } from './pack.ts';
import { PackWriter } from './pack-writer.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardline-pack-'));
  path = join(folder, 'cves.pack');
  return () => rmSync(folder, { recursive: true });
});

const record = (id: string, product = 'Viewer', title = 'A flaw'): CveRecord => ({
  id,
  state: 'PUBLISHED',
  updated: '2026-01-01T00:00:00Z',
  title,
  vectors: [],
  cwes: [],
  affected: [{ vendor: 'Exämple, Inc.', product, defaultStatus: 'unknown', versions: [], cpes: [] }],
});

async function packOf(records: readonly CveRecord[]): Promise<CvePack> {
  const writer = await PackWriter.create(path);
  for (const it of records) await writer.add(it);
  await writer.finish();
  const pack = new CvePack(path, 'cves.pack');
  onTestFinished(() => pack.close());
  return pack;
}

test('records are found by number in whatever order they came, and the last of each holds', async () => {
  const ids = Array.from(
    { length: 200 },
    (_, index) => `CVE-${2026 - (index % 20)}-${1000 + ((index * 7919) % 100_000)}`,
  );
  const pack = await packOf([...ids.map((id) => record(id)), record(ids[3] ?? '', 'Viewer', 'Corrected')]);
  expect(pack.size).toBe(200);
  for (const id of ids) expect(pack.get(id)?.id).toBe(id);
  expect(pack.get(ids[3] ?? '')?.title).toBe('Corrected');
  expect([...pack].map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  expect([...pack].find(({ id }) => id === ids[3])?.title).toBe('Corrected');
  expect(pack.get('CVE-2026-99999999')).toBeUndefined();
  expect(pack.get('nonsense')).toBeUndefined();
});

test('records are found by what they affect, however that is written', async () => {
  const pack = await packOf([
    record('CVE-2026-1000'),
    record('CVE-2026-1001', 'Other'),
    record('CVE-2026-1002', 'View-er'),
  ]);
  expect(pack.ofProduct('exämple inc', 'VIEWER').map(({ id }) => id)).toEqual(['CVE-2026-1000', 'CVE-2026-1002']);
  expect(pack.ofProduct('example', 'viewer')).toEqual([]);
});

test.each([
  ['cut short', () => truncateSync(path, 500)],
  ['empty', () => truncateSync(path, 0)],
  ['something else', () => writeFileSync(path, 'x'.repeat(1000))],
])('a pack that is %s is refused', async (_, damage) => {
  await packOf(Array.from({ length: 100 }, (__, index) => record(`CVE-2026-${1000 + index}`)));
  damage();
  expect(() => new CvePack(path, 'cves.pack')).toThrow('cves.pack is not whole');
});

test('a block that is broken is told, and the others are read', async () => {
  await packOf(Array.from({ length: 100 }, (_, index) => record(`CVE-2026-${1000 + index}`)));
  const bytes = readFileSync(path);
  bytes.fill(0xff, 25, 60);
  writeFileSync(path, bytes);
  const pack = new CvePack(path, 'cves.pack');
  onTestFinished(() => pack.close());
  expect(() => pack.get('CVE-2026-1000')).toThrow('block 0 is broken');
  expect(pack.get('CVE-2026-1099')?.id).toBe('CVE-2026-1099');
});

test('a number stands for a CVE and back', () => {
  for (const cve of ['CVE-1999-0001', 'CVE-2021-44228', 'CVE-2026-123456789'])
    expect(cveOf(cveNumber(cve) ?? 0)).toBe(cve);
  expect(cveNumber('CVE-2021-1')).toBeUndefined();
});

test('a record says who is affected, how badly, and what is known of its use', () => {
  const read = readCve(
    Buffer.from(
      JSON.stringify({
        cveMetadata: { cveId: 'CVE-2023-39227', state: 'PUBLISHED', dateUpdated: '2024-09-25T19:58:32.977Z' },
        containers: {
          cna: {
            title: '\u200bPlaintext',
            descriptions: [
              { lang: 'de', value: 'Klartext' },
              { lang: 'en', value: ' Plain text ' },
            ],
            metrics: [{ cvssV3_1: { vectorString: 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:L/A:N' } }, 'nonsense'],
            affected: [
              {
                vendor: 'Softneta',
                product: 'PACS',
                versions: [{ version: '0', status: 'affected', lessThanOrEqual: '7.2', versionType: 'custom' }, {}],
              },
            ],
            problemTypes: [{ descriptions: [{ cweId: 'CWE-256' }] }],
          },
          adp: [
            {
              metrics: [
                {
                  other: {
                    type: 'ssvc',
                    content: {
                      options: [{ Exploitation: 'none' }, { Automatable: 'no' }, { 'Technical Impact': 'partial' }],
                    },
                  },
                },
              ],
            },
          ],
        },
      }),
    ),
    'CVE-2023-39227.json',
  );
  expect(read).toMatchObject({
    id: 'CVE-2023-39227',
    description: 'Plain text',
    vectors: ['CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:L/A:N'],
    cwes: ['CWE-256'],
    affected: [{ vendor: 'Softneta', versions: [{ version: '0', lessThanOrEqual: '7.2', type: 'custom' }] }],
    ssvc: { exploitation: 'none', automatable: 'no', impact: 'partial' },
  });
});
