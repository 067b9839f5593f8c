/** The feeds that are lists: fetched, copied from a mirror, checked. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import type { Feed } from '../feed.ts';
import { type FeedServer, serveFiles } from '../feed-server.samples.ts';
import { Client } from '../http/client.ts';
import { openCopy } from '../keep/copy.ts';
import { readEndOfLife, supportOf } from '../records/end-of-life.ts';
import { readRecalls } from '../records/openfda.ts';
import { indicatorsOf, readBundle } from '../stix/bundle.ts';
import { type Synced, syncFeed } from '../sync.ts';
import { zipOf } from '../zip.samples.ts';
import { attackFeed } from './attack.ts';
import { endOfLifeFeed } from './end-of-life.ts';
import { epssFeed } from './epss.ts';
import { classificationFeed, partOf, recallFeed } from './openfda.ts';
import { TAXII_FILE, taxiiFeed } from './taxii.ts';

let folder: string;
let mirror: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardline-lists-'));
  mirror = join(folder, 'mirror');
  return () => rmSync(folder, { recursive: true });
});

const NOW = Date.parse('2026-08-17T00:00:00Z');

async function fetched(feed: Feed, now = NOW): Promise<Synced> {
  const client = new Client();
  try {
    return await syncFeed(feed, { folder, from: { client }, now, force: true });
  } finally {
    client.close();
  }
}

async function copied(feed: Feed, files: Readonly<Record<string, string | Uint8Array>>): Promise<Synced> {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(mirror, name, '..'), { recursive: true });
    writeFileSync(join(mirror, name), content);
  }
  return syncFeed(feed, { folder, from: { mirror }, now: NOW });
}

const names = (feed: string): string[] => openCopy(join(folder, feed))?.files.map(({ name }) => name) ?? [];

const scores = (day: string, score = '0.5'): Buffer =>
  gzipSync(
    `#model_version:v2025.03.14,score_date:${day}T00:00:00+0000\ncve,epss,percentile\nCVE-2021-44228,${score},0.99\n`,
  );

test('exploit predictions of each day are kept beside those of the days before', async () => {
  const server = await serveFiles({ '/epss': scores('2026-08-15') });
  expect(await fetched(epssFeed(`${server.url}/epss`))).toMatchObject({
    outcome: 'new',
    copy: { asOf: '2026-08-15', count: 1 },
  });
  server.files.set('/epss', scores('2026-08-16', '0.6'));
  expect(await fetched(epssFeed(`${server.url}/epss`), NOW + 1)).toMatchObject({ copy: { asOf: '2026-08-16' } });
  expect(names('epss')).toEqual(['epss-2026-08-15.csv.gz', 'epss-2026-08-16.csv.gz']);
  server.files.set('/epss', scores('2026-12-01'));
  await fetched(epssFeed(`${server.url}/epss`), NOW + 2);
  expect(names('epss')).toEqual(['epss-2026-12-01.csv.gz']);
});

test('exploit predictions of a mirror may say their day in their name alone', async () => {
  const synced = await copied(epssFeed(), {
    'epss/epss_2026-08-16.csv.gz': gzipSync('CVE-1999-1593;0.181260000;0.969460000\n'),
  });
  expect(synced).toMatchObject({ outcome: 'new', copy: { asOf: '2026-08-16', count: 1 } });
});

test.each([
  ['half of gzip', scores('2026-08-16').subarray(0, 40), 'is not whole'],
  ['no gzip', Buffer.from('cve,epss'), 'it is not whole gzip'],
  ['a score above 1', gzipSync('#score_date:2026-08-16\nCVE-2021-44228,1.5,0.9\n'), 'line 2 is no score of a CVE'],
  ['no day', gzipSync('CVE-2021-44228,0.5,0.9\n'), 'it does not say of which day it is'],
  ['a bomb', gzipSync(Buffer.alloc(80 * 1024 * 1024, '\n')), 'it unpacks to more than 64 MB'],
])('exploit predictions that are %s are not taken', async (_, content, why) => {
  const server = await serveFiles({ '/epss': content });
  expect(await fetched(epssFeed(`${server.url}/epss`))).toMatchObject({
    outcome: 'failed',
    trouble: expect.stringContaining(why),
  });
});

const recalls = (numbers: readonly string[]): string =>
  JSON.stringify({
    meta: { last_updated: '2026-08-12' },
    results: numbers.map((product_res_number) => ({
      product_res_number,
      product_description: 'Infusion Pump',
      code_info: 'Serial numbers 100 to 200',
      recalling_firm: 'Example',
      reason_for_recall: 'It may stop.',
    })),
  });

test("the FDA's recalls come as zips, of which each holds a part", async () => {
  const parts = {
    '/1.zip': zipOf({ 'a.json': recalls(['Z-1-2026']) }),
    '/2.zip': zipOf({ 'b.json': recalls(['Z-2-2026', 'Z-3-2026']) }),
  };
  const server = await serveFiles(parts);
  const partitions = Object.keys(parts).map((path) => ({ file: server.url + path }));
  const device = { recall: { partitions }, classification: { partitions: [] } };
  server.files.set('/download.json', JSON.stringify({ results: { device } }));
  expect(await fetched(recallFeed(`${server.url}/download.json`))).toMatchObject({
    outcome: 'new',
    copy: { asOf: '2026-08-12', count: 3 },
    change: { added: ['Z-1-2026', 'Z-2-2026', 'Z-3-2026'] },
  });
  const copy = openCopy(join(folder, 'openfda-recall'));
  const [first = ''] = names('openfda-recall');
  expect(readRecalls(await partOf(join(copy?.path ?? '', first), first), first).entries[0]).toMatchObject({
    number: 'Z-1-2026',
    codes: 'Serial numbers 100 to 200',
    firm: 'Example',
  });
  server.files.set('/2.zip', zipOf({ 'b.json': recalls(['Z-2-2026', 'Z-3-2026']) }).subarray(0, 100));
  expect(await fetched(recallFeed(`${server.url}/download.json`))).toMatchObject({
    outcome: 'failed',
    trouble: expect.stringContaining('it is no zip archive, or ends before its directory'),
  });
});

test('classes of devices are copied from a mirror', async () => {
  const results = [
    { product_code: 'FRN', device_name: 'Pump, Infusion', device_class: '2', life_sustain_support_flag: 'Y' },
  ];
  const text = JSON.stringify({ meta: { last_updated: '2026-08-12' }, results });
  expect(await copied(classificationFeed(), { 'openfda/device-classification.json': text })).toMatchObject({
    change: { added: ['FRN'] },
  });
});

const windows = {
  name: 'windows',
  label: 'Microsoft Windows',
  identifiers: [{ type: 'cpe', id: 'cpe:/o:microsoft:windows' }],
  releases: [
    {
      name: '7-sp1',
      releaseDate: '2011-02-22',
      isEol: true,
      eolFrom: '2020-01-14',
      isEoes: true,
      eoesFrom: '2023-01-10',
    },
    { name: '95', isEol: true },
    { name: 'next' },
  ],
};

test('support ends on a day, or is paid for a while, or nobody knows', async () => {
  const text = JSON.stringify({ generated_at: '2026-08-01T00:00:00Z', result: [windows] });
  expect(await copied(endOfLifeFeed(), { 'end-of-life/full.json': text })).toMatchObject({
    copy: { asOf: '2026-08-01T00:00:00Z', count: 1 },
  });
  const [seven, old, next] = readEndOfLife(Buffer.from(text), 'x').products[0]?.releases ?? [];
  if (seven === undefined || old === undefined || next === undefined) throw new Error('There are three');
  expect(['2020-01-14', '2020-01-15', '2023-01-11'].map((day) => supportOf(seven, day))).toEqual([
    'supported',
    'extended',
    'ended',
  ]);
  expect(supportOf(old, '2026-01-01')).toBe('ended');
  expect(supportOf(next, '2026-01-01')).toBe('unknown');
});

const stix = (id: number, type: string, rest: object = {}): object => ({
  type,
  spec_version: '2.1',
  id: `${type}--00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
  created: '2026-01-01T00:00:00Z',
  modified: '2026-01-01T00:00:00Z',
  ...rest,
});

const bundleOf = (objects: unknown[]): string => JSON.stringify({ type: 'bundle', id: 'bundle--1', objects });

test('techniques of attackers are a STIX bundle', async () => {
  expect(
    await copied(attackFeed(), {
      'attack/ics-attack/ics-attack.json': bundleOf([stix(1, 'attack-pattern', { name: 'Loss of View' })]),
    }),
  ).toMatchObject({
    copy: { count: 1, asOf: '2026-01-01T00:00:00Z' },
  });
  expect(
    await copied(attackFeed(), { 'attack/ics-attack/ics-attack.json': bundleOf([{ type: 'x', id: 'y' }]) }),
  ).toMatchObject({
    trouble: expect.stringContaining('objects.0.id: it is no identifier of STIX'),
  });
});

/** A read-only TAXII server: two objects a page, and what was added after a time. */
async function serveTaxii(objects: readonly object[]): Promise<FeedServer> {
  const server = await serveFiles();
  const pages = Array.from({ length: Math.ceil(objects.length / 2) }, (_, page) =>
    objects.slice(page * 2, page * 2 + 2),
  );
  for (const [page, held] of pages.entries()) {
    const more = page + 1 < pages.length;
    const envelope = { more, ...(more && { next: `page-${page + 1}` }), objects: held };
    server.files.set(`/api/collections/c/objects/${page === 0 ? '' : `?next=page-${page}`}`, JSON.stringify(envelope));
  }
  return server;
}

test('a TAXII collection is read page by page, and then only what is new', async () => {
  const objects = [1, 2, 3, 4, 5].map((id) =>
    stix(id, 'indicator', {
      pattern: "[ipv4-addr:value = '192.0.2.1']",
      pattern_type: 'stix',
      valid_from: '2026-01-01T00:00:00Z',
    }),
  );
  const server = await serveTaxii(objects);
  const feed = taxiiFeed({ name: 'taxii-h-isac', title: 'H-ISAC', url: `${server.url}/api/collections/c` });
  expect(await fetched(feed)).toMatchObject({ outcome: 'new', copy: { count: 5 } });
  const since = new Date(NOW - 60_000).toISOString();
  const path = `/api/collections/c/objects/?added_after=${encodeURIComponent(since)}`;
  const revoked = stix(1, 'indicator', { modified: '2026-08-16T00:00:00Z', revoked: true, pattern: '[x:y = 1]' });
  server.files.set(path, JSON.stringify({ objects: [revoked, stix(6, 'malware')] }));
  expect(await fetched(feed, NOW + 1)).toMatchObject({
    outcome: 'new',
    change: { counts: { added: 1, changed: 1, removed: 0 } },
  });
  const copy = openCopy(join(folder, 'taxii-h-isac'));
  const bundle = readBundle(readFileSync(join(copy?.path ?? '', TAXII_FILE)), TAXII_FILE);
  expect(indicatorsOf(bundle, TAXII_FILE)).toHaveLength(4);
  server.files.set(
    `/api/collections/c/objects/?added_after=${encodeURIComponent(new Date(NOW + 1 - 60_000).toISOString())}`,
    '{}',
  );
  expect(await fetched(feed, NOW + 2)).toMatchObject({ outcome: 'same' });
});

test('a TAXII server that has ever more and does not say how to ask for it is not believed', async () => {
  const server = await serveFiles({ '/c/objects/': JSON.stringify({ more: true, objects: [stix(1, 'malware')] }) });
  expect(await fetched(taxiiFeed({ name: 'taxii', title: 'T', url: `${server.url}/c/` }))).toMatchObject({
    trouble: expect.stringContaining('says that it has more, and not how to ask for it'),
  });
});
