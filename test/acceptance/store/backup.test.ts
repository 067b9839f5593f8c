/** Backup and restore as an administrator does them: beside a Wardline that runs, into a new data folder, and broken off. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../../src/platform/store/database.ts';
import { tablesOf } from '../../../src/platform/store/backup/catalogue.store.ts';
import { layoutOf } from '../../../src/platform/store/embedded/layout.ts';
import { open, serverPid, temporary } from './opened.ts';

const PROGRAM = join(import.meta.dirname, 'db-process.ts');
let place: ReturnType<typeof temporary>;
let other: ReturnType<typeof temporary>;
beforeEach(() => {
  [place, other] = [temporary(), temporary()];
});
afterEach(async () => {
  await place.remove();
  await other.remove();
});

function db(
  folder: string,
  work: 'backup' | 'restore',
  file: string,
): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [PROGRAM, folder, work, file], { encoding: 'utf8' });
}

test('a running Wardline is backed up, its twin is the same, and what cannot be is said', async () => {
  const file = join(dirname(place.folder), 'wardline.backup');
  const running = open(place.folder);
  const from = openDatabase(await running.url, 2);
  await sql`insert into setting select 'k' || n, to_jsonb(repeat(md5(n::text), 20)), n from generate_series(1, 50000) n`.execute(
    from,
  );
  // The backup notes afterwards that it was made.
  const before = await digestsOf(from);
  const backup = db(place.folder, 'backup', file);
  expect(backup).toMatchObject({ status: 0, stderr: '' });
  expect(JSON.parse(backup.stdout)).toMatchObject({ file, rows: 50_000 });
  await from.destroy();

  expect(db(place.folder, 'restore', file)).toMatchObject({ status: 1, stderr: expect.stringMatching(/is not empty/) });
  expect(db(place.folder, 'backup', file)).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/is there already/),
  });
  expect(db(other.folder, 'restore', `${file}.none`)).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/does not exist/),
  });

  expect(db(other.folder, 'restore', file)).toMatchObject({ status: 0 });
  const twin = open(other.folder);
  const to = openDatabase(await twin.url, 1);
  expect(await digestsOf(to)).toEqual(before);
  await to.destroy();
  await twin.kill('SIGTERM');
  await running.kill('SIGTERM');

  // Without anybody running: PostgreSQL is started for the backup, and ended after it.
  expect(db(place.folder, 'backup', `${file}.2`)).toMatchObject({ status: 0 });
  expect(existsSync(join(layoutOf(place.folder).cluster, 'postmaster.pid'))).toBe(false);
});

test('a restore that is broken off leaves the folder as empty as it was', async () => {
  const file = join(dirname(place.folder), 'wardline.backup');
  const running = open(place.folder);
  await running.url;
  expect(db(place.folder, 'backup', file)).toMatchObject({ status: 0 });
  await running.kill('SIGTERM');
  const restoring = spawn(process.execPath, [PROGRAM, other.folder, 'restore', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  let told = false;
  for await (const chunk of restoring.stderr) {
    said += String(chunk);
    // Early, so that it is not done before we are heard on a busy machine. Once: who presses Ctrl-C a second time does not want to wait.
    if (!told && said.includes('Making the database')) told = restoring.kill('SIGINT');
  }
  if (restoring.exitCode === null) await once(restoring, 'exit');
  expect(said).toMatch(/Cancelled: nothing was restored/);
  expect(restoring.exitCode).toBe(1);
  expect(readdirSync(other.folder)).toEqual([]);
  expect(() => serverPid(other.folder)).toThrow(/ENOENT/);
});

async function digestsOf(of: Database): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const { name } of await tablesOf(of)) {
    const { rows } = await sql<{ digest: string }>`
      select count(*) || ' ' || coalesce(md5(string_agg(line, '|' order by line collate "C")), '') as digest
      from (select t::text as line from ${sql.table(name)} t) lines`.execute(of);
    digests[name] = rows[0]?.digest ?? '';
  }
  return digests;
}
