import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { migrate, type Migrations, migrationsOf } from './migrate.ts';
import { MIGRATIONS } from './migrations.ts';
import { freshDatabase, type TestDatabase } from './testing.ts';

let it: TestDatabase;
beforeAll(async () => {
  it = await freshDatabase();
});
afterAll(() => it.close());

test('a fresh database has had every migration, and migrating it again changes nothing', async () => {
  expect(await migrationsOf(it.db)).toEqual(Object.keys(MIGRATIONS));
  expect(await migrate(it.db)).toEqual([]);
});

test('every migration that is listed is named in order', () => {
  const names = Object.keys(MIGRATIONS);
  expect(names).toEqual(names.toSorted());
  for (const name of names) expect(name).toMatch(/^\d{4}-[a-z-]+$/);
});

test('two processes that migrate at once do so once', async () => {
  await sql`drop schema public cascade`.execute(it.db);
  await sql`create schema public`.execute(it.db);
  const other = openDatabase(it.url, 2);
  const said: string[] = [];
  const applied = await Promise.all([migrate(it.db, (line) => said.push(line)), migrate(other)]);
  await other.destroy();
  expect(applied.flat().toSorted()).toEqual(Object.keys(MIGRATIONS));
});

test('a database of a newer Wardline is left alone, and told so', async () => {
  await migrate(it.db);
  await sql`insert into kysely_migration (name, timestamp) values ('9999-tomorrow', '2099-01-01')`.execute(it.db);
  await expect(migrate(it.db)).rejects.toThrow(/newer Wardline \(9999-tomorrow\)/);
});

test('a change that fails leaves everything as it was, also what those before it did, and says so', async () => {
  const other = await freshDatabase();
  await sql`insert into setting (key, value, changed) values ('kept', '"as it was"', 1)`.execute(other.db);
  const tomorrow: Migrations = {
    ...MIGRATIONS,
    '9998-good': {
      up: async (db) => {
        await sql`update setting set value = '"changed"'`.execute(db);
        await sql`create table half (n integer)`.execute(db);
      },
    },
    '9999-bad': { up: async (db) => void (await sql`alter table nowhere add column n integer`.execute(db)) },
  };
  await expect(migrate(other.db, undefined, undefined, tomorrow)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/9999-bad failed \(.*"nowhere" does not exist\)\. Nothing in it was changed/),
  });
  const { rows } = await sql`select value, to_regclass('half') as half from setting`.execute(other.db);
  expect(rows).toEqual([{ value: 'as it was', half: null }]);
  // The Wardline from before goes on with it.
  expect(await migrationsOf(other.db)).toEqual(Object.keys(MIGRATIONS));
  expect(await migrate(other.db)).toEqual([]);
  await other.close();
});
