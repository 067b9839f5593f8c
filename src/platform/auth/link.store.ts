/** One-time links in the database, by the hash of their secret. Times are microseconds since 1970. */
import type { Database } from '../store/database.ts';
import type { PlatformTables } from '../store/tables/platform.ts';

export type LinkRow = PlatformTables['invitation'];

/** Adds a link; earlier ones for the same end work no longer. */
export async function addLink(db: Database, row: LinkRow): Promise<void> {
  await dropLinks(db, row.account);
  await db.insertInto('invitation').values(row).execute();
}

/** Of an account; with null, of the set-up. */
export async function dropLinks(db: Database, account: string | null): Promise<void> {
  await db
    .deleteFrom('invitation')
    .where('account', account === null ? 'is' : '=', account)
    .where('used', 'is', null)
    .execute();
}

/** A link that was not used and has not run out, with whose it is. */
export async function openLink(db: Database, id: string, now: number) {
  return db
    .selectFrom('invitation as i')
    .leftJoin('account as a', 'a.id', 'i.account')
    .select(['i.id', 'i.kind', 'i.account', 'i.expires', 'a.name', 'a.login', 'a.disabled'])
    .where('i.id', '=', id)
    .where('i.used', 'is', null)
    .where('i.expires', '>', now)
    .executeTakeFirst();
}

export async function useLink(db: Database, id: string, used: number): Promise<void> {
  await db.updateTable('invitation').set({ used }).where('id', '=', id).execute();
}
