import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { emptyDatabase, freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import { runBackup, runRestore } from './db.ts';

let from: TestDatabase;
let to: TestDatabase;
let folder: string;
let printed: string;
beforeEach(async () => {
  [from, to] = [await freshDatabase(), await emptyDatabase()];
  folder = mkdtempSync(join(tmpdir(), 'wardline-db-'));
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await from.close();
  await to.close();
  rmSync(folder, { recursive: true });
});

test('what is backed up from one server is restored into another, and both say how much it was', async () => {
  await sql`insert into setting values ('a', '{}', 1), ('b', '{}', 2)`.execute(from.db);
  const file = join(folder, 'file');
  await runBackup({ file, data: folder, databaseUrl: from.url, json: false });
  expect(printed).toMatch(/holds the database as of 20.*: \d+ rows of \d+ tables/);
  expect(printed).toMatch(/keep it as safe/);
  printed = '';
  await runRestore({ file, data: join(folder, 'other'), databaseUrl: to.url, json: true });
  expect(JSON.parse(printed)).toMatchObject({ file, rows: expect.any(Number) });
  expect((await sql`select key from setting order by key`.execute(to.db)).rows).toEqual([{ key: 'a' }, { key: 'b' }]);
});

test('a folder without a database has nothing to back up, and one with something in it is not restored into', async () => {
  const file = join(folder, 'file');
  await expect(runBackup({ file, data: folder, databaseUrl: undefined, json: false })).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringMatching(/holds no database/),
  });
  await runBackup({ file, data: folder, databaseUrl: from.url, json: false });
  await expect(runRestore({ file, data: folder, databaseUrl: undefined, json: false })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/not empty \(it has file\)/),
  });
});
