import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { chosenFeeds, feedsOf } from './feeds.ts';
import { readSettings, SETTINGS_FILE } from './settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardline-sources-'));
  return () => rmSync(folder, { recursive: true });
});
const write = (text: string): void => writeFileSync(join(folder, SETTINGS_FILE), text);

test('without a file of sources the usual feeds are there, and nobody is asked without being told', () => {
  const settings = readSettings(folder);
  expect(settings.online).toBe(false);
  expect(settings.mirror).toBeUndefined();
  expect(feedsOf(settings).map(({ name }) => name)).toEqual([
    'csaf',
    'kev',
    'epss',
    'cve',
    'openfda-recall',
    'openfda-classification',
    'end-of-life',
    'attack',
  ]);
});

test('further providers and collections are feeds of their own, and some are not wanted', () => {
  write(
    JSON.stringify({
      off: ['attack', 'openfda-recall', 'openfda-classification', 'end-of-life', 'cve', 'epss'],
      csaf: [{ name: 'vendor', url: 'https://example.org/provider-metadata.json' }],
      taxii: [{ name: 'h-isac', title: 'H-ISAC', url: 'https://example.org/api/c/' }],
    }),
  );
  const feeds = feedsOf(readSettings(folder));
  expect(feeds.map(({ name }) => name)).toEqual(['csaf', 'csaf-vendor', 'kev', 'taxii-h-isac']);
  expect(chosenFeeds(feeds, ['kev'])).toHaveLength(1);
  expect(() => chosenFeeds(feeds, ['kevv'])).toThrow(
    'No feed is called kevv; there are csaf, csaf-vendor, kev, taxii-h-isac',
  );
});

test.each([
  ['{', 'is not JSON'],
  ['{"onlin": true}', 'Unrecognized key: "onlin"'],
  [
    '{"csaf": [{"name": "../x", "url": "https://example.org"}]}',
    'is wrong at "csaf.0.name": a name has lower-case letters',
  ],
  ['{"taxii": [{"name": "x", "url": "file:///etc/passwd"}]}', 'is wrong at "taxii.0.url"'],
])('%s is refused in words', (text, why) => {
  write(text);
  expect(() => readSettings(folder)).toThrow(why);
});
