/** The feeds of the FDA's lists, which come as zips of JSON, a part of the list in each. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../lib/errors.ts';
import type { Feed } from '../feed.ts';
import { MAX_ARCHIVE_BYTES, MAX_PAGES, MAX_SMALL_BYTES } from '../limits.ts';
import { notWhole, readDocument } from '../records/document.ts';
import { type Listed, readClassification, readRecalls } from '../records/openfda.ts';
import { Zip } from '../zip.ts';
import { itemHash } from './item-hash.ts';
import { copyMirrored, mirrored } from './mirror.ts';

const DOWNLOADS = 'https://api.fda.gov/download.json';
/** One part of a list, unpacked: held while it is read. */
const MAX_PART = 512 * 1024 * 1024;
const WEEK = 7 * 86_400_000;

const list = z.object({ partitions: z.array(z.object({ file: z.string() })).max(MAX_PAGES) });
const downloadsSchema = z.object({ results: z.object({ device: z.object({ recall: list, classification: list }) }) });

interface Kind<T> {
  readonly list: 'recall' | 'classification';
  readonly title: string;
  readonly read: (bytes: Uint8Array, file: string) => Listed<T>;
  readonly keyOf: (entry: T) => string;
}

export const recallFeed = (url = DOWNLOADS): Feed =>
  openFdaFeed(url, {
    list: 'recall',
    title: 'Recalls of medical devices (openFDA)',
    read: readRecalls,
    keyOf: (it) => it.number,
  });

export const classificationFeed = (url = DOWNLOADS): Feed =>
  openFdaFeed(url, {
    list: 'classification',
    title: 'Classes of medical devices (openFDA)',
    read: readClassification,
    keyOf: (it) => it.productCode,
  });

function openFdaFeed<T>(url: string, kind: Kind<T>): Feed {
  const name = `openfda-${kind.list}`;
  return {
    name,
    title: kind.title,
    staleAfter: 5 * WEEK,
    mirrorFolders: ['openfda'],
    async fetch(client, staging) {
      staging.origin = url;
      const { body } = await client.bytes({ url, maxBytes: 16 * MAX_SMALL_BYTES });
      const { partitions } = readDocument(downloadsSchema, body, url).results.device[kind.list];
      for (const [index, { file }] of partitions.entries()) {
        const address = new URL(file, url).href;
        const path = staging.path(`${kind.list}-${index}.json.zip`);
        await client.download({ url: address, maxBytes: MAX_ARCHIVE_BYTES }, path);
      }
      return 'new';
    },
    async copyMirror(folder, staging) {
      const names = mirrored(folder, 'openfda', new RegExp(`/[^/]*${kind.list}[^/]*\\.json(\\.zip)?$`));
      staging.origin = join(folder, 'openfda');
      for (const [index, from] of names.entries()) {
        const to = `${kind.list}-${index}.json${from.endsWith('.zip') ? '.zip' : ''}`;
        copyMirrored(folder, from, staging.path(to), MAX_ARCHIVE_BYTES);
      }
      return names.length === 0 ? 'absent' : 'new';
    },
    async check({ folder, names }) {
      const items = new Map<string, string>();
      let asOf: string | undefined;
      let count = 0;
      for (const file of names) {
        const part = kind.read(await partOf(join(folder, file), file), file);
        asOf = part.asOf;
        count += part.entries.length;
        for (const entry of part.entries) items.set(kind.keyOf(entry), itemHash(JSON.stringify(entry)));
      }
      return { asOf, count, items };
    },
  };
}

/** The JSON of a part as it is kept, unpacked where it is packed. @throws AppError `invalid` */
export async function partOf(path: string, file: string): Promise<Uint8Array> {
  if (!file.endsWith('.zip')) return readFileSync(path);
  const zip = await Zip.open(path, file);
  try {
    const entry = zip.entries.find((it) => it.name.endsWith('.json'));
    if (entry === undefined) throw notWhole(file, 'it holds no JSON');
    if (entry.size > MAX_PART)
      throw new AppError('too-large', `${file} unpacks to more than ${MAX_PART / 1024 / 1024} MB`);
    return await zip.bytes(entry, MAX_PART);
  } finally {
    await zip.close();
  }
}
