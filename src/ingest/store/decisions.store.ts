/** Decisions of people, and whom they are about. */
import { sql } from 'kysely';
import type { Transaction } from '../../platform/store/database.ts';
import type { Subject } from '../take-in.ts';

/** One at a time changes who is who: windows that are taken in, and people. */
const INVENTORY_LOCK = 0x1e7e;

/** Waits for its turn, and keeps it until the transaction ends. */
export async function holdInventory(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${INVENTORY_LOCK}::bigint)`.execute(tx);
}

/** The device that another became part of; itself when it did not. */
export async function aliasOf(tx: Transaction, id: string): Promise<string> {
  const row = await tx.selectFrom('device_alias').select('device').where('old', '=', id).executeTakeFirst();
  return row?.device ?? id;
}

export async function subjectsOf(tx: Transaction, devices: readonly string[]): Promise<Subject[]> {
  return await tx
    .selectFrom('endpoint')
    .select(['mac', 'address'])
    .where('device', 'in', [...devices])
    .execute();
}

/** Endpoints of hardware addresses, and of internet addresses. */
export async function subjectsAt(tx: Transaction, anchors: readonly string[]): Promise<Subject[]> {
  const list = sql`${sql.val([...anchors])}::text[] collate "C"`;
  const found = await sql<Subject>`
    select mac, address from endpoint where mac = any(${list})
    union select mac, address from endpoint where address = any(${list})`.execute(tx);
  return found.rows;
}

/** Whose one of these addresses is. */
export async function deviceAt(tx: Transaction, anchors: readonly string[]): Promise<string | null> {
  const list = sql`${sql.val([...anchors])}::text[] collate "C"`;
  const found = await sql<{ device: string }>`
    select device from endpoint where (mac = any(${list}) or address = any(${list})) and device is not null
    order by mac = any(${list}) desc, greatest(last, spoke_last) desc limit 1`.execute(tx);
  return found.rows[0]?.device ?? null;
}

export async function addDecision(
  tx: Transaction,
  row: {
    readonly id: string;
    readonly kind: 'merge' | 'split';
    readonly anchors: string[];
    readonly before: readonly { device: string }[];
    readonly note: string;
    readonly at: number;
    readonly by: string;
  },
): Promise<void> {
  await tx
    .insertInto('decision')
    .values({ ...row, before: JSON.stringify(row.before), undone: null, undone_by: null })
    .execute();
}

export async function readDecision(
  tx: Transaction,
  id: string,
): Promise<{ anchors: string[]; undone: number | null } | undefined> {
  return await tx
    .selectFrom('decision')
    .select(['anchors', 'undone'])
    .where('id', '=', id)
    .where('kind', 'in', ['merge', 'split'])
    .executeTakeFirst();
}

export async function setUndone(tx: Transaction, id: string, by: string, at: number): Promise<void> {
  await tx.updateTable('decision').set({ undone: at, undone_by: by }).where('id', '=', id).execute();
}
