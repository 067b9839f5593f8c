/** What became different, page by page, the latest first. */
import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { isoTime } from '../../lib/time.ts';
import type { Database } from '../../platform/store/database.ts';
import { changeWords } from '../change-words.ts';
import { cursorOf, parseCursor } from '../cursor.ts';
import type { Change, ChangeKind } from '../history.contract.ts';
import { readRefs } from './refs.ts';

export interface ChangeQuery {
  /** Ids that the device has and had; null for the whole network. */
  readonly devices: readonly string[] | null;
  readonly kind: readonly ChangeKind[];
  readonly cursor?: string | undefined;
  readonly limit: number;
}

interface Stored {
  readonly id: number;
  readonly device: string;
  readonly at: number;
  readonly kind: ChangeKind;
  readonly field: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly source: number | null;
  readonly frame: number | null;
  readonly by: string | null;
}

/** `next` is null on the last page. Throws `invalid` for a cursor that no page gave. */
export async function readChanges(
  db: Database,
  query: ChangeQuery,
): Promise<{ changes: Change[]; next: string | null }> {
  const { rows } = await sql<Stored>`
    select change.id, device, at, change.kind, field, before, after, source, frame, coalesce(account.name, by) as by
    from change left join account on account.id = by
    where ${sql.join(conditionsOf(query), sql` and `)}
    order by at desc, change.id desc limit ${query.limit + 1}`.execute(db);
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  const refOf = await readRefs(
    db,
    page.map(({ device }) => device),
  );
  return {
    changes: page.map((row) => ({
      id: row.id,
      device: refOf(row.device),
      at: isoTime(row.at),
      kind: row.kind,
      says: changeWords(row),
      field: row.field,
      before: row.before,
      after: row.after,
      by: row.by,
      evidence: row.source === null || row.frame === null ? null : { capture: row.source, frame: row.frame },
    })),
    next: last === undefined ? null : cursorOf(last.at, String(last.id)),
  };
}

function conditionsOf({ devices, kind, cursor }: ChangeQuery): RawBuilder<SqlBool>[] {
  const conditions: RawBuilder<SqlBool>[] = [];
  // One id is what nearly all devices have, and then the index gives the order.
  if (devices?.length === 1) conditions.push(sql`device = ${devices[0]}`);
  else if (devices !== null) conditions.push(sql`device = any(${devices}::text[])`);
  if (kind.length > 0) conditions.push(sql`change.kind = any(${kind}::text[])`);
  if (cursor !== undefined) {
    const { at, id } = parseCursor(cursor);
    conditions.push(sql`(at, change.id) < (${at}::bigint, ${Number(id)}::bigint)`);
  }
  return conditions.length === 0 ? [sql`true`] : conditions;
}
