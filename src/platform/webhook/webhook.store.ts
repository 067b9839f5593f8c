/** Where webhooks and their calls are kept. Times are microseconds since 1970. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { AppError, notFound } from '../../lib/errors.ts';
import { isoTime } from '../../lib/time.ts';
import type { Database } from '../store/database.ts';
import type { Delivery, EventName, Webhook } from './webhook.contract.ts';

/** So many systems are told; each is asked for in every transaction that has news. */
const MAX_WEBHOOKS = 50;
/** Calls that wait for one system. What comes beyond is not kept: a system that is away so long asks the API. */
const MAX_WAITING = 10_000;

const now = (): number => Date.now() * 1000;
const timeOf = (at: number | null): string | null => (at === null ? null : isoTime(at));

/** Notes a call to every system that wants to hear of `event`; it is made when the transaction is committed. */
export async function announce(db: Database, event: EventName, data: object): Promise<void> {
  const subscribed = await db
    .selectFrom('webhook')
    .select('id')
    .where('disabled', 'is', null)
    .where(sql<boolean>`${event} = any(events)`)
    .execute();
  for (const { id } of subscribed) {
    const { waiting } = await db
      .selectFrom('webhook_delivery')
      .select((all) => all.fn.countAll<number>().as('waiting'))
      .where('webhook', '=', id)
      .where('due', 'is not', null)
      .executeTakeFirstOrThrow();
    if (waiting < MAX_WAITING) await addDelivery(db, id, event, data);
  }
}

/** `data` goes out as it is: names and numbers, nothing of patients. */
export async function addDelivery(db: Database, webhook: string, event: string, data: object): Promise<string> {
  const id = `msg_${randomUUID()}`;
  const at = now();
  const body = JSON.stringify({ type: event, timestamp: isoTime(at), data });
  const row = { id, webhook, event, body, created: at, due: at, attempts: 0 };
  await db
    .insertInto('webhook_delivery')
    .values({ ...row, delivered: null, status: null, error: null })
    .execute();
  return id;
}

export async function listWebhooks(db: Database, only?: string): Promise<Webhook[]> {
  const rows = await db
    .selectFrom('webhook as w')
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('webhook_delivery')
          .select(['created', 'delivered', 'status', 'error'])
          .whereRef('webhook', '=', 'w.id')
          .orderBy('created', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select(['w.id', 'w.name', 'w.url', 'w.events', 'w.created', 'w.disabled'])
    .select(['last.created as at', 'last.delivered', 'last.status', 'last.error'])
    .select((outer) =>
      outer
        .selectFrom('webhook_delivery')
        .select((all) => all.fn.countAll<number>().as('n'))
        .whereRef('webhook', '=', 'w.id')
        .where('due', 'is not', null)
        .as('waiting'),
    )
    .$if(only !== undefined, (query) => query.where('w.id', '=', only ?? ''))
    .orderBy('w.name')
    .execute();
  return rows.map(({ id, name, url, events, created, disabled, waiting, at, delivered, status, error }) => ({
    id,
    name,
    url,
    events,
    created: isoTime(created),
    disabled: timeOf(disabled),
    waiting: waiting ?? 0,
    last: at === null ? null : { at: isoTime(at), delivered: delivered !== null, status, error },
  }));
}

export async function getWebhook(db: Database, id: string): Promise<Webhook> {
  const [webhook] = await listWebhooks(db, id);
  if (webhook === undefined) throw notFound('Webhook', id);
  return webhook;
}

export interface NewWebhook {
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly secret: string;
  readonly by: string;
}

export async function addWebhook(db: Database, { name, url, events, secret, by }: NewWebhook): Promise<Webhook> {
  const { n } = await db
    .selectFrom('webhook')
    .select((all) => all.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  if (n >= MAX_WEBHOOKS) {
    throw new AppError('conflict', `There are ${MAX_WEBHOOKS} webhooks, which is as many as there can be: delete one.`);
  }
  const id = randomUUID();
  const row = { id, name, url, secret, events: [...events], created: now(), created_by: by, disabled: null };
  await db.insertInto('webhook').values(row).execute();
  return getWebhook(db, id);
}

export interface WebhookChange {
  readonly name?: string | undefined;
  readonly url?: string | undefined;
  readonly events?: readonly string[] | undefined;
  readonly disabled?: boolean | undefined;
}

export async function changeWebhook(db: Database, id: string, change: WebhookChange): Promise<Webhook> {
  const { name, url, events, disabled } = change;
  await db
    .updateTable('webhook')
    .set((it) => ({
      name: name ?? it.ref('name'),
      url: url ?? it.ref('url'),
      ...(events === undefined ? {} : { events: [...events] }),
      ...(disabled === undefined ? {} : { disabled: disabled ? now() : null }),
    }))
    .where('id', '=', id)
    .execute();
  return getWebhook(db, id);
}

export async function deleteWebhook(db: Database, id: string): Promise<void> {
  const { numDeletedRows } = await db.deleteFrom('webhook').where('id', '=', id).executeTakeFirst();
  if (numDeletedRows === 0n) throw notFound('Webhook', id);
}

const SHOWN = ['id', 'event', 'created', 'attempts', 'due', 'delivered', 'status', 'error'] as const;

export async function listDeliveries(db: Database, webhook: string, limit: number): Promise<Delivery[]> {
  const of = db.selectFrom('webhook_delivery').select(SHOWN).where('webhook', '=', webhook);
  const rows = await of.orderBy('created', 'desc').limit(limit).execute();
  return rows.map((row) => ({
    ...row,
    created: isoTime(row.created),
    due: timeOf(row.due),
    delivered: timeOf(row.delivered),
  }));
}

export async function getDelivery(db: Database, webhook: string, id: string): Promise<Delivery> {
  const of = db.selectFrom('webhook_delivery').select(SHOWN).where('webhook', '=', webhook).where('id', '=', id);
  const row = await of.executeTakeFirst();
  if (row === undefined) throw notFound('Call', id);
  return { ...row, created: isoTime(row.created), due: timeOf(row.due), delivered: timeOf(row.delivered) };
}

/** Due at once, as if it had never been tried. */
export async function repeatDelivery(db: Database, webhook: string, id: string): Promise<Delivery> {
  await db
    .updateTable('webhook_delivery')
    .set({ due: now(), attempts: 0, delivered: null, error: null })
    .where('webhook', '=', webhook)
    .where('id', '=', id)
    .execute();
  return getDelivery(db, webhook, id);
}
