/** Takes feeds over from one file: checked as if they came from the network, and only what is newer than ours. */
import { type KeyObject, createHash, randomUUID, verify } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../lib/errors.ts';
import { type Entry, listEntries, readEntry } from '../../platform/store/backup/archive.ts';
import type { Feed } from '../feed.ts';
import { accept } from '../keep/accept.ts';
import type { Change } from '../keep/changes.ts';
import { openCopy } from '../keep/copy.ts';
import { Staging } from '../keep/staging.ts';
import { readDocument } from '../records/document.ts';
import { feedFolder } from '../sync.ts';
import { BUNDLE_DIGEST, BUNDLE_MANIFEST, BUNDLE_SIGNATURE, type BundleManifest, bundleSchema } from './bundle.ts';

export interface ImportOptions {
  /** Of all feeds. */
  readonly folder: string;
  readonly feeds: readonly Feed[];
  readonly file: string;
  /** Whoever has to have signed it. */
  readonly key?: KeyObject | undefined;
}

export interface Imported {
  readonly feed: string;
  readonly outcome: 'taken' | 'ours is newer' | 'same' | 'not wanted' | 'refused';
  readonly trouble: string | undefined;
  readonly change: Change | undefined;
}

/** @throws AppError `invalid` when the file is not whole, or not signed by `key` */
export async function importBundle({ folder, feeds, file, key }: ImportOptions): Promise<Imported[]> {
  const archive = await openArchive(file);
  try {
    const entries = new Map((await listed(archive, file)).map((entry) => [entry.name, entry]));
    const manifest = await readManifest(archive, file, entries, key);
    const imported: Imported[] = [];
    for (const bundled of manifest.feeds) {
      const feed = feeds.find(({ name }) => name === bundled.copy.feed);
      const none = { feed: bundled.copy.feed, trouble: undefined, change: undefined };
      if (feed === undefined) imported.push({ ...none, outcome: 'not wanted' });
      else imported.push({ ...none, ...(await takeFeed({ archive, file, entries, manifest, bundled, feed, folder })) });
    }
    return imported;
  } finally {
    await archive.close();
  }
}

interface Taking {
  readonly archive: FileHandle;
  readonly file: string;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly manifest: BundleManifest;
  readonly bundled: BundleManifest['feeds'][number];
  readonly feed: Feed;
  readonly folder: string;
}

async function takeFeed(taking: Taking): Promise<Pick<Imported, 'outcome' | 'trouble' | 'change'>> {
  const { archive, file, entries, manifest, bundled, feed } = taking;
  const { copy, pieces } = bundled;
  const own = feedFolder(taking.folder, feed.name);
  const last = openCopy(own);
  const none = { trouble: undefined, change: undefined };
  if (last !== undefined && last.taken > copy.taken) return { ...none, outcome: 'ours is newer' };
  const staging = new Staging(join(own, `staging-${randomUUID()}`));
  try {
    staging.origin = copy.origin;
    staging.etag = copy.etag ?? undefined;
    staging.modified = copy.modified ?? undefined;
    for (const words of copy.notes) staging.note(words);
    for (const { name } of copy.files) {
      const target = await open(staging.path(name), 'w');
      try {
        for (const piece of pieces[name] ?? [])
          await target.appendFile(await checkedEntry(archive, file, entries, manifest, piece));
        await target.sync();
      } finally {
        await target.close();
      }
    }
    const { change } = await accept(feed, own, staging, copy.taken);
    return change === undefined ? { ...none, outcome: 'same' } : { ...none, outcome: 'taken', change };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { outcome: 'refused', trouble: error.message, change: undefined };
  } finally {
    staging.drop();
  }
}

async function checkedEntry(
  archive: FileHandle,
  file: string,
  entries: ReadonlyMap<string, Entry>,
  { digests }: BundleManifest,
  name: string,
): Promise<Buffer> {
  const content = await entryOf(archive, file, entries, name);
  if (sha256(content) !== digests[name]) throw broken(file, `${name} is not what it was`);
  return content;
}

async function readManifest(
  archive: FileHandle,
  file: string,
  entries: ReadonlyMap<string, Entry>,
  key: KeyObject | undefined,
): Promise<BundleManifest> {
  const content = await entryOf(archive, file, entries, BUNDLE_MANIFEST);
  const digest = await entryOf(archive, file, entries, BUNDLE_DIGEST);
  if (digest.toString() !== sha256(content)) throw broken(file, `its ${BUNDLE_MANIFEST} is not what it was`);
  if (key !== undefined) {
    if (!entries.has(BUNDLE_SIGNATURE))
      throw new AppError('invalid', `${file} is not signed, and was to be: take one that is`);
    if (!verify(null, content, key, await entryOf(archive, file, entries, BUNDLE_SIGNATURE))) {
      throw new AppError('invalid', `${file} is not signed by that key: nothing was taken from it`);
    }
  }
  return readDocument(bundleSchema, content, BUNDLE_MANIFEST);
}

async function entryOf(
  archive: FileHandle,
  file: string,
  entries: ReadonlyMap<string, Entry>,
  name: string,
): Promise<Buffer> {
  const entry = entries.get(name);
  if (entry === undefined) throw broken(file, `it has no ${name}`);
  return readEntry(archive, entry, file);
}

/** What the archive says of itself is said of backups: the reason is the same, the words are ours. */
async function listed(archive: FileHandle, file: string): Promise<Entry[]> {
  try {
    return await listEntries(archive, file);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw broken(file, /: (.*?)\. Nothing was restored/.exec(error.message)?.[1] ?? 'it ends too soon');
  }
}

async function openArchive(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new AppError('not-found', `Cannot read ${file}: ${error.message}`, { cause: error });
  }
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

const broken = (file: string, why: string): AppError =>
  new AppError('invalid', `${file} is not a whole bundle of feeds: ${why}. Take another copy of it`);
