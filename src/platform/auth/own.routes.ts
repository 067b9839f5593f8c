/** What everyone does with their own account. */
import { AppError, notFound } from '../../lib/errors.ts';
import { isoTime } from '../../lib/time.ts';
import { type Exchange, type Route, route } from '../http/endpoint.ts';
import type { Database } from '../store/database.ts';
import { accountById, changeAccounts, record, updateAccount } from './account.store.ts';
import * as contract from './auth.contract.ts';
import { clearSession, sessionSecret } from './cookie.ts';
import { IDLE, TOKEN_PREFIX } from './find-actor.ts';
import { LogInLimits } from './log-in-limits.ts';
import { hashPassword, isPassword } from './password.ts';
import { weakness } from './password-rules.ts';
import { NOT_FOR_TOKENS } from './roles.ts';
import { digestOf, newId, newSecret } from './secret.ts';
import { describeSession } from './session-of.ts';
import { addToken, dropSessions, revokeTokens, sessionsOf, tokensOf } from './session.store.ts';

/** Tokens of one account that work at the same time. */
const MAX_TOKENS = 50;
/** Microseconds. */
const DAY = 86_400_000_000;

export function ownRoutes(db: Database): Route[] {
  return [...selfRoutes(db), ...sessionRoutes(db), ...tokenRoutes(db)];
}

function selfRoutes(db: Database): Route[] {
  const limits = new LogInLimits();
  return [
    route(contract.renameSelf, async ({ name }, { account, name: before }) => {
      await changeAccounts(db, async (transaction) => {
        await updateAccount(transaction, account, { name });
        await record(transaction, { kind: 'renamed', account, by: account, detail: `${before} → ${name}` });
      });
      return describeSession(db, account);
    }),
    route(contract.changePassword, async ({ current, next }, { account }, exchange) => {
      const row = await accountById(db, account);
      if (row === undefined) throw notFound('The account', account);
      // Whoever finds a browser logged in does not get to guess the password there.
      limits.try(row.login, exchange);
      if (!(await isPassword(current, row.password)))
        throw new AppError('invalid', 'The current password is not right.');
      limits.succeeded(row.login, exchange);
      const weak = weakness(next, row.login);
      if (weak !== undefined) throw new AppError('invalid', weak);
      const password = await hashPassword(next);
      await changeAccounts(db, async (transaction) => {
        await updateAccount(transaction, account, { password });
        await dropSessions(transaction, { account, except: currentId(exchange) });
        await record(transaction, { kind: 'password-changed', account, by: account });
      });
      return {};
    }),
  ];
}

function sessionRoutes(db: Database): Route[] {
  return [
    route(contract.listSessions, async (_, { account }, exchange) => {
      const sessions = await sessionsOf(db, account, Date.now() * 1000 - IDLE);
      return {
        sessions: sessions.map(({ id, created, seen, agent }) => ({
          id: shortOf(id),
          current: id === currentId(exchange),
          created: isoTime(created),
          seen: isoTime(seen),
          agent,
        })),
      };
    }),
    route(contract.endSession, async ({ id }, { account }) => {
      const found = (await sessionsOf(db, account, 0)).find((it) => shortOf(it.id) === id);
      if (found === undefined) throw notFound('The session', id);
      await dropSessions(db, { id: found.id });
      return {};
    }),
    route(contract.logOutEverywhere, async (_, { account }, exchange) => {
      const count = await dropSessions(db, { account });
      await record(db, { kind: 'sessions-ended', account, by: account, detail: String(count) });
      clearSession(exchange);
      return {};
    }),
  ];
}

function tokenRoutes(db: Database): Route[] {
  return [
    route(contract.listTokens, async (_, { account }) => ({ tokens: (await tokensOf(db, account)).map(shown) })),
    route(contract.makeToken, async ({ name, scope, days }, { account, permissions }) => {
      const beyond = scope.find((it) => !permissions.has(it) || NOT_FOR_TOKENS.has(it));
      if (beyond !== undefined)
        throw new AppError('forbidden', `A token of yours cannot have the permission ${beyond}.`);
      const secret = `${TOKEN_PREFIX}${newSecret()}`;
      const created = Date.now() * 1000;
      const row = {
        id: newId('token'),
        account,
        name,
        digest: digestOf(secret),
        scope,
        created,
        used: null,
        revoked: null,
      };
      const token = { ...row, expires: created + days * DAY };
      await changeAccounts(db, async (transaction) => {
        if ((await tokensOf(transaction, account)).length >= MAX_TOKENS) {
          throw new AppError('conflict', `You have ${MAX_TOKENS} tokens already: revoke one that you no longer need.`);
        }
        await addToken(transaction, token);
        await record(transaction, { kind: 'token-made', account, by: account, detail: name });
      });
      return { token: shown(token), secret };
    }),
    route(contract.revokeToken, async ({ id }, { account }) => {
      const [name] = await revokeTokens(db, account, Date.now() * 1000, id);
      if (name === undefined) throw notFound('The token', id);
      await record(db, { kind: 'token-revoked', account, by: account, detail: name });
      return {};
    }),
  ];
}

const currentId = (exchange: Exchange) => {
  const secret = sessionSecret(exchange);
  return secret === undefined ? undefined : digestOf(secret);
};

/** The beginning of a hash: enough to name a session, and nothing to log in with. */
const shortOf = (id: string) => id.slice(0, 16);

interface Shown {
  readonly id: string;
  readonly name: string;
  readonly scope: string[];
  readonly created: number;
  readonly expires: number;
  readonly used: number | null;
}

function shown({ id, name, scope, created, expires, used }: Shown) {
  return {
    id,
    name,
    scope,
    created: isoTime(created),
    expires: isoTime(expires),
    used: used === null ? null : isoTime(used),
  };
}
