/** The bus's tables: messages in partitions of an hour, and how far each group has come. */
import { sql } from 'kysely';
import type { Database, Transaction } from '../store/database.ts';
import { lock, tryLock } from '../store/locks.ts';
import { ensurePartition } from '../store/partitions.ts';
import type { Message, Outgoing } from './bus.ts';

export const HOUR_US = 3_600_000_000;
/** What is handed to a handler at once. */
const MAX_MESSAGES = 500;
const MAX_BYTES = 8 * 1024 * 1024;

/** Hours since 1970, by our clock: the partition's and the message's hour are the same even when the server's clock is not. */
export const hourNow = (): number => Math.floor((Date.now() * 1000) / HOUR_US);

/** Makes the partition of `hour` if there is none. */
export async function ensureHour(db: Database, hour: number): Promise<void> {
  await ensurePartition(db, 'bus', {
    name: `bus_${hour}`,
    from: hour * HOUR_US,
    to: (hour + 1) * HOUR_US,
    unique: [
      ['topic', 'message_id'],
      ['topic', 'seq'],
    ],
  });
}

/**
 * Adds those of `messages` that are not there. Publishers of a topic come one after the other, from before the first `seq`
 * is taken until all are visible: so `seq` is the order of commits, and whoever has read up to one has read all below it.
 */
export async function insertMessages(
  transaction: Transaction,
  topic: string,
  hour: number,
  messages: readonly Outgoing[],
): Promise<void> {
  await lock(transaction, 'publish', topic);
  const at = Math.min(Math.max(Date.now() * 1000, hour * HOUR_US), (hour + 1) * HOUR_US - 1);
  for (let from = 0; from < messages.length; from += MAX_MESSAGES) {
    const unique = new Map(messages.slice(from, from + MAX_MESSAGES).map((message) => [message.id, message]));
    const bodies = [...unique.values()].map(({ body }) => Buffer.from(body.buffer, body.byteOffset, body.byteLength));
    await sql`
      insert into bus (topic, message_id, body, at)
      select ${topic}, m.id, m.body, ${at}::bigint
      from unnest(${[...unique.keys()]}::text[], ${bodies}::bytea[]) with ordinality as m (id, body, place)
      where not exists (select from bus b where b.topic = ${topic} and b.message_id = m.id)
      order by m.place`.execute(transaction);
  }
}

/** Null when somebody else consumes for the group at this moment. */
export async function takeTurn(transaction: Transaction, topic: string, consumer: string): Promise<number | null> {
  if (!(await tryLock(transaction, 'consume', `${topic}/${consumer}`))) return null;
  const row = await transaction
    .selectFrom('bus_cursor')
    .select('seq')
    .where('topic', '=', topic)
    .where('consumer', '=', consumer)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** The next messages after `seq`, in order: at most `limit` and about {@link MAX_BYTES}, but at least one if there is one. */
export async function messagesAfter(
  transaction: Transaction,
  topic: string,
  seq: number,
  limit = MAX_MESSAGES,
): Promise<Message[]> {
  const { rows } = await sql<{ seq: number; id: string; body: Buffer }>`
    select seq, id, body from (
      select seq, id, body, sum(octet_length(body)) over (order by seq) - octet_length(body) as before
      from (select seq, message_id as id, body from bus where topic = ${topic} and seq > ${seq} order by seq limit ${limit}) next
    ) counted where before < ${MAX_BYTES} order by seq`.execute(transaction);
  return rows;
}

export async function moveCursor(
  transaction: Transaction,
  topic: string,
  consumer: string,
  seq: number,
): Promise<void> {
  await transaction
    .insertInto('bus_cursor')
    .values({ topic, consumer, seq })
    .onConflict((conflict) => conflict.columns(['topic', 'consumer']).doUpdateSet({ seq }))
    .execute();
}

export async function setAside(
  transaction: Transaction,
  topic: string,
  consumer: string,
  message: Message,
  reason: string,
): Promise<void> {
  await transaction
    .insertInto('bus_set_aside')
    .values({
      topic,
      consumer,
      seq: message.seq,
      message_id: message.id,
      body: Buffer.from(message.body),
      reason,
      at: Date.now() * 1000,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
