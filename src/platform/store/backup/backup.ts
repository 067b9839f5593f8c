/**
 * Writes a whole database into one file while it is used: all tables as of one moment, through COPY in one read-only snapshot. It
 * asks for no more than reading, so it is the same on a server of ours and on one that we have no files of, and what it wrote
 * can be restored into another version of PostgreSQL, or moved from the one kind of server to the other.
 */
import { type FileHandle, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';
import { sql } from 'kysely';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { AppError } from '../../../lib/errors.ts';
import { type Database, openDatabase } from '../database.ts';
import { migrationsOf } from '../migrate.ts';
import { appendEntry, endArchive } from './archive.ts';
import { sequencesOf, serverVersionOf, type TableFacts, tablesOf } from './catalogue.store.ts';
import { type Manifest, MANIFEST, MANIFEST_DIGEST, type TableInBackup } from './manifest.ts';

const compress = promisify(zstdCompress);
/** Of a table's text, in one entry. */
const MAX_PIECE = 8 * 1024 * 1024;
/** Files beside the database, such as keys: few and small. */
const MAX_FILES = 100;
const MAX_FILE_BYTES = 1024 * 1024;
const NEWLINE = 10;

export interface BackupOptions {
  readonly url: string;
  /** What else lies in it is taken along: certificates, keys. */
  readonly dataFolder: string;
  /** The new file. It has this name when it is whole, and is readable for its owner alone. */
  readonly file: string;
  readonly signal: AbortSignal;
  /** Told how far it is: tables done, of all, and bytes written. */
  readonly progress: (done: number, of: number, bytes: number) => void;
}

/** Throws `conflict` when `file` is there already. Cancelled, it leaves nothing behind. */
export async function writeBackup({ url, dataFolder, file, signal, progress }: BackupOptions): Promise<Manifest> {
  const there = await stat(file).catch(ifMissing);
  if (there !== null) throw new AppError('conflict', `${file} is there already: choose another name`);
  const unfinished = `${file}.part`;
  const handle = await open(unfinished, 'w', 0o600).catch((error: unknown) => {
    throw asFileTrouble(file, error);
  });
  try {
    const manifest = await writeAll(handle, { url, dataFolder, file, signal, progress });
    await handle.sync();
    await handle.close();
    await rename(unfinished, file);
    return manifest;
  } catch (error) {
    await handle.close();
    await rm(unfinished, { force: true });
    throw asFileTrouble(file, error);
  }
}

async function writeAll(handle: FileHandle, options: BackupOptions): Promise<Manifest> {
  const client = new Client({ connectionString: options.url, application_name: 'wardline backup' });
  client.on('error', () => undefined);
  await client.connect();
  const db = openDatabase(options.url, 1);
  try {
    await client.query('begin isolation level repeatable read, read only');
    // The same moment for what is asked through `db`.
    const { rows } = await client.query<{ id: string }>('select pg_export_snapshot() as id');
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (transaction) => {
        await sql`set transaction snapshot ${sql.lit(rows[0]?.id ?? '')}`.execute(transaction);
        return await writeSnapshot(handle, client, transaction, options);
      });
  } finally {
    await db.destroy();
    await client.end();
  }
}

async function writeSnapshot(
  handle: FileHandle,
  client: Client,
  db: Database,
  { dataFolder, signal, progress }: BackupOptions,
): Promise<Manifest> {
  const made = new Date().toISOString();
  const digests: Record<string, string> = {};
  let bytes = 0;
  const append = async (name: string, content: Buffer): Promise<void> => {
    signal.throwIfAborted();
    digests[name] = await appendEntry(handle, name, content);
    bytes += content.length;
  };
  const files = await appendFiles(dataFolder, append);
  const facts = await tablesOf(db);
  const tables: TableInBackup[] = [];
  for (const table of facts) {
    progress(tables.length, facts.length, bytes);
    tables.push(await appendTable(client, table, append));
  }
  const manifest: Manifest = {
    format: 'wardline-backup',
    version: 1,
    made,
    postgres: await serverVersionOf(db),
    migrations: await migrationsOf(db),
    tables,
    sequences: await sequencesOf(db),
    files,
    digests,
  };
  const digest = await appendEntry(handle, MANIFEST, Buffer.from(JSON.stringify(manifest, null, 1)));
  await appendEntry(handle, MANIFEST_DIGEST, Buffer.from(digest));
  await endArchive(handle);
  progress(facts.length, facts.length, bytes);
  return manifest;
}

async function appendTable(
  client: Client,
  { name, parent, bounds, columns }: TableFacts,
  append: (name: string, content: Buffer) => Promise<void>,
): Promise<TableInBackup> {
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const pieces: string[] = [];
  let rows = 0;
  let held: Buffer[] = [];
  let size = 0;
  const flush = async (content: Buffer): Promise<void> => {
    const piece = `tables/${name}/${String(pieces.length).padStart(6, '0')}.copy.zst`;
    pieces.push(piece);
    for (let at = content.indexOf(NEWLINE); at >= 0; at = content.indexOf(NEWLINE, at + 1)) rows += 1;
    await append(piece, await compress(content));
  };
  const text: AsyncIterable<Buffer> = client.query(copyTo(`copy ${client.escapeIdentifier(name)} (${list}) to stdout`));
  for await (const chunk of text) {
    held.push(chunk);
    size += chunk.length;
    if (size < MAX_PIECE) continue;
    // Pieces end where a row ends: in COPY's text a line break in a value is written with letters.
    const all = Buffer.concat(held);
    const end = all.lastIndexOf(NEWLINE) + 1;
    if (end > 0) await flush(all.subarray(0, end));
    held = [all.subarray(end)];
    size = all.length - end;
  }
  if (size > 0) await flush(Buffer.concat(held));
  const partition = parent === null || bounds === null ? null : { of: parent, bounds };
  return { name, partition, columns, rows, pieces };
}

async function appendFiles(
  dataFolder: string,
  append: (name: string, content: Buffer) => Promise<void>,
): Promise<string[]> {
  const found = await readdir(dataFolder, { withFileTypes: true }).catch(ifMissing);
  const files: string[] = [];
  for (const { name } of (found ?? []).filter((entry) => entry.isFile() && entry.name !== 'wardline.lock')) {
    const path = join(dataFolder, name);
    if (files.length >= MAX_FILES || (await stat(path)).size > MAX_FILE_BYTES || Buffer.byteLength(name) > 90) {
      throw new AppError(
        'invalid',
        `${path} is not Wardline’s, and too much for a backup: move it out of the data folder`,
      );
    }
    await append(`files/${name}`, await readFile(path));
    files.push(`files/${name}`);
  }
  return files;
}

function ifMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

export function asFileTrouble(file: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  switch (error.code) {
    case 'ENOENT':
      return new AppError('not-found', `${file} cannot be opened: the folder or the file does not exist`);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EISDIR':
      return new AppError('forbidden', `${file} cannot be opened (${error.message})`);
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError('unavailable', `There is no room left for ${file}: make room, or choose another disk`);
    default:
      return error;
  }
}
