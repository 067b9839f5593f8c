/** Accounts in the database, and the record of what was done to them. Times are microseconds since 1970. */
import { sql } from 'kysely';
import type { Database, Transaction } from '../store/database.ts';
import type { PlatformTables } from '../store/tables/platform.ts';

export type AccountRow = PlatformTables['account'];
/** An account with when it was last used. */
export type SeenAccount = Omit<AccountRow, 'password'> & { invited: boolean; seen: number | null };

/** Whatever changes accounts comes one after the other: two cannot disable each other's last administrator. */
export async function changeAccounts<T>(db: Database, change: (transaction: Transaction) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext('wardline.account'))`.execute(transaction);
    return change(transaction);
  });
}

export async function anyAccount(db: Database): Promise<boolean> {
  return (await db.selectFrom('account').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Whether there is neither an account nor anything but the demo hospital: nothing to be kept from anybody. */
export async function isOpenDemo(db: Database): Promise<boolean> {
  const real = db
    .selectFrom('account')
    .select('id')
    .union(db.selectFrom('sensor').select('id'))
    .union(db.selectFrom('switch').select('id'))
    .union(db.selectFrom('import').select('id'))
    .union(
      db
        .selectFrom('source')
        .select(sql<string>`id::text`.as('id'))
        .where('demo', '=', false),
    );
  return (await real.limit(1).execute()).length === 0;
}

export async function accountByLogin(db: Database, login: string): Promise<AccountRow | undefined> {
  return db.selectFrom('account').selectAll().where('login', '=', login).executeTakeFirst();
}

export async function accountById(db: Database, id: string): Promise<AccountRow | undefined> {
  return db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst();
}

/** At most 1000, by name; with `id`, that one. */
export async function seenAccounts(db: Database, id?: string): Promise<SeenAccount[]> {
  return db
    .selectFrom('account as a')
    .select(['a.id', 'a.name', 'a.login', 'a.role', 'a.created', 'a.disabled'])
    .select(sql<boolean>`a.password is null`.as('invited'))
    .select((eb) =>
      eb
        .selectFrom('session as s')
        .select((inner) => inner.fn.max('s.seen').as('seen'))
        .whereRef('s.account', '=', 'a.id')
        .as('seen'),
    )
    .$if(id !== undefined, (query) => query.where('a.id', '=', id ?? ''))
    .orderBy(sql`lower(a.name)`)
    .orderBy('a.id')
    .limit(1000)
    .execute();
}

export async function addAccount(db: Database, row: AccountRow): Promise<void> {
  await db.insertInto('account').values(row).execute();
}

export async function updateAccount(db: Database, id: string, values: Partial<Omit<AccountRow, 'id'>>): Promise<void> {
  await db.updateTable('account').set(values).where('id', '=', id).execute();
}

/** How many can still log in and do everything, besides `id`. */
export async function otherAdministrators(db: Database, id: string): Promise<number> {
  const { count } = await db
    .selectFrom('account')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('role', '=', 'administrator')
    .where('disabled', 'is', null)
    .where('password', 'is not', null)
    .where('id', '!=', id)
    .executeTakeFirstOrThrow();
  return count;
}

/** The one that a person at the machine most likely means: an administrator, in use, the oldest. */
export async function firstAdministrator(db: Database): Promise<AccountRow | undefined> {
  return db
    .selectFrom('account')
    .selectAll()
    .orderBy(sql`role = 'administrator'`, 'desc')
    .orderBy(sql`disabled is null`, 'desc')
    .orderBy('created')
    .limit(1)
    .executeTakeFirst();
}

export interface AccountEvent {
  readonly kind:
    | 'set-up'
    | 'invited'
    | 'joined'
    | 'link-issued'
    | 'renamed'
    | 'role-changed'
    | 'disabled'
    | 'enabled'
    | 'password-changed'
    | 'sessions-ended'
    | 'token-made'
    | 'token-revoked'
    | 'break-glass';
  readonly account: string | null;
  /** An account's id, `link` or `shell`. */
  readonly by: string;
  readonly detail?: string;
}

export async function record(db: Database, { detail, ...event }: AccountEvent): Promise<void> {
  await db
    .insertInto('account_event')
    .values({ ...event, detail: detail ?? null, at: Date.now() * 1000 })
    .execute();
}

export async function latestEvents(db: Database, limit: number) {
  return db
    .selectFrom('account_event as e')
    .leftJoin('account as a', 'a.id', 'e.account')
    .leftJoin('account as b', 'b.id', 'e.by')
    .select(['e.at', 'e.kind', 'e.detail', 'a.name as account'])
    .select(sql<string>`coalesce(b.name, e.by)`.as('by'))
    .orderBy('e.id', 'desc')
    .limit(limit)
    .execute();
}
