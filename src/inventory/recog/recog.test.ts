import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { Attribute } from '../../analysis/document.ts';
import { claimsOf } from '../claims.ts';
import { Banners, bannersIn, readBanners } from './collections.ts';
import { knowBanners } from './known.ts';
import { MAX_BANNER, Matching } from './matching.ts';
import { readCollection } from './read.ts';
import { sshXml } from './recog.samples.ts';

const collection = readCollection(sshXml);
if (collection === undefined) throw new Error('the sample is no collection');
const matching = new Matching([collection]);
const folder = await mkdtemp(join(tmpdir(), 'recog-'));

afterEach(() => knowBanners(undefined));
afterAll(async () => rm(folder, { recursive: true }));

const attribute = (name: string, value: string): Attribute => ({
  name,
  value,
  protocol: 'ssh',
  capture: 0,
  frame: 1,
  confidence: 0.9,
});

test('a file is read as it is written: entities, comments, examples in base 64', () => {
  expect(collection.of).toBe('ssh.banner');
  expect(collection.fingerprints).toHaveLength(5);
  const [pump] = collection.fingerprints;
  expect(pump?.pattern).toBe(String.raw`^WardOS SSH (\d[\d.]*) on <(\w+)> \((x?)`);
  expect(pump?.examples[0]).toEqual({
    text: 'WardOS SSH 2.1 on <P7> (',
    base64: false,
    tells: { 'service.version': '2.1', 'hw.model': 'P7' },
  });
  expect(pump?.examples[1]?.base64).toBe(true);
  expect(readCollection('<html><body>hello</body></html>')).toBeUndefined();
});

test.each([
  '',
  '<',
  '<fingerprints',
  '<fingerprints matches="x"><fingerprint pattern="',
  '</fingerprint>',
  '<example/>',
])('of %j nothing is told, and nothing breaks', (xml) => expect(readCollection(xml)?.fingerprints ?? []).toEqual([]));

test('every prefix of a file is read', () => {
  for (let end = 0; end < sshXml.length; end += 7) readCollection(sshXml.slice(0, end));
});

test('the first fingerprint that a banner bears tells, and values name one another', () => {
  expect(matching.tells('WardOS SSH 2.1 on <P7> (')).toEqual({
    'service.vendor': 'Hartley',
    'service.product': 'WardOS SSH',
    'service.version': '2.1',
    'hw.vendor': 'Hartley & Sons',
    'hw.product': 'Plum',
    'hw.model': 'P7',
    'os.cpe23': 'cpe:/o:hartley:wardos:2.1',
  });
  expect(matching.tells('openssh_9.6p1 ubuntu-3')).toMatchObject({ 'os.version': '24.04' });
  expect(matching.tells('dropbear')).toBeUndefined();
});

test('a banner made to be matched for ever is answered, and of a long one the beginning counts', () => {
  expect(matching.tells(`${'a'.repeat(MAX_BANNER - 1)}!`)).toBeUndefined();
  expect(matching.tells(`${'a'.repeat(MAX_BANNER)}!`)).toEqual({ 'os.product': 'Slow' });
});

const claims = (name: string, value: string) => {
  knowBanners(new Banners([collection]));
  return Object.fromEntries(
    Object.entries(claimsOf([attribute(name, value)], false)).map(([field, made]) => [
      field,
      made.filter(({ because }) => because.includes('collection')).map((claim) => `${claim.value} ${claim.confidence}`),
    ]),
  );
};

test('a device is claimed to be what its banner tells, less surely than what it says of itself', () => {
  expect(claims('ssh-software', 'SSH-2.0-WardOS SSH 2.1 on <P7> (')).toEqual({
    manufacturer: ['Hartley & Sons 0.6'],
    model: ['Plum P7 0.6'],
    software: ['WardOS SSH 2.1 0.6'],
  });
  expect(claims('ssh-software', 'OpenSSH_9.6p1 Ubuntu-3')).toMatchObject({
    os: ['Linux (Ubuntu 24.04) 0.6'],
    software: ['OpenSSH 9.6p1 0.6'],
  });
});

test('the system of an appliance names its maker and kind, as surely as the collection is', () => {
  expect(claims('ssh-software', 'SwitchOS')).toEqual({
    type: ['switch 0.25'],
    manufacturer: ['3Com 0.25'],
    os: ['3Com NJ220 0.3'],
  });
});

test('what is no banner, or one of a kind without a collection, tells nothing', () => {
  expect(claims('hostname', 'SwitchOS')).toEqual({});
  expect(claims('ftp-banner', '220 SwitchOS')).toEqual({});
});

test('a folder is read as it is, or as a copy of Recog has it; without one there is nothing, unless it was asked for', async () => {
  await expect(readBanners(folder)).rejects.toThrow('holds no XML file of Recog');
  expect(await bannersIn(join(folder, 'none'))).toBeUndefined();
  await mkdir(join(folder, 'xml'));
  await writeFile(join(folder, 'xml', 'ssh_banners.xml'), sshXml);
  await writeFile(join(folder, 'xml', 'notes.xml'), '<notes/>');
  expect((await readBanners(folder)).tells('ssh-software', 'SwitchOS')).toMatchObject({ 'os.vendor': '3Com' });
});
