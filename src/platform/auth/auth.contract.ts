/** Accounts, sessions, one-time links and API tokens: what can be asked. */
import { z } from 'zod';
import { ANYONE, endpoint, PERMISSIONS } from '../http/endpoint.ts';
import { ROLE_NAMES } from './role-words.ts';

const Login = z
  .string()
  .trim()
  .toLowerCase()
  .min(2)
  .max(100)
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._@+-]*$/u,
    'A login has letters, digits and . _ @ + - and begins with a letter or digit',
  );
const Name = z.string().trim().min(1).max(100);
const Role = z.enum(ROLE_NAMES);
/** How long it must be is checked with the rest, in words. */
const Password = z.string().max(1000);
const Secret = z.string().max(200);
const Time = z.string().describe('ISO 8601 in UTC');
const Nothing = z.object({});

export const Session = z.object({
  /** Null when nobody is logged in. */
  account: z.object({ id: z.string(), name: z.string(), login: z.string(), role: z.string() }).nullable(),
  permissions: z.array(z.enum(PERMISSIONS)),
  /** Looks at the demo hospital without an account. */
  visitor: z.boolean(),
  /** Whether there is any account yet. */
  ready: z.boolean(),
});

export const getSession = endpoint({
  method: 'GET',
  path: '/session',
  summary: 'Who is logged in, and what they may do',
  permission: ANYONE,
  input: Nothing,
  output: Session,
});

export const logIn = endpoint({
  method: 'POST',
  path: '/session',
  summary: 'Log in',
  permission: ANYONE,
  input: z.object({ login: z.string().trim().toLowerCase().max(100), password: Password }),
  output: Session,
});

export const logOut = endpoint({
  method: 'DELETE',
  path: '/session',
  summary: 'Log out',
  permission: ANYONE,
  input: Nothing,
  output: Nothing,
});

export const lookAtLink = endpoint({
  method: 'POST',
  path: '/links/look',
  summary: 'What a one-time link is for',
  permission: ANYONE,
  input: z.object({ secret: Secret }),
  output: z.object({
    kind: z.enum(['setup', 'invite', 'reset']),
    name: z.string().nullable(),
    login: z.string().nullable(),
    expires: Time,
  }),
});

export const redeemLink = endpoint({
  method: 'POST',
  path: '/links/redeem',
  summary: 'Choose a password by a one-time link, and log in; the first link of all also makes the first account',
  permission: ANYONE,
  input: z.object({ secret: Secret, password: Password, name: Name.optional(), login: Login.optional() }),
  output: Session,
});

export const Account = z.object({
  id: z.string(),
  name: z.string(),
  login: z.string(),
  role: z.string(),
  created: Time,
  disabled: Time.nullable(),
  /** Has not chosen a password yet. */
  invited: z.boolean(),
  /** When one of its sessions was last used. */
  seen: Time.nullable(),
});

export const listAccounts = endpoint({
  method: 'GET',
  path: '/accounts',
  summary: 'All accounts, by name',
  permission: 'account:read',
  input: Nothing,
  output: z.object({ accounts: z.array(Account) }),
});

/** To be handed to the person: shown once. */
const Link = z.object({
  account: Account,
  path: z.string().describe('Of the console, with the secret'),
  expires: Time,
});

export const inviteAccount = endpoint({
  method: 'POST',
  path: '/accounts',
  summary: 'Make an account, and a one-time link by which its person chooses a password',
  permission: 'account:write',
  input: z.object({ name: Name, login: Login, role: Role }),
  output: Link,
});

export const issueLink = endpoint({
  method: 'POST',
  path: '/accounts/{id}/link',
  summary: 'A new one-time link for someone who lost theirs, or their password',
  permission: 'account:write',
  input: z.object({ id: z.string() }),
  output: Link,
});

export const changeAccount = endpoint({
  method: 'PATCH',
  path: '/accounts/{id}',
  summary: 'Rename an account, give it another role, disable or enable it',
  permission: 'account:write',
  input: z.object({ id: z.string(), name: Name.optional(), role: Role.optional(), disabled: z.boolean().optional() }),
  output: Account,
});

export const endSessions = endpoint({
  method: 'DELETE',
  path: '/accounts/{id}/sessions',
  summary: 'Log an account out everywhere',
  permission: 'account:write',
  input: z.object({ id: z.string() }),
  output: Nothing,
});

export const listAccountEvents = endpoint({
  method: 'GET',
  path: '/accounts/events',
  summary: 'What was done to accounts, the latest first',
  permission: 'account:read',
  input: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
  output: z.object({
    events: z.array(
      z.object({
        at: Time,
        kind: z.string(),
        account: z.string().nullable(),
        by: z.string(),
        detail: z.string().nullable(),
      }),
    ),
  }),
});

export const renameSelf = endpoint({
  method: 'PATCH',
  path: '/own',
  summary: 'Change your own name',
  permission: 'own:write',
  input: z.object({ name: Name }),
  output: Session,
});

export const changePassword = endpoint({
  method: 'PUT',
  path: '/own/password',
  summary: 'Change your own password; your other sessions end',
  permission: 'own:write',
  input: z.object({ current: Password, next: Password }),
  output: Nothing,
});

export const listSessions = endpoint({
  method: 'GET',
  path: '/own/sessions',
  summary: 'Where you are logged in',
  permission: 'own:write',
  input: Nothing,
  output: z.object({
    sessions: z.array(z.object({ id: z.string(), current: z.boolean(), created: Time, seen: Time, agent: z.string() })),
  }),
});

export const endSession = endpoint({
  method: 'DELETE',
  path: '/own/sessions/{id}',
  summary: 'End one of your sessions',
  permission: 'own:write',
  input: z.object({ id: z.string() }),
  output: Nothing,
});

export const logOutEverywhere = endpoint({
  method: 'DELETE',
  path: '/own/sessions',
  summary: 'Log out everywhere, here too',
  permission: 'own:write',
  input: Nothing,
  output: Nothing,
});

const Token = z.object({
  id: z.string(),
  name: z.string(),
  scope: z.array(z.string()),
  created: Time,
  expires: Time,
  used: Time.nullable(),
});

export const listTokens = endpoint({
  method: 'GET',
  path: '/own/tokens',
  summary: 'Your API tokens',
  permission: 'own:write',
  input: Nothing,
  output: z.object({ tokens: z.array(Token) }),
});

export const makeToken = endpoint({
  method: 'POST',
  path: '/own/tokens',
  summary: 'Make an API token for a script; its secret is shown once',
  permission: 'own:write',
  input: z.object({
    name: Name,
    scope: z.array(z.enum(PERMISSIONS)).min(1).max(PERMISSIONS.length),
    days: z.number().int().min(1).max(366).default(90),
  }),
  output: z.object({ token: Token, secret: z.string() }),
});

export const revokeToken = endpoint({
  method: 'DELETE',
  path: '/own/tokens/{id}',
  summary: 'Revoke one of your API tokens',
  permission: 'own:write',
  input: z.object({ id: z.string() }),
  output: Nothing,
});
