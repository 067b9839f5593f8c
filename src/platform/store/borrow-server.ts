/** The database for a command that comes and goes: the server that runs, or ours for as long as it is needed. */
import { readdirSync } from 'node:fs';
import { AppError } from '../../lib/errors.ts';
import { claimDataFolder, openDataFolder } from './data-folder.ts';
import { clusterMajor } from './embedded/cluster.ts';
import { makeDatabase } from './embedded/make-database.ts';
import { DATABASE, layoutOf, urlOf } from './embedded/layout.ts';
import { answers } from './embedded/postmaster.ts';
import { superviseServer } from './embedded/supervisor.ts';
import { requireServer } from './external.ts';
import type { StoreOptions } from './open-store.ts';

export interface BorrowedServer {
  readonly url: string;
  /** Ends what was started for this. */
  giveBack(): Promise<void>;
}

/** Throws `not-found` when there is no database yet. Its schema is left as it is. */
export async function borrowServer({ dataFolder, databaseUrl, say }: StoreOptions): Promise<BorrowedServer> {
  if (databaseUrl !== undefined && databaseUrl !== '') {
    await requireServer(databaseUrl, say);
    return { url: databaseUrl, giveBack: () => Promise.resolve() };
  }
  const layout = layoutOf(dataFolder);
  if (clusterMajor(layout) === null) {
    throw new AppError('not-found', `${dataFolder} holds no database of Wardline: name the right folder with --data`);
  }
  if (await answers(layout)) return { url: urlOf(layout, DATABASE), giveBack: () => Promise.resolve() };
  return await startForNow({ dataFolder, say });
}

/** An empty database to be filled: in a data folder that has nothing in it yet, or at `databaseUrl`. Throws `conflict` when the folder is not empty. */
export async function borrowEmptyServer({ dataFolder, databaseUrl, say }: StoreOptions): Promise<BorrowedServer> {
  if (databaseUrl !== undefined && databaseUrl !== '') {
    await requireServer(databaseUrl, say);
    return { url: databaseUrl, giveBack: () => Promise.resolve() };
  }
  openDataFolder(dataFolder);
  const [first] = readdirSync(dataFolder).filter((name) => name !== 'wardline.lock');
  if (first !== undefined) {
    throw new AppError(
      'conflict',
      `The data folder ${dataFolder} is not empty (it has ${first}): restore into an empty folder with --data, or move this one away`,
    );
  }
  return await startForNow({ dataFolder, say });
}

async function startForNow({ dataFolder, say }: StoreOptions): Promise<BorrowedServer> {
  openDataFolder(dataFolder);
  const release = claimDataFolder(dataFolder);
  try {
    const layout = layoutOf(dataFolder);
    const server = await superviseServer(layout, say);
    const giveBack = async (): Promise<void> => {
      await server.stop();
      release();
    };
    try {
      return { url: await makeDatabase(layout), giveBack };
    } catch (error) {
      await giveBack();
      throw error;
    }
  } catch (error) {
    release();
    throw error;
  }
}
