/** What people decided, page by page, the latest first. */
import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { notFound } from '../../lib/errors.ts';
import { isoTime } from '../../lib/time.ts';
import type { Database, Transaction } from '../../platform/store/database.ts';
import { cursorOf, parseCursor } from '../cursor.ts';
import type { Decision, DecisionKind } from '../decision.contract.ts';
import { decisionWords } from '../decision-words.ts';

interface Stored {
  readonly id: string;
  readonly kind: DecisionKind;
  readonly anchors: string[];
  readonly devices: string[];
  readonly note: string;
  readonly at: number;
  readonly by: string;
  readonly undone: number | null;
  readonly undoneBy: string | null;
}

/** A device was part of so many decisions at most that its page shows them. */
const SHOWN = 50;

export async function readDecisions(
  db: Database,
  {
    kind,
    cursor,
    limit,
  }: { readonly kind: readonly DecisionKind[]; readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ decisions: Decision[]; next: string | null }> {
  const conditions: RawBuilder<SqlBool>[] = [sql`true`];
  if (kind.length > 0) conditions.push(sql`decision.kind = any(${kind}::text[])`);
  if (cursor !== undefined) {
    const { at, id } = parseCursor(cursor);
    conditions.push(sql`(at, decision.id) < (${at}::bigint, ${id})`);
  }
  const rows = await select(db, sql.join(conditions, sql` and `), limit + 1);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { decisions: page.map(decisionOf), next: last === undefined ? null : cursorOf(last.at, last.id) };
}

/** Throws `not-found` when there is no such decision. */
export async function readDecision(db: Database, id: string): Promise<Decision> {
  const [stored] = await select(db, sql`decision.id = ${id}`, 1);
  if (stored === undefined) throw notFound('Decision', id);
  return decisionOf(stored);
}

/** Merges and splits that concern a device, by the addresses it has now. */
export async function readDecisionsAbout(db: Database, device: string): Promise<Decision[]> {
  const rows = await select(
    db,
    sql`decision.kind in ('merge', 'split') and anchors && (
      select array_agg(distinct anchor) from endpoint, unnest(array[mac, address]) as anchor
      where device = ${device} and anchor <> '')`,
    SHOWN,
  );
  return rows.map(decisionOf);
}

async function select(db: Database, condition: RawBuilder<unknown>, limit: number): Promise<Stored[]> {
  const { rows } = await sql<Stored>`
    select decision.id, decision.kind, anchors, note, at, undone,
      array(select entry ->> 'device' from jsonb_array_elements(before) as entry) as devices,
      coalesce(a.name, by) as by, coalesce(b.name, undone_by) as "undoneBy"
    from decision left join account a on a.id = by left join account b on b.id = undone_by
    where ${condition} order by at desc, decision.id desc limit ${limit}`.execute(db);
  return rows;
}

function decisionOf({ devices, at, undone, ...stored }: Stored): Decision {
  return {
    ...stored,
    says: decisionWords(stored.kind, devices.length, stored.anchors),
    devices: devices.length,
    at: isoTime(at),
    undone: undone === null ? null : isoTime(undone),
  };
}

/** Nobody else undoes it meanwhile. Throws `not-found` when there is no such decision. */
export async function lockDecision(
  transaction: Transaction,
  id: string,
): Promise<{ kind: DecisionKind; at: number; undone: number | null }> {
  const stored = await transaction
    .selectFrom('decision')
    .select(['kind', 'at', 'undone'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (stored === undefined) throw notFound('Decision', id);
  return stored;
}

export async function markUndone(transaction: Transaction, id: string, at: number, by: string): Promise<void> {
  await transaction.updateTable('decision').set({ undone: at, undone_by: by }).where('id', '=', id).execute();
}
