/** Security advisories of a CSAF provider: CISA, a coordinator, any manufacturer. */
import { linkSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../lib/errors.ts';
import type { Feed } from '../../feed.ts';
import type { Client } from '../../http/client.ts';
import type { Copy } from '../../keep/copy.ts';
import type { Staging } from '../../keep/staging.ts';
import { MAX_DOCUMENT_BYTES } from '../../limits.ts';
import { readDocument } from '../../records/document.ts';
import { itemHash } from '../item-hash.ts';
import { copyMirrored, mirrored } from '../mirror.ts';
import { fetchDocument } from './document.ts';
import { type Offered, type Provider, readProvider } from './provider.ts';
import { trackingOf } from './tracking.ts';

export interface CsafProvider {
  readonly name: string;
  readonly title: string;
  /** Of its provider-metadata.json. */
  readonly url: string;
}

export const CISA: CsafProvider = {
  name: 'csaf',
  title: 'Advisories on industrial and medical devices (CISA)',
  url: 'https://www.cisa.gov/sites/default/files/csaf/provider-metadata.json',
};

const DAY = 86_400_000;
/** Documents that are fetched at the same time. */
const AT_ONCE = 4;
/** With more of them in trouble it is the provider that is in trouble. */
const MOST_TROUBLE = 0.1;
/** Where each document came from, and as of when. By its name it is no advisory. */
const INDEX = 'index.list';
const indexSchema = z.record(z.string(), z.object({ url: z.string(), updated: z.string() }));
type Index = z.output<typeof indexSchema>;

export function csafFeed({ name, title, url }: CsafProvider): Feed {
  return {
    name,
    title,
    staleAfter: 14 * DAY,
    mirrorFolders: [name],
    async fetch(client, staging, last) {
      staging.origin = url;
      const provider = await readProvider(client, url);
      await takeDocuments(client, provider, staging, last);
      return 'new';
    },
    async copyMirror(folder, staging) {
      staging.origin = join(folder, name);
      // Those of test suites are made up.
      const names = mirrored(folder, name, /\.json$/).filter((it) => !/\/(test|json_schema|schema)\//.test(it));
      for (const from of names) takeMirrored(folder, from, from.slice(name.length + 1), staging);
      return names.length === 0 ? 'absent' : 'new';
    },
    async check({ folder, names }) {
      const items = new Map<string, string>();
      for (const file of names) {
        if (file === INDEX) continue;
        const bytes = readFileSync(join(folder, file));
        trackingOf(bytes, file);
        items.set(file, itemHash(bytes));
      }
      // A quiet month is no old list: its age is that of our asking.
      return { asOf: undefined, count: items.size, items };
    },
  };
}

/** A file among them that is no advisory is left out with a word: whoever fills the folder is not to lose all of it for one. */
function takeMirrored(folder: string, from: string, to: string, staging: Staging): void {
  try {
    trackingOf(readFileSync(join(folder, from)), from);
    copyMirrored(folder, from, staging.path(to), MAX_DOCUMENT_BYTES);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    staging.note(error.message);
  }
}

async function takeDocuments(
  client: Client,
  provider: Provider,
  staging: Staging,
  last: Copy | undefined,
): Promise<void> {
  const before: Index = last?.files.some((it) => it.name === INDEX) === true ? readIndex(last) : {};
  const index: Index = {};
  const today = Math.floor(Date.now() / DAY);
  const counts = { trouble: 0, unhashed: 0, unsigned: 0, unverified: 0 };
  const take = async (offered: Offered): Promise<void> => {
    const name = nameOf(offered.url);
    const known = before[name];
    const keep = (): void => {
      if (last !== undefined) linkSync(join(last.path, name), staging.path(name));
      index[name] = known ?? { url: offered.url, updated: offered.updated };
    };
    // Content changes without a new date: each is fetched again once a week, a seventh of them a day.
    const due = (Number.parseInt(itemHash(name).slice(0, 6), 16) + today) % 7 === 0;
    if (known?.updated === offered.updated && known.url === offered.url && !due) return keep();
    try {
      const { body, hashed, signed } = await fetchDocument(client, provider, offered);
      await staging.put(name, body);
      index[name] = { url: offered.url, updated: offered.updated };
      if (!hashed) counts.unhashed += 1;
      if (signed === 'absent') counts.unsigned += 1;
      if (signed === 'no-verifier') counts.unverified += 1;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      counts.trouble += 1;
      staging.note(`${error.message}: ${known === undefined ? 'it is left out' : 'the last good one is kept'}`);
      if (known !== undefined) keep();
    }
  };
  const waiting = [...provider.documents];
  const work = async (): Promise<void> => {
    for (let offered = waiting.pop(); offered !== undefined; offered = waiting.pop()) await take(offered);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (counts.trouble > Math.max(1, provider.documents.length * MOST_TROUBLE)) {
    throw new AppError(
      'unavailable',
      `${staging.origin} offers ${provider.documents.length} documents, of which ${counts.trouble} cannot be had or are not what their hash or signature says: ${staging.notes[0]}`,
    );
  }
  noteCounts(staging, counts);
  await staging.put(
    INDEX,
    Buffer.from(
      JSON.stringify(
        index,
        Object.keys(index)
          .toSorted()
          .flatMap((name) => [name, 'url', 'updated']),
      ),
    ),
  );
}

function noteCounts(
  staging: Staging,
  { unhashed, unsigned, unverified }: Record<'unhashed' | 'unsigned' | 'unverified', number>,
): void {
  if (unhashed > 0) staging.note(`${unhashed} documents have no hash beside them`);
  if (unsigned > 0) staging.note(`${unsigned} documents have no signature that could be checked`);
  if (unverified > 0) staging.note(`${unverified} signatures were not checked: gpgv is not on this machine`);
}

const readIndex = (copy: Copy): Index => readDocument(indexSchema, readFileSync(join(copy.path, INDEX)), INDEX);

/** The year and the file name, as every provider has them at the end of its addresses. */
function nameOf(url: string): string {
  const parts = decodeURIComponent(new URL(url).pathname).split('/');
  const [folder = '', file = ''] = parts.slice(-2);
  return /^\d{4}$/.test(folder) ? `${folder}/${file}` : file;
}
