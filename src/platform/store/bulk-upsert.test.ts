import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bulkUpsert } from './bulk-upsert.ts';
import { freshDatabase, type TestDatabase } from './testing.ts';

let it: TestDatabase;
beforeAll(async () => {
  it = await freshDatabase();
  await sql`create table tally (name text primary key, packets bigint not null, note jsonb, raw bytea)`.execute(it.db);
});
afterAll(() => it.close());

interface Tally {
  name: string;
  packets: number;
  note: unknown;
  raw: Buffer;
}
const COLUMNS = { name: 'text', packets: 'bigint', note: 'jsonb', raw: 'bytea' } as const;

const tallyOf = (name: string, packets: number): Tally => ({
  name,
  packets,
  note: name === 'a' ? null : { said: [`"${name}\\`, 'a, b', '{}'] },
  raw: Buffer.from([0, 1, 255, packets & 255]),
});

test('rows that are there are updated, others inserted, and no value is bent on the way', async () => {
  const upsert = {
    table: 'tally',
    columns: COLUMNS,
    key: ['name'] as const,
    update: sql`packets = t.packets + excluded.packets`,
  };
  const names = ['a', 'b "quoted"', 'c, with {braces}', '', 'NULL', 'é ✓'];
  await bulkUpsert<Tally>(
    it.db,
    upsert,
    names.map((name, at) => tallyOf(name, at)),
  );
  await bulkUpsert<Tally>(
    it.db,
    upsert,
    [...names, 'new'].map((name) => tallyOf(name, 2 ** 40)),
  );
  const { rows } = await sql<Tally>`select * from tally order by packets, name`.execute(it.db);
  expect(rows.map(({ name, packets }) => ({ name, packets }))).toEqual(
    [...names.map((name, at) => ({ name, packets: 2 ** 40 + at })), { name: 'new', packets: 2 ** 40 }].toSorted(
      (a, b) => a.packets - b.packets || (a.name < b.name ? -1 : 1),
    ),
  );
  for (const { name, note } of rows) expect(note).toEqual(tallyOf(name, 0).note);
  expect(rows.every(({ raw }) => raw[0] === 0 && raw[2] === 255)).toBe(true);
});

test('more rows than one statement takes are all written, and existing ones left alone without an update', async () => {
  await sql`truncate tally`.execute(it.db);
  const rows = Array.from({ length: 12_345 }, (_, at) => ({
    name: `n${at}`,
    packets: at,
    note: at,
    raw: Buffer.of(1),
  }));
  const upsert = { table: 'tally', columns: COLUMNS, key: ['name'] as const };
  await bulkUpsert<Tally>(it.db, upsert, rows);
  await bulkUpsert<Tally>(
    it.db,
    upsert,
    rows.map((row) => ({ ...row, packets: 0 })),
  );
  const counted = await sql<{ n: number; sum: number }>`select count(*) as n, sum(packets) as sum from tally`.execute(
    it.db,
  );
  expect(counted.rows[0]).toEqual({ n: 12_345, sum: (12_344 * 12_345) / 2 });
});
