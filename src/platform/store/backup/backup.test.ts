import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PgBus } from '../../bus/pg-bus.ts';
import type { Database } from '../database.ts';
import { migrationsOf } from '../migrate.ts';
import { MIGRATIONS } from '../migrations.ts';
import { emptyDatabase, freshDatabase, type TestDatabase } from '../testing.ts';
import { writeBackup } from './backup.ts';
import { tablesOf } from './catalogue.store.ts';
import { checkBackup, restoreBackup } from './restore.ts';

let from: TestDatabase;
let to: TestDatabase;
let folder: string;
let file: string;
beforeAll(async () => {
  from = await freshDatabase();
  await fill(from.db);
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wardline-backup-'));
  file = join(folder, 'wardline.backup');
  to = await emptyDatabase();
  return async () => {
    await to.close();
    rmSync(folder, { recursive: true });
  };
});
afterAll(() => from.close());

const never = new AbortController().signal;
const quiet = (): void => undefined;
const back = (signal = never) =>
  writeBackup({ url: from.url, dataFolder: join(folder, 'data'), file, signal, progress: quiet });
const restore = async (signal = never) =>
  restoreBackup(await checkBackup(file, never), {
    url: to.url,
    dataFolder: join(folder, 'other'),
    signal,
    say: quiet,
    progress: quiet,
  });

/** Every kind of value there is in our tables, and characters that COPY writes in letters. */
async function fill(db: Database): Promise<void> {
  await sql`insert into setting (key, value, changed)
    select 'k' || n, jsonb_build_object('text', repeat('x', n % 100) || E'\\t\\n\\\\N"', 'n', n), n from generate_series(1, 3000) n`.execute(
    db,
  );
  await sql`insert into account (id, name, login, role, password, created, disabled) values
    ('a', E'Zoë\\\\\\n', 'zoe', 'admin', null, 1, null), ('b', '', 'b', 'viewer', '\\N', 2, 3)`.execute(db);
  await sql`insert into session (id, account, created, seen, expires, agent) values ('s', 'a', 1, 2, 3, '')`.execute(
    db,
  );
  await sql`insert into conv_day (day, edge, conversations, bytes_out, bytes_in) values (20000, 1, '{1,2}', '{9007199254740991}', '{}')`.execute(
    db,
  );
  // Of these the database keeps sums itself, and they must not count twice when both come back.
  await sql`insert into device (id, name, class, type, type_label, confidence, scope, addresses, attention, first, last, search, sort_name, changed)
    values ('d-1', 'Pump', 'medical', 'infusion-pump', 'Pump', 1, 'local', 1, 1, 1, 2, 'pump', 'pump', 2)`.execute(db);
  await sql`insert into endpoint (id, mac, address, device, first, last, first_source, first_frame, touched)
    values (1, 'a', '10.0.0.1', 'd-1', 1, 2, 1, 1, 2), (2, 'b', '10.0.0.2', null, 1, 2, 1, 1, 2)`.execute(db);
  await sql`insert into edge (client, server, transport, protocol, port, first, last, first_source, first_frame, answered,
      conversations, packets_out, packets_in, bytes_out, bytes_in, touched)
    values (1, 2, 'tcp', 'hl7', 2575, 1, 2, 1, 1, true, 3, 4, 5, 600, 70, 2)`.execute(db);
}

test('a backup restored into an empty database is the same, row by row, also when rows are written meanwhile', async () => {
  const bus = new PgBus(from.db, from.url);
  await sql`create table if not exists twin_a (n integer primary key)`.execute(from.db);
  await sql`create table if not exists twin_b (n integer primary key, padding text)`.execute(from.db);
  const writing = new AbortController();
  const running = Promise.withResolvers<void>();
  let written = 0;
  const load = (async () => {
    while (!writing.signal.aborted) {
      if (written === 20) running.resolve();
      await from.db.transaction().execute(async (transaction) => {
        await sql`insert into twin_a values (${written})`.execute(transaction);
        await sql`insert into twin_b values (${written}, repeat('x', 1000))`.execute(transaction);
      });
      await bus.publish('topic', [{ id: `m${written}`, body: Buffer.alloc(300, written) }]);
      written += 1;
    }
  })();
  await running.promise;
  const before = written;
  const manifest = await back();
  const after = written;
  writing.abort();
  await load;
  // Tables of tests are no part of a release's schema: the restored one has to be told of them.
  const restored = await checkBackup(file, never);
  expect(restored.manifest).toEqual(manifest);
  const rowsOf = (name: string): number => manifest.tables.find((table) => table.name === name)?.rows ?? -1;
  expect(rowsOf('twin_a')).toBe(rowsOf('twin_b'));
  expect(rowsOf('twin_a')).toBeGreaterThanOrEqual(before);
  expect(rowsOf('twin_a')).toBeLessThanOrEqual(after + 1);
  await sql`drop table twin_a, twin_b`.execute(from.db);

  rmSync(file);
  await back();
  await restore();
  expect(await digestsOf(to.db)).toEqual(await digestsOf(from.db));
  expect(await migrationsOf(to.db)).toEqual(Object.keys(MIGRATIONS));
  // The bus goes on where it was: the same message again is no second one, and new ones come after.
  const other = new PgBus(to.db, to.url);
  await other.publish('topic', [
    { id: 'm0', body: Buffer.of(0) },
    { id: 'new', body: Buffer.of(1) },
  ]);
  const { rows } = await sql<{ id: string; last: boolean }>`
    select message_id as id, seq = max(seq) over () as last from bus where message_id in ('m0', 'new') order by seq`.execute(
    to.db,
  );
  expect(rows).toEqual([
    { id: 'm0', last: false },
    { id: 'new', last: true },
  ]);
});

test('files beside the database come along, readable for their owner alone; any tar lists the backup', async () => {
  spawnSync('mkdir', [join(folder, 'data')]);
  writeFileSync(join(folder, 'data', 'server.key'), 'key');
  writeFileSync(join(folder, 'data', 'wardline.lock'), 'process 1');
  await back();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const listed = spawnSync('tar', ['-tf', file], { encoding: 'utf8' });
  expect(listed.stderr).toBe('');
  expect(listed.stdout.split('\n')).toEqual(
    expect.arrayContaining(['files/server.key', 'tables/setting/000000.copy.zst', 'manifest.json']),
  );
  await restore();
  expect(readdirSync(join(folder, 'other'))).toEqual(['server.key']);
  expect(readFileSync(join(folder, 'other', 'server.key'), 'utf8')).toBe('key');
  expect(statSync(join(folder, 'other', 'server.key')).mode & 0o777).toBe(0o600);
});

test('a backup that was cut short or changed anywhere is refused before anything is made', async () => {
  await back();
  const whole = readFileSync(file);
  for (const length of [0, 100, 512, Math.floor(whole.length / 2), whole.length - 1024 - 1]) {
    writeFileSync(file, whole.subarray(0, length));
    await expect(checkBackup(file, never)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/not a whole backup.*Nothing was restored/),
    });
  }
  let refused = 0;
  const step = Math.floor(whole.length / 40);
  for (let at = 0; at < whole.length - 1024; at += step) {
    const damaged = Buffer.from(whole);
    damaged[at] = (damaged[at] ?? 0) ^ 0x55;
    writeFileSync(file, damaged);
    await checkBackup(file, never).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'invalid' });
      refused += 1;
    });
  }
  // What is neither content nor header is padding.
  expect(refused).toBeGreaterThan(25);
});

test('what is there is not overwritten, and a database that is not empty is not restored into', async () => {
  writeFileSync(file, 'mine');
  await expect(back()).rejects.toMatchObject({ code: 'conflict' });
  expect(readFileSync(file, 'utf8')).toBe('mine');
  rmSync(file);
  await back();
  await restore();
  await expect(restore()).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/not empty/) });
  file = join(folder, 'no', 'such', 'folder');
  await expect(back()).rejects.toMatchObject({ code: 'not-found' });
});

test('a backup of a newer Wardline is not restored, and told so', async () => {
  await sql`insert into kysely_migration (name, timestamp) values ('9999-tomorrow', '2099-01-01')`.execute(from.db);
  await back();
  await sql`delete from kysely_migration where name = '9999-tomorrow'`.execute(from.db);
  await expect(restore()).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/newer Wardline \(9999-tomorrow\): restore it with that one/),
  });
  expect(await tablesOf(to.db)).toEqual([]);
});

test('cancelled, a backup leaves no file, and a restore an empty database', async () => {
  const cancelled = AbortSignal.abort();
  await expect(back(cancelled)).rejects.toThrow(/abort/i);
  expect(readdirSync(folder)).toEqual([]);
  await back();
  await expect(restore(cancelled)).rejects.toThrow(/abort/i);
  expect(await tablesOf(to.db)).toEqual([]);
  await restore();
  expect(await digestsOf(to.db)).toEqual(await digestsOf(from.db));
});

async function digestsOf(db: Database): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const { name } of await tablesOf(db)) {
    const { rows } = await sql<{ digest: string }>`
      select count(*) || ' ' || coalesce(md5(string_agg(line, '|' order by line collate "C")), '') as digest
      from (select t::text as line from ${sql.table(name)} t) lines`.execute(db);
    digests[name] = rows[0]?.digest ?? '';
  }
  return digests;
}
