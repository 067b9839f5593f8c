/** The one way to the database: Kysely over a pool of connections. SQL is kept to what PostgreSQL 15 has. */
import { Kysely, PostgresDialect, type Transaction as KyselyTransaction } from 'kysely';
import { Pool, types } from 'pg';
import type { Schema } from './schema.ts';

export type Database = Kysely<Schema>;
export type Transaction = KyselyTransaction<Schema>;

/** bigint: our counts and microseconds stay below 2^53. */
types.setTypeParser(types.builtins.INT8, Number);
types.setTypeParser(types.builtins.NUMERIC, Number);

/** `url`: a connection string; a folder as host is a unix socket. Nothing is connected before the first query. */
export function openDatabase(url: string, connections = 8): Database {
  const pool = new Pool({ connectionString: url, max: connections, application_name: 'wardline' });
  // A connection that the server closes is replaced by the next query, and its queries are told themselves.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}
