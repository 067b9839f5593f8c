/** Reads a file and keeps it as a preview. */
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../lib/errors.ts';
import { oneLine } from '../lib/one-line.ts';
import type { Database } from '../platform/store/database.ts';
import { ASSET_FIELDS } from './fields.ts';
import { readTable } from './file/read-table.ts';
import {
  assetsBefore,
  insertImport,
  rememberedMapping,
  rememberMapping,
  settledFields,
  summarise,
} from './import.store.ts';
import { allKnown, type KnownDevice } from './known.store.ts';
import { familiarity, headingsKey, mapColumns, type Mapping } from './mapping.ts';
import { DeviceIndex } from './match.ts';
import { reconcile } from './reconcile.ts';

export interface FileToRead {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** What a person says columns are; remembered for files with the same columns. */
  readonly mapping: Mapping | undefined;
  readonly by: string;
}

/** Compares a file with the inventory. Returns the preview's id. @throws AppError `invalid` when it cannot be read */
export async function readImport(db: Database, { name, bytes, mapping, by }: FileToRead): Promise<string> {
  const hash = createHash('sha256');
  const chosen = new Set(Object.keys(mapping ?? {}));
  const table = await readTable(hashed(bytes, hash), (cells) =>
    Math.max(familiarity(cells), cells.filter((cell) => chosen.has(cell.trim())).length),
  );
  const headings = headingsKey(table.headings);
  const at = Date.now() * 1000;
  const columns = mapColumns(table.headings, mapping ?? (await rememberedMapping(db, headings)));
  if (mapping !== undefined) await rememberMapping(db, { headings, mapping, by, at });
  const [index, before, settled] = await Promise.all([indexOf(db), assetsBefore(db), settledFields(db)]);
  const isSettled = (device: string, field: string): boolean => settled.has(`${device} ${field}`);
  const { rows, ...read } = await reconcile(table, columns, { index, before, isSettled });
  const id = randomUUID();
  const { encoding, delimiter } = table;
  const row = { id, name: oneLine(name), digest: hash.digest('hex'), encoding, delimiter, by, at, ...read };
  await insertImport(db, row, rows);
  await summarise(db, id);
  return id;
}

/** @throws AppError `invalid` */
export function parseMapping(text: string): Mapping {
  try {
    const parsed = MappingText.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new AppError('invalid', 'The mapping must be a JSON object: names of columns with a field or null each.');
}

const MappingText = z.record(z.string().max(500), z.enum(ASSET_FIELDS).nullable());

async function indexOf(db: Database): Promise<DeviceIndex<KnownDevice>> {
  const index = new DeviceIndex<KnownDevice>();
  for await (const page of allKnown(db)) for (const device of page) index.add(device);
  return index;
}

async function* hashed(
  bytes: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
}
