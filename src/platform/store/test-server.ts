/**
 * The one server that all tests of a run share: the folder is made by `tools/vitest-databases.ts`, the server by the first
 * test that needs it. TEST_DATABASE_URL names another, whose account may make databases.
 */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { openDatabase } from './database.ts';
import { accountFor } from './embedded/account.ts';
import { makeCluster, makeFolders } from './embedded/cluster.ts';
import { layoutOf, urlOf } from './embedded/layout.ts';
import { startPostmaster, stopPostmaster } from './embedded/postmaster.ts';
import { findPrograms } from './embedded/programs.ts';
import { migrate } from './migrate.ts';

/** Names the run's folder to the processes that run its tests. */
const FOLDER = 'WARDLINE_TEST_DATABASES';
const MAX_WAIT_MS = 120_000;

export interface TestServer {
  /** Of its maintenance database. */
  readonly url: string;
  /** Begins the name of every database of this run. */
  readonly prefix: string;
  /** Has today's schema and no rows. */
  readonly template: string;
}

/** Makes the run's folder and tells our children of it; returns what ends everything that was started in it. */
export function prepareTestServer(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'wardline-tests-'));
  chmodSync(folder, 0o711);
  process.env[FOLDER] = folder;
  return async () => {
    const server = readServer(folder);
    if (server !== null && process.env['TEST_DATABASE_URL'] !== undefined) await dropDatabases(server);
    // Also where it failed half-way: whatever runs on this folder is ours.
    if (existsSync(layoutOf(folder).cluster)) await stopPostmaster(layoutOf(folder), 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  };
}

/** Starts the server, or waits for the other process that does. */
export async function testServer(): Promise<TestServer> {
  const folder = process.env[FOLDER];
  if (folder === undefined) throw new Error('Test databases are there only in runs of vitest');
  try {
    mkdirSync(join(folder, 'starting'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    return await serverOfAnother(folder);
  }
  const server = await startTestServer(folder);
  writeFileSync(join(folder, 'server.new'), JSON.stringify(server));
  renameSync(join(folder, 'server.new'), join(folder, 'server.json'));
  return server;
}

async function startTestServer(folder: string): Promise<TestServer> {
  const url = process.env['TEST_DATABASE_URL'] ?? (await startEmbedded(folder));
  const prefix = basename(folder).toLowerCase().replaceAll('-', '_');
  const template = `${prefix}_template`;
  const admin = openDatabase(url, 1);
  await sql`create database ${sql.id(template)} template template0 encoding 'UTF8'`.execute(admin);
  await admin.destroy();
  const db = openDatabase(databaseUrl(url, template), 1);
  await migrate(db);
  await db.destroy();
  return { url, prefix, template };
}

async function startEmbedded(folder: string): Promise<string> {
  const layout = layoutOf(folder);
  const account = accountFor(layout);
  makeFolders(layout, account);
  const programs = findPrograms(layout, account, null);
  await makeCluster(layout, programs, account, ['--no-sync']);
  // What is thrown away after the run need not survive the machine.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };
  // It outlives the process of this test file; whoever made the folder ends it.
  await startPostmaster(layout, () => programs, account, settings);
  return urlOf(layout, 'postgres');
}

async function serverOfAnother(folder: string): Promise<TestServer> {
  for (const until = Date.now() + MAX_WAIT_MS; Date.now() < until; await sleep(50)) {
    const server = readServer(folder);
    if (server !== null) return server;
  }
  throw new Error('The process that was to start the test server did not: its own test tells why');
}

function readServer(folder: string): TestServer | null {
  const file = join(folder, 'server.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

async function dropDatabases({ url, prefix }: TestServer): Promise<void> {
  const admin = openDatabase(url, 1);
  const { rows } = await sql<{
    name: string;
  }>`select datname as name from pg_database where starts_with(datname, ${prefix})`.execute(admin);
  for (const { name } of rows) await sql`drop database if exists ${sql.id(name)} with (force)`.execute(admin);
  await admin.destroy();
}

/** `url` with another database's name. */
export function databaseUrl(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
