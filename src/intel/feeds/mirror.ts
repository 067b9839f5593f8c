/** A mirror folder: files as they were fetched elsewhere, in a folder for each kind. */
import { copyFileSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { AppError } from '../../lib/errors.ts';
import { MAX_ENTRIES } from '../limits.ts';

/** Paths below `folder/kind` whose end `wanted` fits, relative to `folder` and in order. None when there is no such folder. */
export function mirrored(folder: string, kind: string, wanted: RegExp): string[] {
  const inner = join(folder, kind);
  if (!existsSync(inner)) return [];
  const names = readdirSync(inner, { recursive: true, encoding: 'utf8' });
  if (names.length > MAX_ENTRIES) throw new AppError('too-large', `${inner} has more than ${MAX_ENTRIES} files`);
  return names
    .map((name) => `${kind}/${name.split(sep).join('/')}`)
    .filter((name) => wanted.test(name) && statSync(join(folder, name)).isFile())
    .toSorted();
}

/** @throws AppError `too-large`, `forbidden` */
export function copyMirrored(folder: string, name: string, to: string, maxBytes: number): void {
  const path = join(folder, name);
  const { size } = statSync(path);
  if (size > maxBytes) throw new AppError('too-large', `${path} has more than ${Math.ceil(maxBytes / 1024 / 1024)} MB`);
  try {
    copyFileSync(path, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new AppError('forbidden', `${path} cannot be read: ${error.message}`, { cause: error });
  }
}
