/** Writes the last good copies of feeds into one file. */
import { type KeyObject, createHash, sign } from 'node:crypto';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../lib/errors.ts';
import { appendEntry, endArchive } from '../../platform/store/backup/archive.ts';
import type { Feed } from '../feed.ts';
import { type Copy, openCopy } from '../keep/copy.ts';
import { BUNDLE_DIGEST, BUNDLE_MANIFEST, BUNDLE_SIGNATURE, type BundleManifest, PIECE } from './bundle.ts';

export interface ExportOptions {
  /** Of all feeds. */
  readonly folder: string;
  readonly feeds: readonly Feed[];
  readonly file: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** An Ed25519 key to sign with. */
  readonly key?: KeyObject | undefined;
}

/** What it holds, the file being there only when it is whole. @throws AppError `not-found` when there is nothing to export */
export async function exportBundle({ folder, feeds, file, now, key }: ExportOptions): Promise<BundleManifest> {
  const copies = feeds.flatMap(({ name }) => openCopy(join(folder, name)) ?? []);
  if (copies.length === 0)
    throw new AppError('not-found', 'No feed has brought anything yet: begin with "wardline intel sync"');
  const unfinished = `${file}.unfinished`;
  const archive = await open(unfinished, 'w', 0o600);
  try {
    const digests: Record<string, string> = {};
    const exported: BundleManifest['feeds'] = [];
    for (const { path, ...copy } of copies)
      exported.push({ copy, pieces: await appendFiles(archive, { path, ...copy }, digests) });
    const manifest: BundleManifest = {
      format: 'wardline-intel-bundle',
      version: 1,
      made: new Date(now).toISOString(),
      feeds: exported,
      digests,
    };
    const content = Buffer.from(JSON.stringify(manifest));
    await appendEntry(archive, BUNDLE_MANIFEST, content);
    await appendEntry(archive, BUNDLE_DIGEST, Buffer.from(createHash('sha256').update(content).digest('hex')));
    if (key !== undefined) await appendEntry(archive, BUNDLE_SIGNATURE, sign(null, content, key));
    await endArchive(archive);
    await archive.sync();
    await rename(unfinished, file);
    return manifest;
  } finally {
    await archive.close();
  }
}

async function appendFiles(
  archive: FileHandle,
  copy: Copy,
  digests: Record<string, string>,
): Promise<Record<string, string[]>> {
  const pieces: Record<string, string[]> = {};
  for (const [index, { name, bytes }] of copy.files.entries()) {
    const names: string[] = [];
    const source = await open(join(copy.path, name), 'r');
    try {
      for (let at = 0; at < bytes || names.length === 0; at += PIECE) {
        const content = Buffer.alloc(Math.min(PIECE, bytes - at));
        await source.read(content, 0, content.length, at);
        // Names of files may be longer than tar allows.
        const entry = `${copy.feed}/${index}-${names.length}`;
        digests[entry] = await appendEntry(archive, entry, content);
        names.push(entry);
      }
    } finally {
      await source.close();
    }
    pieces[name] = names;
  }
  return pieces;
}
