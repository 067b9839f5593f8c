/** Makes what is staged the last good copy, if it can be believed. */
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../lib/errors.ts';
import type { Feed } from '../feed.ts';
import { LEAST_LEFT } from '../limits.ts';
import { type Change, compareItems, noteChange } from './changes.ts';
import { type Copy, CURRENT, ITEMS, type Manifest, openCopy, readItems } from './copy.ts';
import { sha256OfFile, type Staging } from './staging.ts';

export interface Acceptance {
  readonly copy: Copy;
  /** `undefined` when every byte is as before. */
  readonly change: Change | undefined;
}

/**
 * `folder`: of the feed. `taken`: ISO 8601. The copy before stays on disk until the next one, for whoever is reading it.
 * @throws AppError `invalid` when what is staged is not whole, or has lost too much to be believed
 */
export async function accept(feed: Feed, folder: string, staging: Staging, taken: string): Promise<Acceptance> {
  const last = openCopy(folder);
  const names = staging.names();
  const checked = await feed.check({ folder: staging.folder, names });
  if (checked.count === 0) throw new AppError('invalid', `${staging.origin} has nothing in it, which cannot be`);
  if (last !== undefined && checked.count < last.count * LEAST_LEFT) {
    throw new AppError(
      'invalid',
      `${staging.origin} has ${checked.count} entries where there were ${last.count}: so many do not go at once`,
    );
  }
  const files = names.map((name) => {
    const path = join(staging.folder, name);
    return { name, bytes: statSync(path).size, sha256: sha256OfFile(path) };
  });
  const isSame = last !== undefined && JSON.stringify(last.files) === JSON.stringify(files);
  const change = compareItems(feed.name, taken, last === undefined ? new Map() : readItems(last), checked.items);
  const manifest: Manifest = {
    format: 'wardline-intel-copy',
    version: 1,
    feed: feed.name,
    folder: isSame ? last.folder : `copy-${randomUUID()}`,
    taken,
    origin: staging.origin,
    asOf: checked.asOf ?? null,
    count: checked.count,
    etag: staging.etag ?? null,
    modified: staging.modified ?? null,
    notes: staging.notes,
    files,
  };
  if (!isSame) {
    const lines = [...checked.items].map(([key, hash]) => `${hash}\t${key}\n`);
    writeDurably(join(staging.folder, ITEMS), lines.join(''));
    renameSync(staging.folder, join(folder, manifest.folder));
  }
  writeDurably(join(folder, `${CURRENT}.new`), `${JSON.stringify(manifest, null, 1)}\n`);
  renameSync(join(folder, `${CURRENT}.new`), join(folder, CURRENT));
  syncFolder(folder);
  dropOld(folder, [manifest.folder, last?.folder]);
  if (!isSame) noteChange(folder, change);
  return { copy: { ...manifest, path: join(folder, manifest.folder) }, change: isSame ? undefined : change };
}

export function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'w', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A rename is only safe from a loss of power once its folder is on the disk. */
function syncFolder(folder: string): void {
  const file = openSync(folder, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function dropOld(folder: string, kept: readonly (string | undefined)[]): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith('copy-') && !kept.includes(name)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
