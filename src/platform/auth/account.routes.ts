/** What an administrator does with accounts. Whatever changes one is recorded with it. */
import { AppError, notFound } from '../../lib/errors.ts';
import { isoTime } from '../../lib/time.ts';
import { type Route, route } from '../http/endpoint.ts';
import type { Database, Transaction } from '../store/database.ts';
import {
  accountById,
  accountByLogin,
  type AccountRow,
  addAccount,
  changeAccounts,
  latestEvents,
  otherAdministrators,
  record,
  type SeenAccount,
  seenAccounts,
  updateAccount,
} from './account.store.ts';
import * as contract from './auth.contract.ts';
import { dropLinks } from './link.store.ts';
import { type IssuedLink, issueLinkFor } from './links.ts';
import { newId } from './secret.ts';
import { dropSessions, revokeTokens } from './session.store.ts';

/** More would be no list of people. */
const MAX_ACCOUNTS = 1000;

export function accountRoutes(db: Database): Route[] {
  return [
    route(contract.listAccounts, async () => ({ accounts: (await seenAccounts(db)).map(shown) })),
    route(contract.inviteAccount, async ({ name, login, role }, actor) =>
      changeAccounts(db, async (transaction) => {
        if ((await accountByLogin(transaction, login)) !== undefined) {
          throw new AppError('conflict', `There is an account with the login ${login} already.`);
        }
        if ((await seenAccounts(transaction)).length >= MAX_ACCOUNTS) {
          throw new AppError(
            'conflict',
            `There are ${MAX_ACCOUNTS} accounts already, which is as many as there can be.`,
          );
        }
        const created = Date.now() * 1000;
        const row: AccountRow = { id: newId('account'), name, login, role, password: null, created, disabled: null };
        await addAccount(transaction, row);
        await record(transaction, { kind: 'invited', account: row.id, by: actor.account, detail: role });
        return linked(transaction, row.id, await issueLinkFor(transaction, row));
      }),
    ),
    route(contract.issueLink, async ({ id }, actor) =>
      changeAccounts(db, async (transaction) => {
        const row = await known(transaction, id);
        if (row.disabled !== null) throw new AppError('conflict', `${row.name} is disabled: enable the account first.`);
        await record(transaction, { kind: 'link-issued', account: id, by: actor.account });
        return linked(transaction, id, await issueLinkFor(transaction, row));
      }),
    ),
    route(contract.changeAccount, async ({ id, ...wish }, actor) =>
      changeAccounts(db, async (transaction) => {
        const row = await known(transaction, id);
        const ends = wish.disabled === true || (wish.role ?? row.role) !== 'administrator';
        if (row.role === 'administrator' && ends && (await otherAdministrators(transaction, id)) === 0) {
          throw new AppError('conflict', `${row.name} is the last administrator: make another one first.`);
        }
        await change(transaction, row, wish, actor.account);
        return shown(await seen(transaction, id));
      }),
    ),
    route(contract.endSessions, async ({ id }, actor) => {
      await known(db, id);
      const count = await dropSessions(db, { account: id });
      await record(db, { kind: 'sessions-ended', account: id, by: actor.account, detail: String(count) });
      return {};
    }),
    route(contract.listAccountEvents, async ({ limit }) => ({
      events: (await latestEvents(db, limit)).map((event) => ({ ...event, at: isoTime(event.at) })),
    })),
  ];
}

interface Wish {
  readonly name?: string | undefined;
  readonly role?: string | undefined;
  readonly disabled?: boolean | undefined;
}

async function change(db: Transaction, row: AccountRow, { name, role, disabled }: Wish, by: string): Promise<void> {
  const { id } = row;
  if (name !== undefined && name !== row.name) {
    await updateAccount(db, id, { name });
    await record(db, { kind: 'renamed', account: id, by, detail: `${row.name} → ${name}` });
  }
  if (role !== undefined && role !== row.role) {
    await updateAccount(db, id, { role });
    await record(db, { kind: 'role-changed', account: id, by, detail: `${row.role} → ${role}` });
  }
  if (disabled === undefined || disabled === (row.disabled !== null)) return;
  const now = Date.now() * 1000;
  await updateAccount(db, id, { disabled: disabled ? now : null });
  await record(db, { kind: disabled ? 'disabled' : 'enabled', account: id, by });
  if (!disabled) return;
  await dropSessions(db, { account: id });
  await dropLinks(db, id);
  await revokeTokens(db, id, now);
}

async function known(db: Database, id: string): Promise<AccountRow> {
  const row = await accountById(db, id);
  if (row === undefined) throw notFound('The account', id);
  return row;
}

async function seen(db: Database, id: string): Promise<SeenAccount> {
  const [row] = await seenAccounts(db, id);
  if (row === undefined) throw notFound('The account', id);
  return row;
}

async function linked(db: Database, id: string, { path, expires }: IssuedLink) {
  return { account: shown(await seen(db, id)), path, expires: isoTime(expires) };
}

const orNull = (time: number | null) => (time === null ? null : isoTime(time));

function shown({ created, disabled, seen: last, ...rest }: SeenAccount) {
  return { ...rest, created: isoTime(created), disabled: orNull(disabled), seen: orNull(last) };
}
