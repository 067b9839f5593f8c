/** One-time links: how the first account comes to be, and how everyone chooses a password that nobody else ever knew. */
import { AppError } from '../../lib/errors.ts';
import type { Database } from '../store/database.ts';
import {
  type AccountRow,
  accountByLogin,
  anyAccount,
  changeAccounts,
  firstAdministrator,
  record,
  updateAccount,
} from './account.store.ts';
import { addLink } from './link.store.ts';
import { digestOf, newSecret } from './secret.ts';

const HOUR = 3_600_000_000;
/** Microseconds for which a link works. */
export const LINK_LIFE = { setup: 24 * HOUR, invite: 72 * HOUR, reset: 24 * HOUR } as const;

/** The part of an address behind the console's own; the secret stands in the fragment, which browsers send nowhere. */
export const setupPath = (secret: string): string => `setup#${secret}`;
export const welcomePath = (secret: string): string => `welcome#${secret}`;

/**
 * The path of the link that makes the first account, such as `setup#…`: works once, for a day, and those before it no longer.
 * Undefined when there is an account.
 */
export async function issueSetupLink(db: Database): Promise<string | undefined> {
  return changeAccounts(db, async (transaction) => {
    if (await anyAccount(transaction)) return undefined;
    const secret = newSecret();
    const created = Date.now() * 1000;
    const row = { id: digestOf(secret), kind: 'setup' as const, account: null, used: null };
    await addLink(transaction, { ...row, created, expires: created + LINK_LIFE.setup });
    return setupPath(secret);
  });
}

export interface IssuedLink {
  readonly path: string;
  /** Microseconds since 1970. */
  readonly expires: number;
}

/** A link by which the person of `account` chooses a password. */
export async function issueLinkFor(db: Database, account: AccountRow): Promise<IssuedLink> {
  const secret = newSecret();
  const kind = account.password === null ? 'invite' : 'reset';
  const created = Date.now() * 1000;
  const expires = created + LINK_LIFE[kind];
  await addLink(db, { id: digestOf(secret), kind, account: account.id, created, expires, used: null });
  return { path: welcomePath(secret), expires };
}

export interface ResetAccount {
  /** Null when there was no account, and the link makes the first. */
  readonly login: string | null;
  readonly path: string;
}

/**
 * For a person at the machine when nobody can log in any more: makes `login`, else the oldest administrator, an administrator in
 * use again, and issues a link for a new password. What it did is recorded. @throws AppError when there is no such login
 */
export async function resetAdministrator(db: Database, login?: string): Promise<ResetAccount> {
  const setup = await issueSetupLink(db);
  if (setup !== undefined) return { login: null, path: setup };
  return changeAccounts(db, async (transaction) => {
    const account =
      login === undefined
        ? await firstAdministrator(transaction)
        : await accountByLogin(transaction, login.trim().toLowerCase());
    if (account === undefined) throw new AppError('not-found', `There is no account with the login ${login ?? ''}.`);
    await updateAccount(transaction, account.id, { role: 'administrator', disabled: null });
    await record(transaction, { kind: 'break-glass', account: account.id, by: 'shell' });
    return { login: account.login, path: (await issueLinkFor(transaction, account)).path };
  });
}
