/** Databases for tests: today's schema, no rows, one's own. */
import { sql } from 'kysely';
import { type Database, openDatabase } from './database.ts';
import { databaseUrl, type TestServer, testServer } from './test-server.ts';

export interface TestDatabase {
  readonly db: Database;
  /** For processes that a test starts. */
  readonly url: string;
  /** Closes the connections and drops the database. */
  close(): Promise<void>;
}

let server: Promise<TestServer> | undefined;
let made = 0;

/** About 50 ms; the first one of a run waits some seconds for the server. */
export async function freshDatabase(): Promise<TestDatabase> {
  return await databaseLike(({ template }) => template);
}

/** Without any table. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return await databaseLike(() => 'template0');
}

async function databaseLike(templateOf: (server: TestServer) => string): Promise<TestDatabase> {
  server ??= testServer();
  const its = await server;
  const name = `${its.prefix}_${process.pid}_${made++}`;
  const admin = openDatabase(its.url, 1);
  await sql`create database ${sql.id(name)} template ${sql.id(templateOf(its))} encoding 'UTF8'`.execute(admin);
  const url = databaseUrl(its.url, name);
  const db = openDatabase(url, 4);
  return {
    db,
    url,
    close: async () => {
      await db.destroy();
      await sql`drop database if exists ${sql.id(name)} with (force)`.execute(admin);
      await admin.destroy();
    },
  };
}
