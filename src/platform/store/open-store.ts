/** Opens the database that Wardline lives in: one's own server, or one that we start and keep running. */
import { claimDataFolder, openDataFolder } from './data-folder.ts';
import { type Database, openDatabase } from './database.ts';
import { layoutOf } from './embedded/layout.ts';
import { makeDatabase } from './embedded/make-database.ts';
import { superviseServer } from './embedded/supervisor.ts';
import { requireServer } from './external.ts';
import { migrate } from './migrate.ts';

export interface StoreOptions {
  /** Absolute. Used also with a server of one's own: other things are kept there. */
  readonly dataFolder: string;
  /** DATABASE_URL; undefined or empty: a server of ours. */
  readonly databaseUrl?: string | undefined;
  /** Told, in sentences, what takes a while and what went wrong and is being mended. */
  readonly say: (line: string) => void;
}

export interface Store {
  readonly db: Database;
  /** For the processes we start. */
  readonly url: string;
  readonly kind: 'embedded' | 'external';
  readonly dataFolder: string;
  /** Closes the connections, and ends the server if it is ours. */
  close(): Promise<void>;
}

/** Resolves with today's schema. Throws `AppError` with the next step when it cannot, and leaves nothing running then. */
export async function openStore({ dataFolder, databaseUrl, say }: StoreOptions): Promise<Store> {
  openDataFolder(dataFolder);
  const release = claimDataFolder(dataFolder);
  const closing: (() => void | Promise<void>)[] = [release];
  const close = async (): Promise<void> => {
    while (closing.length > 0) await closing.pop()?.();
  };
  try {
    const external = databaseUrl !== undefined && databaseUrl !== '';
    let url: string;
    if (external) {
      await requireServer(databaseUrl, say);
      url = databaseUrl;
    } else {
      const layout = layoutOf(dataFolder);
      const server = await superviseServer(layout, say);
      closing.push(() => server.stop());
      if (server.adopted) say('PostgreSQL was running already, and is used on');
      url = await makeDatabase(layout);
    }
    const db = openDatabase(url);
    closing.push(() => db.destroy());
    await migrate(db, say);
    return { db, url, kind: external ? 'external' : 'embedded', dataFolder, close };
  } catch (error) {
    await close();
    throw error;
  }
}
