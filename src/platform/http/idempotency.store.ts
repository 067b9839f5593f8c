/** Keeps what was answered to requests with an `Idempotency-Key`. */
import type { Database } from '../store/database.ts';

export interface Kept {
  readonly request: string;
  readonly status: number | null;
  readonly body: string | null;
}

/** Takes the key for a request; what it was taken for already, when it was. Forgets what is older than `since`. */
export async function takeKey(
  db: Database,
  row: { account: string; key: string; request: string; at: number },
  since: number,
): Promise<Kept | undefined> {
  await db.deleteFrom('idempotency').where('at', '<', since).execute();
  const taken = await db
    .insertInto('idempotency')
    .values({ ...row, status: null, body: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (taken !== undefined) return undefined;
  return db
    .selectFrom('idempotency')
    .select(['request', 'status', 'body'])
    .where('account', '=', row.account)
    .where('key', '=', row.key)
    .executeTakeFirst();
}

/** `request` again: of an upload it is known only now. */
export async function keepAnswer(
  db: Database,
  { account, key, ...answer }: { account: string; key: string; request: string; status: number; body: string },
): Promise<void> {
  await db.updateTable('idempotency').set(answer).where('account', '=', account).where('key', '=', key).execute();
}

/** Makes the key free, because nothing was done. */
export async function freeKey(db: Database, account: string, key: string): Promise<void> {
  await db
    .deleteFrom('idempotency')
    .where('account', '=', account)
    .where('key', '=', key)
    .where('status', 'is', null)
    .execute();
}
