/** Tables of the platform itself: the bus, accounts, settings. Times are microseconds since 1970. */
import type { Generated, JSONColumnType } from 'kysely';

export interface PlatformTables {
  /** Messages in the order of `seq`, which in each topic is the order in which they became durable; partitioned by hour. */
  bus: {
    seq: Generated<number>;
    topic: string;
    /** Given by the publisher; publishing it again is no second message. */
    message_id: string;
    body: Buffer;
    at: Generated<number>;
  };
  /** How far a group of consumers has come, committed with what it made of the messages. */
  bus_cursor: { topic: string; consumer: string; seq: number };
  /** A message that a consumer failed on again and again, put aside so that the others go on. */
  bus_set_aside: {
    topic: string;
    consumer: string;
    seq: number;
    message_id: string;
    body: Buffer;
    reason: string;
    at: number;
  };
  setting: { key: string; value: JSONColumnType<object>; changed: number };
  account: {
    id: string;
    name: string;
    /** Lower case; what one logs in with. */
    login: string;
    role: string;
    /** scrypt with its parameters and salt; null until the person has chosen one. */
    password: string | null;
    created: number;
    disabled: number | null;
  };
  session: {
    /** SHA-256 of the cookie's secret. */
    id: string;
    account: string;
    created: number;
    seen: number;
    expires: number;
    agent: string;
  };
  /** One-time links: the set-up of the first account, invitations, a password chosen anew. */
  invitation: {
    /** SHA-256 of the link's secret. */
    id: string;
    kind: 'setup' | 'invite' | 'reset';
    /** Whose password it sets; null for the first account, which does not exist yet. */
    account: string | null;
    created: number;
    expires: number;
    used: number | null;
  };
  /** What a script says instead of logging in. */
  api_token: {
    id: string;
    account: string;
    name: string;
    /** SHA-256 of the secret. */
    digest: string;
    /** Permissions: never more than the account's role has on the day of the request. */
    scope: string[];
    created: number;
    expires: number;
    /** Last used, to the minute. */
    used: number | null;
    revoked: number | null;
  };
  /** What was done to accounts, by whom: written with the change, never deleted. */
  account_event: {
    id: Generated<number>;
    at: number;
    kind: string;
    /** To whom. */
    account: string | null;
    /** The account that did it; `link` for whoever held a one-time link, `shell` for a person at the machine. */
    by: string;
    detail: string | null;
  };
  /** What was answered to a request with an `Idempotency-Key`. */
  idempotency: {
    account: string;
    key: string;
    /** SHA-256 of method, path and input. */
    request: string;
    /** Null while the first of its requests is being answered. */
    status: number | null;
    body: string | null;
    at: number;
  };
  webhook: {
    id: string;
    name: string;
    url: string;
    /** Signs what is sent: HMAC-SHA-256. */
    secret: string;
    events: string[];
    created: number;
    created_by: string;
    disabled: number | null;
  };
  webhook_delivery: {
    id: string;
    webhook: string;
    event: string;
    body: string;
    created: number;
    /** When it is tried next; null once it was delivered or given up. */
    due: number | null;
    attempts: number;
    delivered: number | null;
    /** The last answer's HTTP status. */
    status: number | null;
    error: string | null;
  };
}
