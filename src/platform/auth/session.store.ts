/** Sessions and API tokens in the database: found by the hash of their secret. Times are microseconds since 1970. */
import type { Database } from '../store/database.ts';
import type { PlatformTables } from '../store/tables/platform.ts';

type SessionRow = PlatformTables['session'];
type TokenRow = PlatformTables['api_token'];

export interface Owner {
  readonly account: string;
  readonly name: string;
  readonly role: string;
}

/** Sessions of one account; the one that was quiet for longest ends for a new one. */
const MAX_SESSIONS = 50;

/** Adds a session, and takes away those that have ended. */
export async function addSession(db: Database, row: SessionRow, idleSince: number): Promise<void> {
  await db
    .deleteFrom('session')
    .where((eb) => eb.or([eb('expires', '<', row.created), eb('seen', '<', idleSince)]))
    .execute();
  await db.insertInto('session').values(row).execute();
  const kept = db
    .selectFrom('session')
    .select('id')
    .where('account', '=', row.account)
    .orderBy('seen', 'desc')
    .limit(MAX_SESSIONS);
  await db.deleteFrom('session').where('account', '=', row.account).where('id', 'not in', kept).execute();
}

/** Whose session it is, when it has not ended and the account is not disabled. */
export async function sessionOwner(
  db: Database,
  id: string,
  now: number,
  idleSince: number,
): Promise<(Owner & { readonly seen: number }) | undefined> {
  return db
    .selectFrom('session as s')
    .innerJoin('account as a', 'a.id', 's.account')
    .select(['a.id as account', 'a.name', 'a.role', 's.seen'])
    .where('s.id', '=', id)
    .where('s.expires', '>', now)
    .where('s.seen', '>', idleSince)
    .where('a.disabled', 'is', null)
    .executeTakeFirst();
}

export async function touchSession(db: Database, id: string, seen: number): Promise<void> {
  await db.updateTable('session').set({ seen }).where('id', '=', id).execute();
}

export async function sessionsOf(db: Database, account: string, idleSince: number): Promise<SessionRow[]> {
  return db
    .selectFrom('session')
    .selectAll()
    .where('account', '=', account)
    .where('seen', '>', idleSince)
    .orderBy('seen', 'desc')
    .limit(MAX_SESSIONS)
    .execute();
}

/** Ends sessions: the one of `id`, or all of `account`, all but `except`. How many that were. */
export async function dropSessions(
  db: Database,
  { id, account, except }: { id?: string; account?: string; except?: string | undefined },
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('session')
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .$if(account !== undefined, (query) => query.where('account', '=', account ?? ''))
    .$if(except !== undefined, (query) => query.where('id', '!=', except ?? ''))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export async function addToken(db: Database, row: TokenRow): Promise<void> {
  await db.insertInto('api_token').values(row).execute();
}

export async function tokenOwner(
  db: Database,
  digest: string,
  now: number,
): Promise<(Owner & Pick<TokenRow, 'id' | 'scope' | 'used'>) | undefined> {
  return db
    .selectFrom('api_token as t')
    .innerJoin('account as a', 'a.id', 't.account')
    .select(['a.id as account', 'a.name', 'a.role', 't.id', 't.scope', 't.used'])
    .where('t.digest', '=', digest)
    .where('t.revoked', 'is', null)
    .where('t.expires', '>', now)
    .where('a.disabled', 'is', null)
    .executeTakeFirst();
}

export async function touchToken(db: Database, id: string, used: number): Promise<void> {
  await db.updateTable('api_token').set({ used }).where('id', '=', id).execute();
}

/** Those that work, the newest first. */
export async function tokensOf(db: Database, account: string): Promise<TokenRow[]> {
  return db
    .selectFrom('api_token')
    .selectAll()
    .where('account', '=', account)
    .where('revoked', 'is', null)
    .orderBy('created', 'desc')
    .execute();
}

/** The names of the tokens of `account` that were revoked: the one of `id`, or all. */
export async function revokeTokens(db: Database, account: string, revoked: number, id?: string): Promise<string[]> {
  const rows = await db
    .updateTable('api_token')
    .set({ revoked })
    .where('account', '=', account)
    .where('revoked', 'is', null)
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .returning('name')
    .execute();
  return rows.map(({ name }) => name);
}
