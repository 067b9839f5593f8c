/** Rows as a table in SQL: one array a column, so that a statement is the same however many rows there are. */
import { type RawBuilder, sql } from 'kysely';

/**
 * `unnest(…) as alias (columns)`. `types` gives each column's type in SQL; arrays and objects travel as `jsonb`, or as
 * `text` when the value is text that the statement casts.
 */
export function rows<Name extends string>(
  alias: string,
  types: Readonly<Record<Name, string>>,
  values: readonly { readonly [Column in NoInfer<Name>]: unknown }[],
): RawBuilder<unknown> {
  const names = Object.keys(types);
  const arrays = Object.entries<string>(types).map(([name, type]) => {
    const json = type === 'jsonb';
    const column = values.map((row) => {
      const value: unknown = Reflect.get(row, name);
      return json && value !== null ? JSON.stringify(value) : value;
    });
    return sql`${sql.val(column)}::${sql.raw(type)}[]`;
  });
  return sql`unnest(${sql.join(arrays)}) as ${sql.id(alias)} (${sql.join(names.map((name) => sql.id(name)))})`;
}
