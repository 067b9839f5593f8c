/** Brings a feed up to date, from its source or from a mirror folder. Whatever goes wrong, the last good copy stays. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../lib/errors.ts';
import type { Feed } from './feed.ts';
import type { Client } from './http/client.ts';
import { accept } from './keep/accept.ts';
import type { Change } from './keep/changes.ts';
import { type Copy, openCopy } from './keep/copy.ts';
import { noteTry, readStanding } from './keep/standing.ts';
import { Staging } from './keep/staging.ts';

export interface SyncOptions {
  /** That of all feeds. */
  readonly folder: string;
  readonly from: { readonly client: Client } | { readonly mirror: string };
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Asks also a source that failed a moment ago. */
  readonly force?: boolean;
}

export type Synced =
  | { readonly outcome: 'new'; readonly copy: Copy; readonly change: Change }
  /** Asked, and all is as before. */
  | { readonly outcome: 'same'; readonly copy: Copy }
  | { readonly outcome: 'failed'; readonly trouble: string; readonly copy: Copy | undefined }
  /** Failed lately, and not asked again yet. */
  | { readonly outcome: 'waiting'; readonly until: string; readonly copy: Copy | undefined }
  /** The mirror folder has nothing of it. */
  | { readonly outcome: 'absent'; readonly copy: Copy | undefined };

/** Milliseconds: no sync takes as long. */
const LEFTOVER = 24 * 3_600_000;

export async function syncFeed(feed: Feed, { folder, from, now, force = false }: SyncOptions): Promise<Synced> {
  const own = feedFolder(folder, feed.name);
  const last = openCopy(own);
  const { next } = readStanding(own);
  if (!force && next !== null && 'client' in from && now < Date.parse(next))
    return { outcome: 'waiting', until: next, copy: last };
  dropLeftovers(own);
  const staging = new Staging(join(own, `staging-${randomUUID()}`));
  try {
    const taken = new Date(now).toISOString();
    const got =
      'client' in from
        ? await feed.fetch(from.client, staging, last)
        : await feed.copyMirror(from.mirror, staging, last);
    if (got === 'absent') return { outcome: 'absent', copy: last };
    if (got === 'same') {
      if (last === undefined)
        throw new AppError(
          'unavailable',
          `${staging.origin} says that nothing changed, and nothing was ever taken from it`,
        );
      noteTry(own, now, undefined);
      return { outcome: 'same', copy: last };
    }
    const { copy, change } = await accept(feed, own, staging, taken);
    noteTry(own, now, undefined);
    return change === undefined ? { outcome: 'same', copy } : { outcome: 'new', copy, change };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    noteTry(own, now, error.message);
    return { outcome: 'failed', trouble: error.message, copy: openCopy(own) };
  } finally {
    staging.drop();
  }
}

/** Made if need be. */
export function feedFolder(folder: string, name: string): string {
  const own = join(folder, name);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  return own;
}

/** What a process left that was ended in the midst of it; what another one is at is younger. */
function dropLeftovers(own: string): void {
  for (const name of readdirSync(own)) {
    const path = join(own, name);
    if (name.startsWith('staging-') && Date.now() - statSync(path).mtimeMs > LEFTOVER)
      rmSync(path, { recursive: true });
  }
}
