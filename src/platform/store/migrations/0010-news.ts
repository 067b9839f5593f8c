/** Indexes from which is counted how many devices were heard, and became different, without reading the devices. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS: readonly string[] = [
  'drop index device_last',
  'create index device_last on device (last, id) include (scope)',
  'create index device_changed on device (changed) include (scope, first)',
];
