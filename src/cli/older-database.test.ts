/** Databases of every schema that was shipped, as `test/databases/make.ts` made them at the time, with today's Wardline. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { zstdDecompressSync } from 'node:zlib';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authRoutes } from '../platform/auth/auth.routes.ts';
import { listDevices } from '../inventory/inventory.contract.ts';
import { inventoryRoutes } from '../inventory/inventory.routes.ts';
import { DeviceLists } from '../inventory/store/device-lists.ts';
import { everyoneMay } from '../platform/http/actor.ts';
import { createServer } from '../platform/http/server.ts';
import { readEntry } from '../platform/store/backup/archive.ts';
import { type CheckedBackup, checkBackup, restoreBackup } from '../platform/store/backup/restore.ts';
import { migrationsOf } from '../platform/store/migrate.ts';
import { MIGRATIONS } from '../platform/store/migrations.ts';
import { emptyDatabase, type TestDatabase } from '../platform/store/testing.ts';

const FOLDER = join(import.meta.dirname, '../../test/databases');
const never = new AbortController().signal;
const quiet = (): void => undefined;

/** Devices, their history, what people said, accounts: not a row and not a value of these may be lost or become another. */
const KEPT = [
  'account',
  'asset',
  'belief',
  'change',
  'claim',
  'conv_day',
  'decision',
  'deed_day',
  'device',
  'device_alias',
  'device_day',
  'edge',
  'edge_patient',
  'endpoint',
  'fact',
  'finding',
  'import',
  'presence',
  'saved_view',
  'source',
  'word',
];

const backups = readdirSync(FOLDER).filter((name) => name.endsWith('.backup'));

test('there is a database of each schema that was shipped', () => {
  expect(backups.length).toBeGreaterThan(0);
});

describe.each(backups)('a database as %s has it', (name) => {
  let backup: CheckedBackup;
  let it: TestDatabase;
  let dataFolder: string;
  beforeAll(async () => {
    it = await emptyDatabase();
    backup = await checkBackup(join(FOLDER, name), never);
    dataFolder = mkdtempSync(join(tmpdir(), 'wardline-older-'));
    await restoreBackup(backup, { url: it.url, dataFolder, signal: never, say: quiet, progress: quiet });
  });
  afterAll(async () => {
    await it.close();
    rmSync(dataFolder, { recursive: true });
  });

  test('is brought to today’s schema', async () => {
    expect(backup.manifest.migrations.at(-1)).toContain(basename(name, '.backup'));
    expect(await migrationsOf(it.db)).toEqual(Object.keys(MIGRATIONS));
  });

  test('keeps devices, their history, what people said, and accounts', async () => {
    const compared = backup.manifest.tables.filter((table) => KEPT.includes(table.partition?.of ?? table.name));
    const filled = compared.filter(({ rows }) => rows > 0).map((table) => table.partition?.of ?? table.name);
    for (const table of ['account', 'change', 'decision', 'device', 'edge', 'word']) expect(filled).toContain(table);
    for (const { name: table, columns, pieces } of compared) {
      const before = await rowsInBackup(backup, pieces);
      expect({ table, rows: await rowsNow(it.url, table, columns) }).toEqual({ table, rows: before });
    }
  });

  test('shows the devices that it showed then', async () => {
    const then: { devices: object[] } = JSON.parse(readFileSync(join(FOLDER, name.replace('backup', 'json')), 'utf8'));
    const server = createServer({
      routes: [...inventoryRoutes(it.db, new DeviceLists(it.db)), ...authRoutes(it.db)],
      actorOf: everyoneMay('device:read', 'account:read'),
      version: '1',
      onBug: (error) => {
        throw error;
      },
    });
    const list = await server.request('/api/devices?limit=500&scope=local');
    const { devices } = listDevices.output.parse(await list.json());
    expect(devices.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toMatchObject(then.devices);
    const accounts = await server.request('/api/accounts');
    expect(await accounts.json()).toMatchObject({
      accounts: [
        { login: 'ada', role: 'administrator' },
        { login: 'ben', role: 'viewer' },
      ],
    });
  });
});

async function rowsInBackup({ path, entries }: CheckedBackup, pieces: readonly string[]): Promise<string[]> {
  const file = await open(path);
  try {
    const lines: string[] = [];
    for (const piece of pieces) {
      const entry = entries.get(piece);
      if (entry === undefined) throw new Error(`${path} has no ${piece}`);
      lines.push(...linesOf(zstdDecompressSync(await readEntry(file, entry, path)).toString()));
    }
    return lines.toSorted();
  } finally {
    await file.close();
  }
}

/** The same columns as PostgreSQL writes them today. */
async function rowsNow(url: string, table: string, columns: readonly string[]): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
    const stream = client.query(copyTo(`copy (select ${list} from ${client.escapeIdentifier(table)}) to stdout`));
    return linesOf(await text(stream)).toSorted();
  } finally {
    await client.end();
  }
}

function linesOf(copied: string): string[] {
  return copied.split('\n').filter((line) => line !== '');
}
