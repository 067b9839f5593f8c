/** `wardline intel sync | status | export | import`. */
import { type KeyObject, createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exportBundle } from '../intel/bundle/export-bundle.ts';
import { importBundle } from '../intel/bundle/import-bundle.ts';
import type { Feed } from '../intel/feed.ts';
import { chosenFeeds, feedsOf } from '../intel/feeds.ts';
import { Client } from '../intel/http/client.ts';
import type { Change } from '../intel/keep/changes.ts';
import { readSettings, type Settings } from '../intel/settings.ts';
import { ageWords, feedStatus } from '../intel/status.ts';
import { type Synced, syncFeed } from '../intel/sync.ts';
import { AppError } from '../lib/errors.ts';
import { dataFolderOf } from '../platform/store/data-folder.ts';
import { table } from './table.ts';

interface Common {
  readonly only: string | undefined;
  readonly json: boolean;
  readonly data: string | undefined;
}

/** Whether every feed could be had. @throws AppError */
export async function runIntelSync(options: Common & { readonly mirror: string | undefined }): Promise<boolean> {
  const { folder, feeds, settings } = prepare(options);
  const mirror = options.mirror ?? settings.mirror;
  if (mirror !== undefined) requireFolder(mirror);
  const client = new Client({ environment: process.env, ca: certificatesOf(settings) });
  const results: (Synced & { readonly feed: string })[] = [];
  try {
    for (const feed of feeds) {
      if (process.stderr.isTTY) process.stderr.write(`${feed.title}\n`);
      const from = mirror === undefined ? { client } : { mirror: resolve(mirror) };
      // A person asks: what failed a moment ago is tried again.
      const synced = await syncFeed(feed, { folder, from, now: Date.now(), force: true });
      results.push({ feed: feed.name, ...synced });
      if (!options.json) process.stdout.write(`${feed.name.padEnd(24)}  ${syncedWords(synced)}\n`);
    }
  } finally {
    client.close();
  }
  if (options.json) process.stdout.write(`${JSON.stringify(results)}\n`);
  return results.every(({ outcome }) => outcome !== 'failed');
}

function syncedWords(synced: Synced): string {
  const { outcome, copy } = synced;
  if (outcome === 'new') return `${changeWords(synced.change)}; ${synced.copy.count} in all`;
  if (outcome === 'same') return `nothing new; ${synced.copy.count} in all`;
  if (outcome === 'absent') return 'the folder has nothing of it';
  if (outcome === 'waiting') return `failed lately; it is asked again at ${synced.until}`;
  return `${synced.trouble}.${copy === undefined ? '' : ` What was taken on ${copy.taken.slice(0, 10)} stays in use.`}`;
}

const changeWords = ({ counts: { added, changed, removed } }: Change): string =>
  [added > 0 && `${added} new`, changed > 0 && `${changed} changed`, removed > 0 && `${removed} gone`]
    .filter((it) => it !== false)
    .join(', ') || 'newly taken';

/** Whether all of it is fresh. @throws AppError */
export async function runIntelStatus(options: Common): Promise<boolean> {
  const { folder, feeds } = prepare(options);
  const all = feeds.map((feed) => feedStatus(folder, feed, Date.now()));
  if (options.json) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
  else {
    const rows = all.map(({ name, state, count, age, asOf, taken }) => [
      name,
      state,
      String(count),
      age === undefined ? '' : ageWords(age),
      (asOf ?? '').slice(0, 10),
      (taken ?? '').slice(0, 16),
    ]);
    const trouble = all.filter(({ state }) => state !== 'fresh').map(({ name, sentence }) => `${name}: ${sentence}`);
    const notes = all.flatMap(({ name, notes: said }) => said.slice(0, 5).map((note) => `${name}: ${note}`));
    const parts = [table(['Feed', 'State', 'Entries', 'Age', 'As of', 'Taken (UTC)'], rows), ...trouble, ...notes];
    process.stdout.write(`${parts.join('\n')}\n`);
  }
  return all.every(({ state }) => state === 'fresh');
}

/** @throws AppError */
export async function runIntelExport(
  options: Common & { readonly file: string; readonly sign: string | undefined },
): Promise<void> {
  const { folder, feeds } = prepare(options);
  const key = options.sign === undefined ? undefined : keyOf(options.sign, createPrivateKey);
  const file = resolve(options.file);
  const { feeds: held } = await exportBundle({ folder, feeds, file, now: Date.now(), key });
  const { size } = statSync(file);
  if (options.json)
    process.stdout.write(`${JSON.stringify({ file, bytes: size, feeds: held.map(({ copy }) => copy.feed) })}\n`);
  else
    process.stdout.write(
      `${file} holds ${held.map(({ copy }) => copy.feed).join(', ')}: ${(size / 1e6).toFixed(1)} MB.\n`,
    );
}

/** Whether nothing in it was refused. @throws AppError */
export async function runIntelImport(
  options: Common & { readonly file: string; readonly key: string | undefined },
): Promise<boolean> {
  const { folder, feeds } = prepare(options);
  const key = options.key === undefined ? undefined : keyOf(options.key, createPublicKey);
  const imported = await importBundle({ folder, feeds, file: resolve(options.file), key });
  if (options.json) process.stdout.write(`${JSON.stringify(imported)}\n`);
  else {
    for (const { feed, outcome, trouble, change } of imported) {
      const words = trouble ?? (change === undefined ? outcome : changeWords(change));
      process.stdout.write(`${feed.padEnd(24)}  ${words}\n`);
    }
  }
  return imported.every(({ outcome }) => outcome !== 'refused');
}

function prepare({ data, only }: Common): { folder: string; feeds: Feed[]; settings: Settings } {
  const folder = join(dataFolderOf(data), 'intel');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new AppError('forbidden', `Cannot make ${folder}: ${error.message}. Name another data folder with --data`, {
      cause: error,
    });
  }
  const settings = readSettings(folder);
  return { folder, settings, feeds: chosenFeeds(feedsOf(settings), only?.split(',') ?? []) };
}

function requireFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new AppError('not-found', `${path} is no folder: name one of the shape of kev/, epss/, csaf/, …`);
  }
}

function certificatesOf({ certificates }: Settings): string | undefined {
  return certificates === undefined ? undefined : readText(certificates);
}

function keyOf(path: string, make: (pem: string) => KeyObject): KeyObject {
  const pem = readText(path);
  try {
    const key = make(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
  throw new AppError('invalid', `${path} is no Ed25519 key in PEM: make one with "openssl genpkey -algorithm ed25519"`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new AppError('not-found', `Cannot read ${path}: ${error.message}`, { cause: error });
  }
}
