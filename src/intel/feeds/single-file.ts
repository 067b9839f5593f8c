/** Feeds that are one file at one address. */
import { basename, join } from 'node:path';
import { readFileSync } from 'node:fs';
import type { Checked, Feed } from '../feed.ts';
import { MAX_LIST_BYTES } from '../limits.ts';
import { copyMirrored, mirrored } from './mirror.ts';

export interface SingleFile extends Pick<Feed, 'name' | 'title' | 'staleAfter'> {
  readonly url: string;
  /** As it is kept. */
  readonly file: string;
  /** The folder of a mirror, and how the name of its file ends; of several the last in order is taken. */
  readonly mirror: readonly [folder: string, name: RegExp];
  /** @throws AppError `invalid` when it is not whole */
  readonly read: (bytes: Uint8Array, file: string) => Checked;
}

export function singleFile({ url, file, mirror, read, ...feed }: SingleFile): Feed {
  return {
    ...feed,
    mirrorFolders: [mirror[0]],
    async fetch(client, staging, last) {
      staging.origin = url;
      const known = last?.origin === url ? { etag: last.etag ?? undefined, modified: last.modified ?? undefined } : {};
      const answer = await client.download({ url, maxBytes: MAX_LIST_BYTES, ...known }, staging.path(file));
      if (answer.unchanged) return 'same';
      staging.etag = answer.etag;
      staging.modified = answer.modified;
      return 'new';
    },
    async copyMirror(folder, staging) {
      const name = mirrored(folder, mirror[0], mirror[1]).at(-1);
      if (name === undefined) return 'absent';
      staging.origin = join(folder, name);
      copyMirrored(folder, name, staging.path(file), MAX_LIST_BYTES);
      return 'new';
    },
    async check({ folder, names }) {
      return read(readFileSync(join(folder, file)), names.length === 0 ? basename(url) : file);
    },
  };
}
