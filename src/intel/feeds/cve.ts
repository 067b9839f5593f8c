/** The feed of all CVE records, with CISA's Vulnrichment, which are packed as they come. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CvePack } from '../cve/pack.ts';
import { PackWriter } from '../cve/pack-writer.ts';
import type { Feed } from '../feed.ts';
import type { Client } from '../http/client.ts';
import type { Copy } from '../keep/copy.ts';
import type { Staging } from '../keep/staging.ts';
import { MAX_ARCHIVE_BYTES, MAX_DOCUMENT_BYTES } from '../limits.ts';
import { notWhole } from '../records/document.ts';
import { type Archive, plannedArchives } from './cve-releases.ts';
import { recordOrNote, recordsOfZip } from './cve-zip.ts';
import { itemHash } from './item-hash.ts';
import { mirrored } from './mirror.ts';

export const CVE_FILE = 'cves.pack';
const RECORD = /\/CVE-\d{4}-\d{4,9}\.json$/;

export const cveFeed = (url = 'https://api.github.com/repos/CVEProject/cvelistV5/releases?per_page=100'): Feed => ({
  name: 'cve',
  title: 'All vulnerabilities (CVE list with CISA Vulnrichment)',
  staleAfter: 3 * 86_400_000,
  mirrorFolders: ['cve', 'vulnrichment'],
  async fetch(client, staging, last) {
    staging.origin = url;
    const { whole, archives } = await plannedArchives(client, url, last?.origin === url ? last.taken : undefined);
    if (archives.length === 0) return 'same';
    const writer = await PackWriter.create(staging.path(CVE_FILE));
    await closing(writer, async () => {
      if (!whole && last !== undefined) await addPack(writer, last);
      for (const archive of archives) await addArchive(writer, client, staging, archive);
    });
    return 'new';
  },
  async copyMirror(folder, staging) {
    staging.origin = join(folder, 'cve');
    const lists = mirrored(folder, 'cve', RECORD);
    const archives = mirrored(folder, 'cve', /\.zip$/);
    const enriched = mirrored(folder, 'vulnrichment', RECORD);
    if (lists.length + archives.length + enriched.length === 0) return 'absent';
    if (lists.length + archives.length === 0) staging.origin = join(folder, 'vulnrichment');
    const writer = await PackWriter.create(staging.path(CVE_FILE));
    await closing(writer, async () => {
      for (const name of archives)
        for await (const record of recordsOfZip(join(folder, name), name, staging)) await writer.add(record);
      for (const name of lists) await addFile(writer, folder, name, staging);
      for (const name of enriched) await addFile(writer, folder, name, staging);
    });
    return 'new';
  },
  async check({ folder, names }) {
    if (!names.includes(CVE_FILE)) throw notWhole('The CVE list', `it has no ${CVE_FILE}`);
    const pack = new CvePack(join(folder, CVE_FILE), CVE_FILE);
    try {
      const items = new Map<string, string>();
      for (const record of pack) items.set(record.id, itemHash(JSON.stringify(record)));
      return { asOf: pack.asOf === '' ? undefined : pack.asOf, count: items.size, items };
    } finally {
      pack.close();
    }
  },
});

async function closing(writer: PackWriter, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  await writer.finish();
}

async function addPack(writer: PackWriter, last: Copy): Promise<void> {
  const pack = new CvePack(join(last.path, CVE_FILE), CVE_FILE);
  try {
    for (const record of pack) await writer.add(record);
  } finally {
    pack.close();
  }
}

async function addArchive(writer: PackWriter, client: Client, staging: Staging, { url }: Archive): Promise<void> {
  const path = staging.path('arrived.zip');
  await client.download({ url, maxBytes: MAX_ARCHIVE_BYTES }, path);
  for await (const record of recordsOfZip(path, url, staging)) await writer.add(record);
  rmSync(path);
}

async function addFile(writer: PackWriter, folder: string, name: string, staging: Staging): Promise<void> {
  const bytes = readFileSync(join(folder, name));
  if (bytes.length > MAX_DOCUMENT_BYTES) return staging.note(`${name} is longer than any record`);
  const record = recordOrNote(bytes, name, staging);
  if (record !== undefined) await writer.add(record);
}
