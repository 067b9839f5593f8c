/** Makes a database out of a backup: first all of the file is checked, then an empty database is filled, then brought to today's schema. */
import { type FileHandle, mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { AppError } from '../../../lib/errors.ts';
import { openDatabase } from '../database.ts';
import { migrate, unknownOf } from '../migrate.ts';
import { asFileTrouble } from './backup.ts';
import { broken, type Entry, listEntries, readEntry, sha256 } from './archive.ts';
import { addPartition, dropEverything, emptyTables, setSequence, tablesOf } from './catalogue.store.ts';
import { type Manifest, MANIFEST, MANIFEST_DIGEST, manifestSchema, type TableInBackup } from './manifest.ts';

const decompress = promisify(zstdDecompress);
/** A piece's text: what a backup puts in one, and one row beyond it. */
const MAX_PIECE_TEXT = 1024 * 1024 * 1024;

/** A backup that was found whole. */
export interface CheckedBackup {
  readonly path: string;
  readonly manifest: Manifest;
  readonly entries: ReadonlyMap<string, Entry>;
}

export interface RestoreOptions {
  readonly url: string;
  readonly dataFolder: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  /** Told how far it is: tables done, of all, and rows. */
  readonly progress: (done: number, of: number, rows: number) => void;
}

/** Reads all of `path` and compares it with what it says of itself. Throws `invalid` when it is not whole. */
export async function checkBackup(path: string, signal: AbortSignal): Promise<CheckedBackup> {
  return await withFile(path, async (file) => {
    const entries = await listEntries(file, path);
    const [manifestEntry, digestEntry] = entries.slice(-2);
    if (manifestEntry?.name !== MANIFEST || digestEntry?.name !== MANIFEST_DIGEST) {
      throw broken(path, 'its manifest is missing, so it was broken off while it was written');
    }
    const text = await readEntry(file, manifestEntry, path);
    if (sha256(text) !== (await readEntry(file, digestEntry, path)).toString()) {
      throw broken(path, 'its manifest is damaged');
    }
    const { data: manifest, error } = manifestSchema.safeParse(JSON.parse(text.toString()));
    if (error !== undefined) throw broken(path, 'its manifest is none that this Wardline understands');
    const byName = new Map(entries.map((entry) => [entry.name, entry]));
    for (const [name, digest] of Object.entries(manifest.digests)) {
      signal.throwIfAborted();
      const entry = byName.get(name);
      if (entry === undefined) throw broken(path, `${name} is missing`);
      if (sha256(await readEntry(file, entry, path)) !== digest) throw broken(path, `${name} is damaged`);
    }
    return { path, manifest, entries: byName };
  });
}

/** Throws `conflict` when the database at `url` is not empty or the backup is a newer Wardline's; whatever else goes wrong, it is empty again afterwards. */
export async function restoreBackup(backup: CheckedBackup, options: RestoreOptions): Promise<void> {
  const unknown = unknownOf(backup.manifest.migrations);
  if (unknown.length > 0) {
    throw new AppError(
      'conflict',
      `${backup.path} was written by a newer Wardline (${unknown.join(', ')}): restore it with that one. Nothing was restored`,
    );
  }
  const db = openDatabase(options.url, 1);
  try {
    if ((await tablesOf(db)).length > 0) {
      throw new AppError('conflict', 'The database is not empty: a backup is restored only into an empty one');
    }
    try {
      await migrate(db, options.say, backup.manifest.migrations.at(-1));
      const made = new Set((await tablesOf(db)).map(({ name }) => name));
      for (const { name, partition } of backup.manifest.tables) {
        if (!made.has(name) && partition !== null) await addPartition(db, name, partition.of, partition.bounds);
      }
      await emptyTables(db, [...made]);
      await copyTables(backup, options);
      for (const sequence of backup.manifest.sequences) await setSequence(db, sequence);
      await migrate(db, options.say);
    } catch (error) {
      await dropEverything(db);
      throw error;
    }
  } finally {
    await db.destroy();
  }
}

async function copyTables({ path, manifest, entries }: CheckedBackup, options: RestoreOptions): Promise<void> {
  const client = new Client({ connectionString: options.url, application_name: 'wardline restore' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await withFile(path, async (file) => {
      await client.query('begin');
      // Sums that the database keeps of other rows come with the backup: they must not be counted again.
      await client.query(`set local wardline.copying = 'on'`);
      let rows = 0;
      for (const [at, table] of manifest.tables.entries()) {
        // Also where a table has no rows, and so no piece.
        options.signal.throwIfAborted();
        options.progress(at, manifest.tables.length, rows);
        await copyTable(client, file, { path, entries, signal: options.signal }, table);
        rows += table.rows;
      }
      options.signal.throwIfAborted();
      await client.query('commit');
      options.progress(manifest.tables.length, manifest.tables.length, rows);
      await client.query('analyze');
      for (const name of manifest.files) await restoreFile(file, name, { path, entries }, options.dataFolder);
    });
  } finally {
    await client.end();
  }
}

interface Source {
  readonly path: string;
  readonly entries: ReadonlyMap<string, Entry>;
}

async function copyTable(
  client: Client,
  file: FileHandle,
  { path, entries, signal }: Source & { readonly signal: AbortSignal },
  table: TableInBackup,
): Promise<void> {
  const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const pieces = async function* (): AsyncGenerator<Buffer> {
    for (const name of table.pieces) {
      signal.throwIfAborted();
      yield await decompress(await readNamed(file, name, { path, entries }), { maxOutputLength: MAX_PIECE_TEXT });
    }
  };
  const sink = client.query(copyFrom(`copy ${client.escapeIdentifier(table.name)} (${columns}) from stdin`));
  await pipeline(Readable.from(pieces()), sink);
  if (sink.rowCount !== table.rows) {
    throw broken(path, `${table.name} has ${sink.rowCount} rows, and should have ${table.rows}`);
  }
}

async function restoreFile(file: FileHandle, name: string, source: Source, dataFolder: string): Promise<void> {
  const plain = name.replace(/^files\//, '');
  if (plain === '' || plain.includes('/') || plain.startsWith('.'))
    throw broken(source.path, `${name} is no name of a file`);
  await mkdir(dataFolder, { recursive: true });
  await writeFile(join(dataFolder, plain), await readNamed(file, name, source), { mode: 0o600, flag: 'wx' });
}

async function readNamed(file: FileHandle, name: string, { path, entries }: Source): Promise<Buffer> {
  const entry = entries.get(name);
  if (entry === undefined) throw broken(path, `${name} is missing`);
  return await readEntry(file, entry, path);
}

async function withFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw asFileTrouble(path, error);
  });
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}
