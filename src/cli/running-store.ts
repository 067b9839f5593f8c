/** The database of a Wardline that runs, for commands beside it: they read and write what it does, and start nothing. */
import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import { AppError } from '../lib/errors.ts';
import { dataFolderOf } from '../platform/store/data-folder.ts';
import { type Database, openDatabase } from '../platform/store/database.ts';
import { layoutOf, urlOf } from '../platform/store/embedded/layout.ts';

export interface RunningStore {
  readonly db: Database;
  close(): Promise<void>;
}

/** `data`: the data folder, as an option names it. @throws AppError `unavailable` when nothing runs there */
export async function openRunning(data: string | undefined): Promise<RunningStore> {
  const folder = dataFolderOf(data);
  const db = openDatabase(storeUrl(folder), 2);
  try {
    await sql`select 1 from device limit 1`.execute(db);
  } catch (error) {
    await db.destroy();
    if (!(error instanceof Error)) throw error;
    throw new AppError('unavailable', await troubleOf(folder, error), { cause: error });
  }
  return { db, close: async () => db.destroy() };
}

/** One's own server, else that of the data folder. */
export function storeUrl(folder: string): string {
  const told = process.env['DATABASE_URL'];
  return told !== undefined && told !== '' ? told : urlOf(layoutOf(folder), 'wardline');
}

async function troubleOf(folder: string, error: Error): Promise<string> {
  const told = process.env['DATABASE_URL'];
  if (told !== undefined && told !== '') return `${error.message} Look with "wardline doctor".`;
  if (!existsSync(layoutOf(folder).cluster)) {
    return `There is no Wardline in the data folder ${folder}: start it with "wardline up", or name another folder with --data`;
  }
  return `No Wardline runs on the data folder ${folder}: start it with "wardline up", or name another folder with --data`;
}
