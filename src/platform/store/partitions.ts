/** Partitions of big tables: one for each stretch of time, so that what is old goes by dropping a table. */
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { lock } from './locks.ts';

export interface Partition {
  readonly name: string;
  /** In the unit of the table's own key: from it, and up to but without it. */
  readonly from: number;
  readonly to: number;
  /** On disk, with its indexes. */
  readonly bytes: number;
}

export interface NewPartition {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Such as `fillfactor = 80`; of the programmer's making. */
  readonly storage?: string;
  /** Unique indexes that the parent cannot have, because its key of time is not in them; each a list of columns. */
  readonly unique?: readonly (readonly string[])[];
}

/** How long a drop waits for those who read the table at this moment; meanwhile others wait behind it. */
const DROP_PATIENCE = '3s';
/** PostgreSQL's codes: a row in the default partition belongs into the new one; a lock was not to be had. */
const DEFAULT_HAS_ROWS = '23514';
const NO_LOCK = '55P03';

/** The oldest first; a default partition is none of them. */
export async function partitionsOf(db: Database, parent: string): Promise<Partition[]> {
  const { rows } = await sql<Partition>`
    select name, bounds[1]::bigint as from, bounds[2]::bigint as to, bytes from (
      select c.relname as name, pg_total_relation_size(c.oid) as bytes,
        regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \\(''?(-?\\d+)''?\\) TO \\(''?(-?\\d+)''?\\)') as bounds
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = ${parent}::regclass and not i.inhdetachpending
    ) partition where bounds is not null order by 2`.execute(db);
  return rows;
}

/**
 * Makes `partition` if there is none of that name. Attaching it waits for nobody who reads or writes, as creating it in place would.
 * False when the parent's default partition has rows of its stretch already: they stay there, and so do those that follow.
 */
export async function ensurePartition(db: Database, parent: string, partition: NewPartition): Promise<boolean> {
  if (await exists(db, partition.name)) return true;
  try {
    await db.transaction().execute(async (transaction) => {
      await lock(transaction, 'partition', parent);
      if (!(await exists(transaction, partition.name))) await makePartition(transaction, parent, partition);
    });
    return true;
  } catch (error) {
    if (codeOf(error) === DEFAULT_HAS_ROWS) return false;
    throw error;
  }
}

async function makePartition(
  transaction: Database,
  parent: string,
  { name, from, to, storage, unique = [] }: NewPartition,
): Promise<void> {
  const table = sql.table(name);
  const options = storage === undefined ? sql`` : sql`with (${sql.raw(storage)})`;
  await sql`create table ${table} (like ${sql.table(parent)} including defaults) ${options}`.execute(transaction);
  for (const columns of unique) {
    await sql`create unique index on ${table} (${sql.join(columns.map((column) => sql.ref(column)))})`.execute(
      transaction,
    );
  }
  await sql`alter table ${sql.table(parent)} attach partition ${table}
    for values from (${sql.lit(from)}) to (${sql.lit(to)})`.execute(transaction);
}

/** Drops a partition with its rows. False when others are busy with the table: try again later. */
export async function dropPartition(db: Database, name: string): Promise<boolean> {
  try {
    await db.transaction().execute(async (transaction) => {
      await sql`set local lock_timeout = ${sql.lit(DROP_PATIENCE)}`.execute(transaction);
      await sql`drop table if exists ${sql.table(name)}`.execute(transaction);
    });
    return true;
  } catch (error) {
    if (codeOf(error) === NO_LOCK) return false;
    throw error;
  }
}

/** Asks the catalogue's rows: `to_regclass` may still answer from before a lock was had. */
async function exists(db: Database, table: string): Promise<boolean> {
  const { rows } = await sql`
    select from pg_class where relname = ${table} and relnamespace = current_schema()::regnamespace`.execute(db);
  return rows.length > 0;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
