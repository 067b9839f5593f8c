/** Saved views of an account. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { AppError, notFound } from '../../lib/errors.ts';
import { isoTime } from '../../lib/time.ts';
import type { Database } from '../../platform/store/database.ts';
import type { SavedView } from '../view.contract.ts';

const MAX_VIEWS = 100;

interface Stored {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly created: number;
}

export async function readViews(db: Database, account: string): Promise<SavedView[]> {
  const rows = await db
    .selectFrom('saved_view')
    .select(['id', 'name', 'query', 'created'])
    .where('account', '=', account)
    .orderBy(sql`lower(name)`)
    .limit(MAX_VIEWS)
    .execute();
  return rows.map(viewOf);
}

/** Throws `conflict` when the account has a view of this name, or as many as there may be. */
export async function insertView(
  db: Database,
  account: string,
  view: { readonly name: string; readonly query: string; readonly created: number },
): Promise<SavedView> {
  const { rows } = await sql<Stored>`
    insert into saved_view (id, account, name, query, created)
    select ${randomUUID()}, ${account}, ${view.name}, ${view.query}, ${view.created}::bigint
    where (select count(*) from saved_view where account = ${account}) < ${MAX_VIEWS}
    on conflict (account, name) do nothing returning id, name, query, created`.execute(db);
  const [stored] = rows;
  if (stored !== undefined) return viewOf(stored);
  const views = await readViews(db, account);
  throw views.length < MAX_VIEWS
    ? taken(view.name)
    : new AppError('conflict', `You have ${MAX_VIEWS} saved views: delete one before you save another`);
}

/** Throws `not-found` when the account has no such view, and `conflict` when it has another of the new name. */
export async function updateView(
  db: Database,
  account: string,
  id: string,
  changes: { readonly name?: string | undefined; readonly query?: string | undefined },
): Promise<SavedView> {
  const { name = null, query = null } = changes;
  const { rows } = await sql<Stored>`
    update saved_view set name = coalesce(${name}, name), query = coalesce(${query}, query)
    where id = ${id} and account = ${account} and not exists (
      select from saved_view as other where other.account = ${account} and other.name = ${name} and other.id <> ${id}
    ) returning id, name, query, created`.execute(db);
  const [stored] = rows;
  if (stored !== undefined) return viewOf(stored);
  const views = await readViews(db, account);
  throw name !== null && views.some((it) => it.id === id) ? taken(name) : notFound('View', id);
}

/** Throws `not-found` when the account has no such view. */
export async function deleteView(db: Database, account: string, id: string): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('saved_view')
    .where('id', '=', id)
    .where('account', '=', account)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw notFound('View', id);
}

const taken = (name: string) =>
  new AppError('conflict', `You have a view called ${name} already: choose another name, or change that one`);

function viewOf({ id, name, query, created }: Stored): SavedView {
  return { id, name, query, created: isoTime(created) };
}
