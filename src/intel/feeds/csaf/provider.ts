/** What a CSAF provider offers: its metadata, and the lists of its documents. @see CSAF 2.0, section 7.1 */
import { z } from 'zod';
import { AppError } from '../../../lib/errors.ts';
import type { Client } from '../../http/client.ts';
import { MAX_DOCUMENTS, MAX_LIST_BYTES, MAX_SMALL_BYTES } from '../../limits.ts';
import { readDocument } from '../../records/document.ts';

const metadataSchema = z.object({
  publisher: z.object({ name: z.string() }),
  distributions: z
    .array(
      z.object({
        directory_url: z.string().optional(),
        rolie: z.object({ feeds: z.array(z.object({ url: z.string(), tlp_label: z.string().optional() })) }).optional(),
      }),
    )
    .default([]),
  public_openpgp_keys: z.array(z.object({ url: z.string() })).default([]),
});

const link = z.object({ rel: z.string(), href: z.string() });
const rolieSchema = z.object({
  feed: z.object({
    entry: z
      .array(
        z.object({
          updated: z.string(),
          link: z.array(link).default([]),
          content: z.object({ src: z.string().optional() }).optional(),
        }),
      )
      .default([]),
  }),
});

export interface Offered {
  readonly url: string;
  /** As the list says it, to be compared and not to be read. */
  readonly updated: string;
  /** Addresses of its SHA-512 and its signature, where the list has them. */
  readonly hash: string | undefined;
  readonly signature: string | undefined;
}

export interface Provider {
  readonly name: string;
  readonly keys: readonly Uint8Array[];
  readonly documents: readonly Offered[];
}

/** Whatever is not for everybody needs an account, which we do not have. */
const PUBLIC: ReadonlySet<string> = new Set(['WHITE', 'CLEAR', 'UNLABELED']);

/** @throws AppError */
export async function readProvider(client: Client, url: string): Promise<Provider> {
  const { body } = await client.bytes({ url, maxBytes: MAX_SMALL_BYTES });
  const metadata = readDocument(metadataSchema, body, url);
  const feeds = metadata.distributions
    .flatMap(({ rolie }) => rolie?.feeds ?? [])
    .filter(({ tlp_label: label }) => PUBLIC.has(label ?? 'WHITE'));
  const folders = metadata.distributions.flatMap(({ directory_url: folder }) => folder ?? []);
  const documents = new Map<string, Offered>();
  for (const feed of feeds)
    for (const it of await readRolie(client, new URL(feed.url, url).href)) documents.set(it.url, it);
  // Both list the same documents: the second is for whoever cannot read the first.
  if (feeds.length === 0) {
    for (const folder of folders)
      for (const it of await readChanges(client, new URL(folder, url).href)) documents.set(it.url, it);
  }
  if (documents.size > MAX_DOCUMENTS)
    throw new AppError('too-large', `${url} offers more than ${MAX_DOCUMENTS} documents`);
  const keys: Uint8Array[] = [];
  for (const key of metadata.public_openpgp_keys) {
    keys.push((await client.bytes({ url: new URL(key.url, url).href, maxBytes: MAX_SMALL_BYTES })).body);
  }
  return { name: metadata.publisher.name, keys, documents: [...documents.values()] };
}

async function readRolie(client: Client, url: string): Promise<Offered[]> {
  const { body } = await client.bytes({ url, maxBytes: MAX_LIST_BYTES });
  const { feed } = readDocument(rolieSchema, body, url);
  return feed.entry.flatMap(({ updated, link: links, content }) => {
    const at = (rel: string, end = ''): string | undefined => {
      const found = links.find((it) => it.rel === rel && it.href.endsWith(end))?.href;
      return found === undefined ? undefined : new URL(found, url).href;
    };
    const self = content?.src ?? at('self');
    if (self === undefined) return [];
    return [{ url: new URL(self, url).href, updated, hash: at('hash', '.sha512'), signature: at('signature') }];
  });
}

/** A folder's `changes.csv`: a path and a time in each line. */
async function readChanges(client: Client, folder: string): Promise<Offered[]> {
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  const { body } = await client.bytes({ url: `${base}changes.csv`, maxBytes: MAX_LIST_BYTES });
  return body
    .toString()
    .split(/\r?\n/)
    .flatMap((line) => {
      const match = /^"?([^",]+\.json)"?,"?([^",]+)"?$/.exec(line);
      if (match === null) return [];
      const url = new URL(match[1] ?? '', base).href;
      return [{ url, updated: match[2] ?? '', hash: `${url}.sha512`, signature: `${url}.asc` }];
    });
}
