/** Coming in and going out: log-in, log-out, and one-time links. */
import { AppError, notFound } from '../../lib/errors.ts';
import { oneLine } from '../../lib/one-line.ts';
import { isoTime } from '../../lib/time.ts';
import { type Exchange, type Route, route } from '../http/endpoint.ts';
import type { Database, Transaction } from '../store/database.ts';
import {
  accountById,
  accountByLogin,
  addAccount,
  anyAccount,
  changeAccounts,
  record,
  updateAccount,
} from './account.store.ts';
import * as contract from './auth.contract.ts';
import { clearSession, sessionSecret, setSession } from './cookie.ts';
import { IDLE, SESSION_LIFE } from './find-actor.ts';
import { openLink, useLink } from './link.store.ts';
import { LogInLimits } from './log-in-limits.ts';
import { hashPassword, isPassword } from './password.ts';
import { weakness } from './password-rules.ts';
import { describeSession } from './session-of.ts';
import { digestOf, newId, newSecret } from './secret.ts';
import { addSession, dropSessions } from './session.store.ts';

export function logInRoutes(db: Database): Route[] {
  const limits = new LogInLimits();
  return [
    // An API token may do less than its account.
    route(contract.getSession, async (_, { account, permissions }) => ({
      ...(await describeSession(db, account)),
      permissions: [...permissions],
    })),
    route(contract.logIn, async ({ login, password }, _, exchange) => {
      limits.try(login, exchange);
      const account = await accountByLogin(db, login);
      const usable = account?.disabled === null ? account : undefined;
      // As long for a login that does not exist as for one that does.
      if (!(await isPassword(password, usable?.password ?? null)) || usable === undefined) {
        throw new AppError('unauthenticated', 'The login or the password is not right.');
      }
      limits.succeeded(login, exchange);
      await begin(db, usable.id, exchange);
      return describeSession(db, usable.id);
    }),
    route(contract.logOut, async (_, __, exchange) => {
      const secret = sessionSecret(exchange);
      if (secret !== undefined) await dropSessions(db, { id: digestOf(secret) });
      clearSession(exchange);
      return {};
    }),
    route(contract.lookAtLink, async ({ secret }) => {
      const { kind, name, login, expires } = await linkOf(db, secret);
      return { kind, name, login, expires: isoTime(expires) };
    }),
    route(contract.redeemLink, async ({ secret, password, name, login }, _, exchange) => {
      const link = await linkOf(db, secret);
      const wanted = link.login ?? login;
      if (wanted === undefined || (link.account === null && name === undefined)) {
        throw new AppError('invalid', 'The first account needs a name and a login.');
      }
      const weak = weakness(password, wanted);
      if (weak !== undefined) throw new AppError('invalid', weak);
      const hash = await hashPassword(password);
      const id = await changeAccounts(db, async (transaction) => {
        // Someone else may have used it in the meantime.
        const { id: used, account } = await linkOf(transaction, secret);
        await useLink(transaction, used, Date.now() * 1000);
        if (account === null) return setUp(transaction, { name: name ?? '', login: wanted, password: hash });
        return join(transaction, account, hash);
      });
      await begin(db, id, exchange);
      return describeSession(db, id);
    }),
  ];
}

async function linkOf(db: Database, secret: string) {
  const link = await openLink(db, digestOf(secret), Date.now() * 1000);
  const over = link?.kind === 'setup' && (await anyAccount(db));
  if (link === undefined || over || (link.disabled !== null && link.account !== null)) {
    throw new AppError('not-found', 'This link has been used, or has run out. Ask for a new one.');
  }
  return link;
}

async function setUp(db: Transaction, values: { name: string; login: string; password: string }): Promise<string> {
  const id = newId('account');
  await addAccount(db, { id, ...values, role: 'administrator', created: Date.now() * 1000, disabled: null });
  await record(db, { kind: 'set-up', account: id, by: 'link' });
  return id;
}

async function join(db: Transaction, id: string, password: string): Promise<string> {
  const before = await accountById(db, id);
  if (before === undefined) throw notFound('The account', id);
  await updateAccount(db, id, { password });
  await dropSessions(db, { account: id });
  await record(db, { kind: before.password === null ? 'joined' : 'password-changed', account: id, by: 'link' });
  return id;
}

/** A new session each time: one that was planted in a browser before is worth nothing after. */
async function begin(db: Database, account: string, exchange: Exchange): Promise<void> {
  const secret = newSecret();
  const now = Date.now() * 1000;
  const agent = oneLine(exchange.header('user-agent') ?? '').slice(0, 200);
  const earlier = sessionSecret(exchange);
  if (earlier !== undefined) await dropSessions(db, { id: digestOf(earlier) });
  const row = { id: digestOf(secret), account, created: now, seen: now, expires: now + SESSION_LIFE, agent };
  await addSession(db, row, now - IDLE);
  setSession(exchange, secret, SESSION_LIFE / 1_000_000);
}
