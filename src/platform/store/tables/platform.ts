/** Tables of the platform itself: the bus, accounts, settings. Times are microseconds since 1970. */
import type { Generated, JSONColumnType } from 'kysely';

export interface PlatformTables {
  /** Messages in the order of `seq`; partitioned, and kept for a day. */
  bus: {
    seq: Generated<number>;
    /** The transaction that published it: one that is still open may yet publish a lower `seq`. */
    xid: Generated<string>;
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
  /** One-time links: the set-up of the first account, invitations. */
  invitation: {
    id: string;
    role: string;
    account: string | null;
    created: number;
    expires: number;
    used: number | null;
  };
  /** What was answered to a request with an `Idempotency-Key`. */
  idempotency: { key: string; account: string; request: string; status: number; body: string; at: number };
  webhook: {
    id: string;
    url: string;
    /** Signs what is sent: HMAC-SHA-256. */
    secret: string;
    events: string[];
    created: number;
    disabled: number | null;
  };
  webhook_delivery: {
    id: string;
    webhook: string;
    event: string;
    body: string;
    created: number;
    due: number;
    attempts: number;
    delivered: number | null;
    status: number | null;
    error: string | null;
  };
}
