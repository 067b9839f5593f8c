/** Looks after all feeds while Wardline runs: at a mirror folder as soon as something in it changes, at the Internet every few hours. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Feed } from './feed.ts';
import { feedsOf } from './feeds.ts';
import type { Client } from './http/client.ts';
import { readStanding } from './keep/standing.ts';
import { readSettings, type Settings } from './settings.ts';
import { type Synced, syncFeed } from './sync.ts';

/** Milliseconds between two times that a source is asked by itself. */
const ASK_EVERY = 4 * 3_600_000;

export interface FreshOptions {
  /** Of all feeds. */
  readonly folder: string;
  readonly client: (settings: Settings) => Client;
  readonly onSynced: (feed: Feed, synced: Synced) => void;
}

export class FeedKeeper {
  readonly #options: FreshOptions;
  /** What the folders of a mirror looked like when a feed was last taken from them. */
  readonly #seen = new Map<string, string>();

  constructor(options: FreshOptions) {
    this.#options = options;
  }

  /**
   * One look at everything. `ordered`: names of feeds that a person wants now; empty for all of them, `undefined` when nobody asks.
   * Whether there is anything to look after by itself. @throws AppError when the settings are wrong
   */
  async look(now: number, ordered: readonly string[] | undefined): Promise<boolean> {
    const { folder, onSynced } = this.#options;
    const settings = readSettings(folder);
    const wanted = feedsOf(settings).filter(
      ({ name }) => ordered === undefined || ordered.length === 0 || ordered.includes(name),
    );
    for (const feed of wanted) {
      const synced = await this.#sync(feed, settings, now, ordered !== undefined);
      if (synced !== undefined && synced.outcome !== 'absent') onSynced(feed, synced);
    }
    return settings.online || settings.mirror !== undefined;
  }

  async #sync(feed: Feed, settings: Settings, now: number, force: boolean): Promise<Synced | undefined> {
    const { folder } = this.#options;
    if (settings.mirror !== undefined) {
      const looks = looksOf(settings.mirror, feed.mirrorFolders);
      if (!force && this.#seen.get(feed.name) === looks) return undefined;
      this.#seen.set(feed.name, looks);
      return syncFeed(feed, { folder, from: { mirror: settings.mirror }, now, force });
    }
    const { tried } = readStanding(join(folder, feed.name));
    const due = tried === null || now - Date.parse(tried) >= ASK_EVERY;
    const failing = readStanding(join(folder, feed.name)).next !== null;
    if (!force && (!settings.online || (!due && !failing))) return undefined;
    const client = this.#options.client(settings);
    try {
      const synced = await syncFeed(feed, { folder, from: { client }, now, force });
      return synced.outcome === 'waiting' ? undefined : synced;
    } finally {
      client.close();
    }
  }
}

/** Names, lengths and times of all files: a change of content changes one of them. */
function looksOf(mirror: string, folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const name of folders) {
    const folder = join(mirror, name);
    if (!existsSync(folder)) continue;
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
      const { size, mtimeMs, ino } = statSync(join(folder, file), { throwIfNoEntry: false }) ?? {
        size: 0,
        mtimeMs: 0,
        ino: 0,
      };
      hash.update(`${file}\0${size}\0${mtimeMs}\0${ino}\n`);
    }
  }
  return hash.digest('hex');
}
