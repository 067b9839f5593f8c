/** What tables there are, asked of PostgreSQL's catalogue: a backup forgets none, whoever added it. */
import { sql } from 'kysely';
import type { Database } from '../database.ts';

export interface TableFacts {
  readonly name: string;
  readonly parent: string | null;
  readonly bounds: string | null;
  /** Those that are stored, not computed. */
  readonly columns: string[];
  /** Tables that its rows refer to. */
  readonly needs: string[];
}

/** Tables with rows of their own in the current schema, those first that others refer to; the migrator's are left out. */
export async function tablesOf(db: Database): Promise<TableFacts[]> {
  const { rows } = await sql<TableFacts>`
    select c.relname as name, parent.relname as parent, pg_get_expr(c.relpartbound, c.oid) as bounds,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select f.confrelid::regclass::text from pg_constraint f
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as needs
    from pg_class c
      left join pg_inherits i on i.inhrelid = c.oid
      left join pg_class parent on parent.oid = i.inhparent
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and c.relname not like 'kysely\\_%'
    order by c.relname`.execute(db);
  return inOrderOfNeed(rows);
}

function inOrderOfNeed(tables: readonly TableFacts[]): TableFacts[] {
  const left = new Map(tables.map((table) => [table.name, table]));
  const ordered: TableFacts[] = [];
  while (left.size > 0) {
    const free = [...left.values()].filter(({ needs }) => needs.every((name) => !left.has(name)));
    if (free.length === 0) throw new Error(`Tables refer to each other in a circle: ${[...left.keys()].join(', ')}`);
    for (const table of free) left.delete(table.name);
    ordered.push(...free);
  }
  return ordered;
}

export interface SequenceFacts {
  readonly name: string;
  /** The last number that it gave out. */
  readonly value: number;
}

/** Those that have given out a number: of identity columns, and others. */
export async function sequencesOf(db: Database): Promise<SequenceFacts[]> {
  const { rows } = await sql<SequenceFacts>`
    select * from (
      select relname as name, pg_sequence_last_value(oid::regclass) as value
      from pg_class where relkind = 'S' and relnamespace = current_schema()::regnamespace
    ) sequence where value is not null order by name`.execute(db);
  return rows;
}

export async function setSequence(db: Database, { name, value }: SequenceFacts): Promise<void> {
  await sql`select setval(quote_ident(${name})::regclass, ${value})`.execute(db);
}

export async function serverVersionOf(db: Database): Promise<string> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db);
  return rows[0]?.version ?? '';
}

/** What a fresh schema may hold already goes, so that all rows are those of the backup. */
export async function emptyTables(db: Database, names: readonly string[]): Promise<void> {
  if (names.length > 0) await sql`truncate ${sql.join(names.map((name) => sql.table(name)))}`.execute(db);
}

export async function addPartition(db: Database, name: string, parent: string, bounds: string): Promise<void> {
  await sql`create table ${sql.table(name)} partition of ${sql.table(parent)} ${sql.raw(bounds)}`.execute(db);
}

/** Takes away whatever migrations made in a database that was empty before. */
export async function dropEverything(db: Database): Promise<void> {
  const { rows } = await sql<{ name: string; kind: string }>`
    select relname as name, case relkind when 'S' then 'sequence' when 'v' then 'view' else 'table' end as kind
    from pg_class
    where relkind in ('r', 'p', 'S', 'v') and not relispartition and relnamespace = current_schema()::regnamespace
    order by relkind = 'S'`.execute(db);
  for (const { name, kind } of rows) {
    await sql`drop ${sql.raw(kind)} if exists ${sql.table(name)} cascade`.execute(db);
  }
  const functions = await sql<{ signature: string }>`
    select p.oid::regprocedure::text as signature from pg_proc p
    where p.pronamespace = current_schema()::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`.execute(db);
  for (const { signature } of functions.rows) await sql`drop function if exists ${sql.raw(signature)}`.execute(db);
}
