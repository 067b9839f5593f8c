import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { migrate, migrationsOf } from './migrate.ts';
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
