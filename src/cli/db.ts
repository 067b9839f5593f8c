/** `wardline db backup FILE` and `wardline db restore FILE`. */
import { readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '../lib/errors.ts';
import { writeBackup } from '../platform/store/backup/backup.ts';
import { checkBackup, restoreBackup } from '../platform/store/backup/restore.ts';
import { borrowEmptyServer, borrowServer } from '../platform/store/borrow-server.ts';
import { dataFolderOf } from '../platform/store/data-folder.ts';
import { openDatabase } from '../platform/store/database.ts';
import { noteBackup } from './backup-note.store.ts';

export interface DbOptions {
  readonly file: string;
  /** As told with --data. */
  readonly data?: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly json: boolean;
}

const MB = 1e6;

/** Of the database as it is at this moment, also while Wardline runs on it. */
export async function runBackup({ file, data, databaseUrl, json }: DbOptions): Promise<void> {
  await cancellable('Cancelled: no backup was written', async (signal) => {
    const dataFolder = dataFolderOf(data);
    const server = await borrowServer({ dataFolder, databaseUrl, say });
    try {
      const path = resolve(file);
      let bytes = 0;
      const manifest = await writeBackup({
        url: server.url,
        dataFolder,
        file: path,
        signal,
        progress: (done, of, written) => {
          bytes = written;
          showProgress(`${done} of ${of} tables, ${(written / MB).toFixed(1)} MB`);
        },
      });
      const db = openDatabase(server.url, 1);
      try {
        await noteBackup(db, { at: Date.now() * 1000, file: path });
      } finally {
        await db.destroy();
      }
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      const { made } = manifest;
      tell(json, { file: path, made, tables: manifest.tables.length, rows, bytes }, [
        `${path} holds the database as of ${made}: ${rows} rows of ${manifest.tables.length} tables, ${(bytes / MB).toFixed(1)} MB.`,
        'It holds what the database holds, also the hashes of passwords and keys: keep it as safe.',
      ]);
    } finally {
      await server.giveBack();
    }
  });
}

/** Into an empty data folder, or an empty database at `databaseUrl`. */
export async function runRestore({ file, data, databaseUrl, json }: DbOptions): Promise<void> {
  await cancellable('Cancelled: nothing was restored', async (signal) => {
    const dataFolder = dataFolderOf(data);
    const path = resolve(file);
    say(`Checking ${path}`);
    const backup = await checkBackup(path, signal);
    const server = await borrowEmptyServer({ dataFolder, databaseUrl, say });
    let restored = false;
    try {
      const progress = (done: number, of: number, rows: number): void =>
        showProgress(`${done} of ${of} tables, ${rows} rows`);
      await restoreBackup(backup, { url: server.url, dataFolder, signal, say, progress });
      restored = true;
    } finally {
      await server.giveBack();
      // It was empty before: what is in it now is half a database.
      if (!restored && (databaseUrl ?? '') === '') {
        for (const name of readdirSync(dataFolder)) rmSync(join(dataFolder, name), { recursive: true });
      }
    }
    const { made, tables } = backup.manifest;
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const place = (databaseUrl ?? '') === '' ? dataFolder : 'the database at DATABASE_URL';
    tell(json, { file: path, made, tables: tables.length, rows, dataFolder }, [
      `${place} holds the database as of ${made}: ${rows} rows of ${tables.length} tables.`,
    ]);
  });
}

/** Ctrl-C ends it at the next piece, and what was begun is taken back. */
async function cancellable(words: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const cancelling = new AbortController();
  const cancel = (): void => cancelling.abort();
  process.once('SIGINT', cancel).once('SIGTERM', cancel);
  try {
    await work(cancelling.signal);
  } catch (error) {
    if (!cancelling.signal.aborted) throw error;
    throw new AppError('unavailable', words, { cause: error });
  } finally {
    process.off('SIGINT', cancel).off('SIGTERM', cancel);
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

function tell(json: boolean, facts: object, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(facts)}\n` : `${lines.join('\n')}\n`);
}
