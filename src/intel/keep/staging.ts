/** Where the files of a feed lie before they are believed. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { AppError } from '../../lib/errors.ts';
import { MAX_DOCUMENTS } from '../limits.ts';

/** Letters, digits and what stands in file names of advisories; a path goes no higher and no deeper than this. */
const NAME = /^(?!.*\.\.)[A-Za-z0-9_][\w.+-]*(\/[A-Za-z0-9_][\w.+-]*){0,4}$/;

export class Staging {
  readonly folder: string;
  readonly notes: string[] = [];
  etag: string | undefined;
  modified: string | undefined;
  /** Where the files come from, for people. */
  origin = '';
  #count = 0;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** The path for a file called `name`, which may have folders in it. @throws AppError `invalid` when a source names files that lie elsewhere */
  path(name: string): string {
    if (!NAME.test(name) || name.length > 200)
      throw new AppError(
        'invalid',
        `A file of the feed is called "${name.slice(0, 200)}", which is no name for a file`,
      );
    this.#count += 1;
    if (this.#count > MAX_DOCUMENTS) throw new AppError('too-large', `The feed has more than ${MAX_DOCUMENTS} files`);
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    return path;
  }

  async put(name: string, content: Uint8Array): Promise<void> {
    const file = await open(this.path(name), 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  rename(from: string, to: string): void {
    renameSync(join(this.folder, from), this.path(to));
  }

  note(words: string): void {
    if (this.notes.length < 100) this.notes.push(words);
  }

  /** In order. */
  names(): string[] {
    return readdirSync(this.folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(this.folder, name)).isFile())
      .map((name) => relative('.', name).split(sep).join('/'))
      .toSorted();
  }

  drop(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export const sha256OfFile = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
