/** The one way to the database: Kysely over a pool of connections. SQL is kept to what PostgreSQL 15 has. */
import {
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  type PostgresPool,
  type Transaction as KyselyTransaction,
} from 'kysely';
import { Pool, types } from 'pg';
import { asUnavailable } from './failure.ts';
import type { Schema } from './schema.ts';

export type Database = Kysely<Schema>;
export type Transaction = KyselyTransaction<Schema>;

/** bigint: our counts and microseconds stay below 2^53. */
types.setTypeParser(types.builtins.INT8, Number);
types.setTypeParser(types.builtins.NUMERIC, Number);

/**
 * `url`: a connection string; a folder as host is a unix socket. Nothing is connected before the first query. Queries throw
 * `AppError` `unavailable` while the server is away, and connect anew when it is back.
 */
export function openDatabase(url: string, connections = 8): Database {
  const pool = new Pool({ connectionString: url, max: connections, application_name: 'wardline', keepAlive: true });
  // A connection that the server closes is replaced by the next query, and its queries are told themselves.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const told: PostgresPool = {
    options: pool.options,
    end: () => pool.end(),
    connect: () => pool.connect().catch(throwTold),
  };
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: told, onCreateConnection: tellInWords }) });
}

/** From here on `connection` fails with errors that are sorted by whose fault they are. */
function tellInWords(connection: DatabaseConnection): Promise<void> {
  const executeQuery: typeof connection.executeQuery = connection.executeQuery.bind(connection);
  connection.executeQuery = (...query) => executeQuery<never>(...query).catch(throwTold);
  return Promise.resolve();
}

function throwTold(error: unknown): never {
  throw asUnavailable(error);
}
