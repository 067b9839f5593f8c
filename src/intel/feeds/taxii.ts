/** Indicators of a collection on a TAXII 2.1 server, kept as one STIX bundle. @see TAXII 2.1, section 5.4 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../lib/errors.ts';
import type { Feed } from '../feed.ts';
import type { Client } from '../http/client.ts';
import type { Copy } from '../keep/copy.ts';
import type { Staging } from '../keep/staging.ts';
import { MAX_ARCHIVE_BYTES, MAX_LIST_BYTES, MAX_PAGES } from '../limits.ts';
import { readDocument } from '../records/document.ts';
import { latestOf, readBundle, type StixObject, stixObjectSchema } from '../stix/bundle.ts';
import { itemHash } from './item-hash.ts';
import { mirrored } from './mirror.ts';

export interface TaxiiCollection {
  readonly name: string;
  readonly title: string;
  /** Of the collection: https://server/api-root/collections/id/ */
  readonly url: string;
  /** What an account logs in with, as `user:password`. */
  readonly credentials?: string | undefined;
}

export const TAXII_FILE = 'objects.json';
const TYPE = 'application/taxii+json;version=2.1';
const OVERLAP = 60_000;

const envelopeSchema = z.object({
  more: z.boolean().default(false),
  next: z.string().optional(),
  objects: z.array(stixObjectSchema).default([]),
});

export function taxiiFeed({ name, title, url, credentials }: TaxiiCollection): Feed {
  return {
    name,
    title,
    staleAfter: 7 * 86_400_000,
    mirrorFolders: [name],
    async fetch(client, staging, last) {
      staging.origin = url;
      const before = last?.origin === url ? readKept(last) : [];
      // What was added while the last answer was on its way is asked for again.
      const since = last?.origin === url ? new Date(Date.parse(last.taken) - OVERLAP).toISOString() : undefined;
      const added = await fetchObjects(client, url, credentials, since);
      if (added.length === 0 && before.length > 0) return 'same';
      await putBundle(staging, latestOf([...before, ...added]));
      return 'new';
    },
    async copyMirror(folder, staging) {
      const files = mirrored(folder, name, /\.json$/);
      staging.origin = join(folder, name);
      if (files.length === 0) return 'absent';
      await putBundle(
        staging,
        latestOf(files.flatMap((file) => readBundle(readFileSync(join(folder, file)), file).objects)),
      );
      return 'new';
    },
    async check({ folder }) {
      const { objects } = readBundle(readFileSync(join(folder, TAXII_FILE)), TAXII_FILE);
      const items = new Map(objects.map((object) => [object.id, itemHash(JSON.stringify(object))]));
      return { asOf: undefined, count: objects.length, items };
    },
  };
}

async function fetchObjects(
  client: Client,
  url: string,
  credentials: string | undefined,
  since: string | undefined,
): Promise<StixObject[]> {
  const base = new URL('objects/', url.endsWith('/') ? url : `${url}/`);
  if (since !== undefined) base.searchParams.set('added_after', since);
  const headers = {
    accept: TYPE,
    ...(credentials !== undefined && { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }),
  };
  const objects: StixObject[] = [];
  let bytes = 0;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await client.bytes({ url: base.href, maxBytes: MAX_LIST_BYTES, headers });
    const envelope = readDocument(envelopeSchema, answer.body, url);
    objects.push(...envelope.objects);
    bytes += answer.bytes;
    if (bytes > MAX_ARCHIVE_BYTES)
      throw new AppError('too-large', `${url} sends more than ${MAX_ARCHIVE_BYTES} bytes over its pages`);
    if (!envelope.more) return objects;
    if (envelope.next === undefined)
      throw new AppError('unavailable', `${url} says that it has more, and not how to ask for it`);
    base.searchParams.set('next', envelope.next);
  }
  throw new AppError('too-large', `${url} has more than ${MAX_PAGES} pages`);
}

const readKept = (copy: Copy): readonly StixObject[] =>
  readBundle(readFileSync(join(copy.path, TAXII_FILE)), TAXII_FILE).objects;

/** In the order of their identifiers, so that the same objects are the same bytes. */
async function putBundle(staging: Staging, objects: readonly StixObject[]): Promise<void> {
  const sorted = objects.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  await staging.put(
    TAXII_FILE,
    Buffer.from(`{"type":"bundle","objects":[\n${sorted.map((it) => JSON.stringify(it)).join(',\n')}\n]}\n`),
  );
}
