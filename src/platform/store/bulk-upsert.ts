/** Writes many rows in one statement: `unnest` of one array a column, which is twice as fast as a list of values. */
import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';

/** A column's type in SQL, such as `bigint`, `text` or `jsonb`. Not an array: unnest would take it apart; give it as `jsonb`. */
export type Columns<Row> = { readonly [Name in keyof Row & string]: string };

export interface Upsert<Row> {
  readonly table: string;
  readonly columns: Columns<Row>;
  /** Of the unique index that tells whether a row is there already. */
  readonly key: readonly (keyof Row & string)[];
  /** What becomes of a row that is there, such as `packets = t.packets + excluded.packets`; nothing when absent. The table is called `t`. */
  readonly update?: RawBuilder<unknown>;
}

/** Rows are split so that no statement carries more. */
const MAX_ROWS = 5000;

/** Two rows of one call with the same key are an error of PostgreSQL's: add them up before. Rows are written in the order of their keys by the caller, or two writers may deadlock. */
export async function bulkUpsert<Row extends object>(
  db: Database,
  { table, columns, key, update }: Upsert<Row>,
  rows: readonly Row[],
): Promise<void> {
  const types = Object.entries<string>(columns);
  const list = sql.join(types.map(([name]) => sql.ref(name)));
  const action = update === undefined ? sql`nothing` : sql`update set ${update}`;
  for (let at = 0; at < rows.length; at += MAX_ROWS) {
    const part = rows.slice(at, at + MAX_ROWS);
    const arrays = types.map(([name, type]) => {
      const values = part.map((row): unknown => Reflect.get(row, name));
      return sql`${sql.val(type === 'jsonb' ? values.map(jsonOf) : values)}::${sql.raw(type)}[]`;
    });
    await sql`insert into ${sql.table(table)} as t (${list}) select * from unnest(${sql.join(arrays)})
      on conflict (${sql.join(key.map((name) => sql.ref(name)))}) do ${action}`.execute(db);
  }
}

function jsonOf(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
